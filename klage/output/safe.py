"""Make any text harmless to show: what a citizen writes is data, never a command to a terminal.

Control characters, text direction overrides and invisible characters are not dropped but shown as
marks (``␛``, ``⟨U+202E⟩``), so that nobody is fooled and nothing disappears without a trace.
"""

import codecs

SPELLED_OUT = "klage.spelled_out"
"""How a stream whose encoding lacks a letter writes it: as this machine can, with a question mark at worst."""

_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F
_SOFT_HYPHEN = 0xAD
_JOINER = "\u200d"
_SELECTORS = "\ufe0e\ufe0f"
# Printable by their category, yet nothing is seen: fillers, selectors and the tag plane.
_BLANK_RANGES = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xE0000, 0xE0FFF),
)
_FIRST_BLANK = chr(_BLANK_RANGES[0][0])


def _spelled_out(error: UnicodeError) -> tuple[str, int]:
    """Return what is written for characters that an encoding lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].translate(_ASCII), error.end


def visible(text: str) -> str:
    """Return ``text`` safe to print, keeping its lines.

    CR and CRLF become a newline and a tab a space. Joiners and selectors that hold an emoji together
    stay; anywhere else they are shown as marks, because they can carry a hidden message.
    """
    if _is_plain(text):
        return text
    shown = text.replace("\r\n", "\n").replace("\r", "\n").translate(_MARKS)
    return shown if _GLUE.isdisjoint(shown) else _mark_loose_glue(shown)


def set_in(text: str) -> str:
    """Return ``text`` safe to print with its lines, all but the first set in: none passes for another's."""
    first, *more = visible(text).split("\n")
    return "\n".join([first, *(f"  {line}" if line else "" for line in more)])


def one_line(text: str) -> str:
    """Return ``text`` safe to print on one line: no text can forge the line after its own."""
    lines = (line.strip() for line in visible(text).split("\n"))
    return " ⏎ ".join(line for line in lines if line)


def for_xml(text: str) -> str:
    """Return ``text`` safe to put into a Word or Excel file, whose XML may not hold every character."""
    return "".join(_mark(ord(char)) if char in "\ufffe\uffff" else char for char in visible(text))


def json_escaped(document: str) -> str:
    r"""Return a JSON document with every hidden character written as ``\uXXXX``: harmless and lossless."""
    if _is_plain(document):
        return document
    return document.translate(_JSON_ESCAPES)


def shorten(text: str, width: int) -> str:
    """Return one line of ``text`` in at most ``width`` terminal cells, cut at a word with ``…``."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    cut = set_cell_size(text, width - 1).rstrip()
    whole_words = cut if text[len(cut) :].startswith(" ") else cut.rpartition(" ")[0].rstrip()
    # A long word is cut rather than leaving half of the space empty.
    return f"{whole_words if 2 * cell_len(whole_words) >= width else cut}…"


def _is_plain(text: str) -> bool:
    """Tell whether nothing in a text of one line is hidden; quick for those that are as most are."""
    if not text.isprintable():
        return False
    try:
        text.encode("latin-1")  # ten times as fast as looking for the highest letter
    except UnicodeEncodeError:
        return max(text) < _FIRST_BLANK
    return True


def _is_hidden(code: int) -> bool:
    # Looked up per character and remembered by the tables below; most texts never come here.
    import unicodedata

    if any(first <= code <= last for first, last in _BLANK_RANGES):
        return True
    return unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _mark(code: int) -> str:
    if code < ord(" "):
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == _DELETE else f"⟨U+{code:04X}⟩"


class _Marks(dict[int, str | int]):
    """A table for ``str.translate`` that learns each character the first time it is met."""

    def __missing__(self, code: int) -> str | int:
        self[code] = _mark(code) if _is_hidden(code) else code
        return self[code]


class _JsonEscapes(dict[int, str | int]):
    """The same table for JSON, where a character beyond U+FFFF is escaped as its two halves."""

    def __missing__(self, code: int) -> str | int:
        halves = chr(code).encode("utf-16-be", "surrogatepass").hex()
        escaped = "".join(f"\\u{halves[i : i + 4]}" for i in range(0, len(halves), 4))
        self[code] = escaped if _is_hidden(code) else code
        return self[code]


_GLUE = frozenset(_JOINER + _SELECTORS)
# A soft hyphen comes with text pasted from Word and web pages; a mark would make that unreadable.
_MARKS = _Marks({ord("\n"): "\n", ord("\t"): " ", _SOFT_HYPHEN: "-"} | {ord(char): char for char in _GLUE})
_JSON_ESCAPES = _JsonEscapes({ord("\n"): "\n"})


def _mark_loose_glue(text: str) -> str:
    shown: list[str] = []
    for position, char in enumerate(text):
        before = shown[-1][-1] if shown else " "
        loose = char in _GLUE and not _holds_emoji(before, char, text[position + 1 : position + 2])
        shown.append(_mark(ord(char)) if loose else char)
    return "".join(shown)


def _holds_emoji(before: str, glue: str, after: str) -> bool:
    from unicodedata import category

    if glue in _SELECTORS:
        return category(before) in {"So", "Sm"} or before in "0123456789#*‼⁉〰"
    # Sk is skin tones.
    joinable = before in _SELECTORS or category(before) in {"So", "Sk"}
    return joinable and after != "" and category(after) == "So"


class _Ascii(dict[int, str]):
    """What stands for a character where only ASCII is sure; a question mark for any that has nothing of its own."""

    def __missing__(self, code: int) -> str:
        return "?"


_ASCII = _Ascii(
    str.maketrans(
        {
            "æ": "ae",
            "ø": "oe",
            "å": "aa",
            "Æ": "Ae",
            "Ø": "Oe",
            "Å": "Aa",
            "é": "e",
            "ö": "oe",
            "ä": "ae",
            "ü": "ue",
        }
        | {
            "–": "-",
            "−": "-",
            "─": "-",
            "•": "-",
            "█": "#",
            "▌": "#",
            "▏": "|",
            "…": "...",
            "→": "->",
            "§": "par.",
        }
        | {"»": '"', "«": '"', "“": '"', "”": '"', "’": "'", "⏎": "/", "\xa0": " "}
    )
)
codecs.register_error(SPELLED_OUT, _spelled_out)
