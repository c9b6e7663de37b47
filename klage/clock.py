"""Time: the only place that asks what time it is, and the conversions between UTC and Denmark.

An *instant* is an aware ``datetime`` in UTC with whole seconds. It is stored as text
(``2014-10-21T10:09:00Z``, which sorts as it reads) and shown in Europe/Copenhagen. Arithmetic on
elapsed hours is done on instants: adding 24 hours to a Copenhagen ``datetime`` is wrong twice a year.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def now(override: str | None = None) -> datetime:
    """Return the present instant, or the one that ``override`` names.

    Args:
        override: An ISO 8601 instant with an offset (the value of ``KLAGE_NOW``), or nothing.

    Raises:
        ValueError: ``override`` is not an ISO instant, or has no offset.
    """
    if not override:
        return datetime.now(UTC).replace(microsecond=0)
    instant = datetime.fromisoformat(override)
    if instant.tzinfo is None:
        raise ValueError("an instant needs an offset")
    return instant.astimezone(UTC).replace(microsecond=0)


def to_text(instant: datetime) -> str:
    """Return the stored form of an instant, ``2014-10-21T10:09:00Z``."""
    in_utc = instant if instant.tzinfo is UTC else instant.astimezone(UTC)
    return in_utc.isoformat()[: len("2014-10-21T10:09:00")] + "Z"


def from_text(text: str) -> datetime:
    """Return the instant that a stored text stands for.

    Raises:
        ValueError: The text is not in the stored form.
    """
    if len(text) != len("2014-10-21T10:09:00Z") or text[-1] != "Z":
        raise ValueError("not a stored instant")
    return datetime.fromisoformat(text)


def to_local(instant: datetime) -> datetime:
    """Return the same instant as a Copenhagen ``datetime``."""
    return instant.astimezone(COPENHAGEN)


def from_local(wall: datetime, *, fold: int = 0) -> datetime:
    """Return the instant at which Danish clocks show the naive ``wall``.

    An hour that is skipped in March is read as the clock would have gone on (02.30 becomes 03.30);
    of an hour that comes twice in October, ``fold`` chooses the first (0) or the second (1).
    """
    return wall.replace(tzinfo=COPENHAGEN, fold=fold).astimezone(UTC)


def exists(wall: datetime) -> bool:
    """Tell whether Danish clocks ever show the naive ``wall`` (not in the hour skipped in March)."""
    return to_local(from_local(wall)).replace(tzinfo=None) == wall


def is_ambiguous(wall: datetime) -> bool:
    """Tell whether Danish clocks show the naive ``wall`` twice (the hour repeated in October)."""
    return exists(wall) and from_local(wall) != from_local(wall, fold=1)


def local_day_bounds(day: datetime) -> tuple[datetime, datetime]:
    """Return the half-open [start, end) of the Danish calendar day that the naive ``day`` lies in."""
    start = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return from_local(start), from_local(start + timedelta(days=1))
