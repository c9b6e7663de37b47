"""The phone number that a citizen writes in a mail, if one stands there that can only be that."""

import re

_NUMBER = re.compile(
    r"(?<![\d+/-])(?:(?:\+|00)45[ .]?)?(?P<number>\d\d(?P<gap>[ .]?)\d\d(?P=gap)\d\d(?P=gap)\d\d)(?![\d-]|[./]\d)"
)
_SAYS_SO = re.compile(
    r"(?:tlf|telefon|mobil|nummer|ring|sms|fastnet|træffes|kontaktes)[^\d\n]{0,40}$", re.IGNORECASE
)
_SAYS_NOT = re.compile(
    r"(?:sag\w*|journal\w*|j\.?|konto\w*|reg|cvr|faktura\w*|kunde\w*|ordre\w*|ref\w*|matrikel\w*|ean|løbe\w*|id)"
    r"[ .:-]*(?:nr|nummer|no)?[ .:#-]{0,4}(?:\d[\d ]{0,9})?$",
    re.IGNORECASE,
)
_ABROAD = re.compile(r"(?:\+|\b00)(?!45)\d{1,3}[ .]?(?:\(0\)[ .]?)?$")
_AS_DATE = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d"
)
_BEFORE = 60


def phone_in(text: str) -> str | None:
    """Return eight digits, or nothing if there are none or it cannot be said which are meant.

    A number that the text calls a phone number goes before others; a case number, an account, a date and
    what begins with 0 or 1, as no Danish number does, are none unless they are called one.
    """
    called: dict[str, None] = {}
    others: dict[str, None] = {}
    for match in _NUMBER.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        digits = re.sub(r"\D", "", match["number"])
        if _ABROAD.search(before):
            continue
        if _SAYS_SO.search(before):
            called[digits] = None
        elif digits[0] >= "2" and not (
            _SAYS_NOT.search(before) or (not match["gap"] and _AS_DATE.fullmatch(digits))
        ):
            others[digits] = None
    found = [*(called or others)]
    return found[0] if len(found) == 1 or called else None
