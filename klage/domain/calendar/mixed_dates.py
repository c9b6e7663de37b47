"""Dates whose order of day and month cannot be known: never guessed at.

``12/10/2014`` is 12 October in Denmark. Where the same column also holds ``10/22/2014``, which has the month
first, nobody can say what ``12/10/2014`` means.
"""

import re

_DATE = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(?:\d{4}|\d{2})(?!\d)")


def is_month_first(text: str) -> bool:
    """Tell whether a text is a date only if its month stands first."""
    found = _DATE.match(text)
    return found is not None and int(found[1]) <= 12 < int(found[2]) <= 31


def is_in_doubt(text: str) -> bool:
    """Tell whether a text is one date with the day first, and another with the month first."""
    found = _DATE.match(text)
    return found is not None and int(found[1]) != int(found[2]) and max(int(found[1]), int(found[2])) <= 12


def sentence(label: str) -> str:
    """Return why such a date is not read."""
    return (
        f"{label}: Datoen kan læses på to måder, for andre datoer i kolonnen har måneden først."
        " Skriv den som år-måned-dag, fx 2014-10-22."
    )
