"""Text as a spreadsheet cell and back: no cell that klage writes is taken for a formula.

Source: OWASP ASVS 1.2.10 (CWE-1236). What is written with ``spreadsheet`` is read with
``from_spreadsheet``, exactly, so that guarding a cell loses nothing.
"""

_FORMULA_STARTS = frozenset("=+-@＝＋－＠﹦﹢﹣﹫")
_BEFORE_FORMULA = (
    "'\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)


def spreadsheet(text: str) -> str:
    """Return ``text`` as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _could_be_formula(text) else text


def from_spreadsheet(cell: str) -> str:
    """Return the text that ``spreadsheet`` made ``cell`` from.

    It is exact for every text, also those with an apostrophe of their own, because apostrophes in
    front do not count when a formula is looked for: what was guarded still looks guarded.
    """
    return cell[1:] if cell.startswith("'") and _could_be_formula(cell) else cell


def _could_be_formula(text: str) -> bool:
    start = text.lstrip(_BEFORE_FORMULA)
    before = text[: len(text) - len(start)]
    return start[:1] in _FORMULA_STARTS or "\t" in before or "\r" in before
