"""What the campaigns stand on; they themselves run by ``python -m tests.faults --short`` (.ci/run)."""

from pathlib import Path

from tests.faults import lines
from tests.faults.__main__ import CAMPAIGNS

NO_CAMPAIGNS = {"__init__", "__main__", "children", "lines", "traced", "mail"}
"""What the campaigns share; the short form of ``mail`` is ``test_mail``."""


def test_every_command_has_a_line() -> None:
    """A command that is new cannot be forgotten, by any campaign."""
    assert sum(1 for _ in lines.every_line()) > len(lines.LINES)


def test_every_campaign_is_run() -> None:
    """A campaign in the folder stands on the list of those that are run."""
    files = {path.stem for path in Path(__file__).parent.glob("*.py")}
    assert {name for name in files if not name.startswith("test_")} - NO_CAMPAIGNS == set(CAMPAIGNS)
