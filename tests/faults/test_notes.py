"""The short campaign against the guided call, and its control."""

import random
from pathlib import Path

from tests.faults import notes


def test_no_line_that_enter_has_ended_is_lost(tmp_path: Path) -> None:
    """Killed in the middle of typing, three times; what keeps nothing loses all of it."""
    for name in ("ring", "opkald"):
        (tmp_path / name).mkdir()
    found = notes.campaign(tmp_path / "ring", 3, random.Random(1))
    assert (found.kills, found.lost) == (3, 0)
    assert found.kept >= found.acknowledged > 0
    control = notes.campaign(tmp_path / "opkald", 1, random.Random(1), "opkald")
    assert control.lost == control.acknowledged > 0
