"""What the tests of the calendar and the dates share: vector files, and another zone for the machine."""

import csv
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

VECTORS = Path(__file__).parent.parent / "vectors"
ZONES = ("UTC", "America/New_York", "Pacific/Kiritimati")


def wall(text: str) -> datetime:
    """Return the naive Danish wall time that an ISO text shows."""
    return datetime.fromisoformat(text)


def vectors(name: str, *, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a file under ``tests/vectors``."""
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@contextmanager
def machine_in(zone: str) -> Iterator[None]:
    """Let the machine's own clock stand in another zone, and put it back."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()
