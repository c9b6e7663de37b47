"""When things last ran."""

from pathlib import Path

from klage.store import marks
from tests.store import support


def test_the_last_time_is_remembered(path: Path) -> None:
    """And before the first there is none."""
    with support.opened(path) as register:
        assert marks.last(register, "cron") is None
        marks.note(register, "cron", support.NOW)
        assert marks.last(register, "cron") == support.NOW
