"""From the bytes of a mail to text, whatever the mail says they are.

Danish mail of thirty years says ISO-8859-1 and is Windows-1252 or UTF-8, or says nothing at all. The
ladder is: UTF-8 where every byte fits it, then what the mail says, then Windows-1252.
"""

import re
import unicodedata

# Only names of character sets: Python also has codecs that unpack, turn round, or take minutes.
_CHARSET = re.compile(
    r"(utf[-_]?(7|8|16|32)([-_]?[bl]e)?|(iso|windows|cp|koi8|mac|gb|big5|euc|shift|ks|latin|ibm)[-_a-z0-9]{0,20}"
    r"|(us-)?ascii|unicode-1-1-utf-7)"
)
_LATIN = re.compile(r"(iso[-_]?8859[-_]?1|latin[-_]?1|(us-)?ascii|windows[-_]?1252|cp[-_]?1252)")
_SEVEN_BITS = re.compile(r"(unicode-1-1-)?utf[-_]?7|(cs)?iso-?2022.*|hz.*")
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n"} | {0x7F: None, 0xFEFF: None}


def decoded(raw: bytes, declared: str | None) -> str:
    """Return bytes as text: lines end in newlines, letters are composed, control characters are gone.

    Args:
        raw: The bytes.
        declared: The character set that the mail names, if it does; it may be wrong or none.
    """
    return tidy(_decoded(raw, _name_of(declared)))


def tidy(text: str) -> str:
    """Return text as it is stored: Apple's letters in two halves become one, what cannot be text is left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    whole = lines.translate(_CONTROLS).encode("utf-8", "replace").decode()
    return whole if whole.isascii() else unicodedata.normalize("NFC", whole)


def _name_of(declared: str | None) -> str:
    name = (declared or "").strip().strip("\"'").casefold()[:40]
    if _CHARSET.fullmatch(name) is None:
        return ""
    try:
        "".encode(name)
    except LookupError:
        return ""
    return name


def _decoded(raw: bytes, name: str) -> str:
    if _SEVEN_BITS.fullmatch(name):
        return raw.decode(name, "replace")
    try:
        # Text in another character set is next to never UTF-8 by chance, and is labelled wrongly often.
        # UTF-16 is: half of its bytes are NUL.
        if b"\0" not in raw:
            return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if name and not _LATIN.fullmatch(name):
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            pass
    return _windows(raw)


def _windows(raw: bytes) -> str:
    """Return bytes as Windows-1252, which ISO-8859-1 is a part of; five bytes stand for nothing in it."""
    return raw.decode("cp1252", "replace")
