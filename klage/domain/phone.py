"""Danish phone numbers: eight digits, however they were typed; foreign ones are kept with their +."""


def normalised(text: str) -> str | None:
    """Return the number as it is stored: ``20123456``, or ``+4612345678`` for a foreign one.

    Spaces, dots, dashes and brackets do not matter, and ``+45`` or ``0045`` is dropped. Text that is no
    number is kept as it was typed, because a half number is better than none; empty text is ``None``.
    """
    if len(text) == 8 and text.isascii() and text.isdigit() and not text.startswith("00"):
        return text
    typed = " ".join(text.split())
    compact = "".join(c for c in typed if c not in " .-/()")
    international = f"+{compact[2:]}" if compact.startswith("00") else compact
    if not (international.removeprefix("+").isascii() and international.removeprefix("+").isdigit()):
        return typed or None
    local = international.removeprefix("+45") if international.startswith("+45") else international
    return local if len(local) == 8 else international


def is_foreign(text: str) -> bool:
    """Tell whether a number was typed with a country code, and so is no CPR number."""
    return text.lstrip(" (").startswith(("+", "00"))


def shown(number: str) -> str:
    """Return a stored number as Danes write it: ``20 12 34 56``; anything else as it is."""
    if len(number) == 8 and number.isdigit():
        return f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:]}"
    return number
