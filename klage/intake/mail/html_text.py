"""From an HTML mail to the text that its reader saw: paragraphs, lists and the words of links.

Scripts, styles and what is hidden are left out. What was quoted is marked with ``>`` as in plain mail.
"""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"})
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg", "select"})
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])"
)
_DEEPEST = 20


def text_of(html: str) -> str:
    """Return the text of an HTML mail; where hiding would leave nothing, what is hidden is shown."""
    return _read(html, hides=True) or _read(html, hides=False)


def _read(html: str, *, hides: bool) -> str:
    reader = _Reader(hides=hides)
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects the visible words, line by line."""

    def __init__(self, *, hides: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._hides = hides
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._preformatted = 0
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where the reader saw one begin, and be silent in what nobody saw."""
        if self._silent or tag in _SILENT or (self._hides and _is_hidden(attrs)):
            if tag not in _VOID and (not self._silent or tag == self._silent[-1]):
                self._silent.append(tag)
            return
        if tag == "br":
            self._end_line(keep_empty=True)
        elif tag in _BLOCKS:
            self._end_line()
            self._between(tag)
        if tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "li":
            self._line.append("- ")
        elif tag in ("td", "th") and self._line:
            self._line.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End the line, or the silence."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag in _BLOCKS:
            self._end_line()
            self._between(tag)
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)

    def handle_data(self, data: str) -> None:
        """Take words in; a line end in the source is a space, except in preformatted text."""
        if self._silent:
            return
        if self._preformatted:
            first, *rest = data.split("\n")
            self._line.append(first)
            for line in rest:
                self._end_line(keep_empty=True)
                self._line.append(line)
        else:
            self._line.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def text(self) -> str:
        """Return what has been read, without empty lines in a row."""
        self._end_line()
        text = "\n".join(self._lines)
        return re.sub(r"\n(?:>*[ ]?\n){2,}", "\n\n", text).strip("\n")

    def _between(self, tag: str) -> None:
        """Leave a line free around a paragraph."""
        if tag in _PARAGRAPHS and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._mark())

    def _end_line(self, *, keep_empty: bool = False) -> None:
        words = "".join(self._line).replace("\xa0", " ")
        self._line.clear()
        line = words.rstrip() if self._preformatted else re.sub(" {2,}", " ", words).strip()
        if line or keep_empty:
            self._lines.append(f"{self._mark()}{line}".rstrip())

    def _mark(self) -> str:
        return ">" * min(self._quotes, _DEEPEST) + " " if self._quotes else ""


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    found = dict(attrs)
    return "hidden" in found or _HIDDEN.search((found.get("style") or "")[:1000].casefold()) is not None
