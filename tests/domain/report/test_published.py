"""The published report as data: what is not there is not known, and what is empty is none."""

from klage.domain.report.published import OTHER, Table
from klage.domain.statistics.figures import Count

ROWS = (Count("brev", "Brev", 40, 47), Count(OTHER, "Øvrige", 7, 47))


def test_a_row_that_was_merged_has_no_number() -> None:
    """Only in a whole table is a row that is not shown an empty one."""
    merged = Table("channels", ROWS, is_whole=False)
    assert (merged.n("brev"), merged.n("telefon")) == (40, None)
    assert Table("channels", ROWS[:1]).n("telefon") == 0
