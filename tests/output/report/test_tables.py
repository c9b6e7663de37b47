"""The tables and phrases that the parts of the report share."""

import pytest

from klage.domain.statistics.figures import Count
from klage.output.listing import on_screen
from klage.output.report.tables import bar, in_counts, middle, part, stated, table
from klage.output.spoken import listing_aloud


@pytest.mark.parametrize(
    ("n", "most", "shown"), [(0, 0, ""), (0, 5, ""), (5, 5, "█" * 12), (1, 24, "▌"), (1, 999, "▏")]
)
def test_the_length_of_a_bar(n: int, most: int, shown: str) -> None:
    """Only 0 has no bar at all."""
    assert bar(n, most) == shown


def test_a_part_has_no_per_cent_of_too_few() -> None:
    """Seven of nine is seven of nine; of eleven it is also per cent."""
    assert part(7, 9) == "7 af 9"
    assert part(7, 11) == "7 af 11 (63,6 %)"


def test_rows_of_nothing_are_left_out() -> None:
    """A table shows what there is; a whole median has no decimal."""
    listing = table("Art", [Count("a", "A", 3, 12), Count("b", "B", 0, 12), Count(None, "Uoplyst", 9, 12)])
    assert [list(row) for row in listing.rows] == [["A", 3, 0.25], ["Uoplyst", 9, 0.75]]
    assert on_screen(listing.columns[2], 0.25) == "25,0 %"
    assert (middle(3.0), middle(2.5), middle(None)) == ("3", "2,5", "0")
    assert in_counts([Count("a", "Ja", 1, 2), Count("b", "Nej", 1, 2)]) == "ja 1 og nej 1"


@pytest.mark.parametrize(
    ("what", "said"), [("Tema", "Tema: Svar eller kontakt."), ("Afdeling", "Afdeling: Svar / kontakt.")]
)
def test_what_is_read_aloud_of_a_label(what: str, said: str) -> None:
    """Our own words are said in full, a department as the office writes it."""
    listing = table(what, [Count("a", "Svar / kontakt", 3, 12)])
    assert said in listing_aloud(listing, with_names=True)


def test_a_table_of_what_is_not_stated_says_nothing() -> None:
    """One that is stated is enough."""
    assert not stated([Count(None, "Uoplyst", 4, 4), Count("a", "A", 0, 4)])
    assert stated([Count("a", "A", 1, 4)])
