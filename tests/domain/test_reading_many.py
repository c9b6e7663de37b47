"""Reading the many rows of an import: what is remembered and what is quick gives what the strict way gives."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage import clock
from klage.domain import fields
from klage.domain.calendar import dates
from klage.domain.complaint import Point
from klage.domain.reading import Reader, read_instant
from klage.errors import InvalidValueError

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
THEMES = {"vejledning": "Manglende eller forkert vejledning", "andet": "Andet"}
FIELDS = fields.by_key(fields.COMPLAINT)


def reader() -> Reader:
    """Return a reader with two themes."""
    return Reader(now=NOW, themes=THEMES)


def test_what_was_looked_up_is_remembered_rightly() -> None:
    """The second row with a label, a department or a theme is read as the first."""
    same = reader()
    for _ in range(2):
        assert same.value("Digital post", FIELDS["channel"]) == "digital_post"
        assert same.value("Job  Center", FIELDS["department"]) == "Job Center"
        assert same.points("vejledning:2", "Ydelse") == (Point("vejledning", "Ydelse", 2),)
        assert same.points("vejledning:2", "Visitation") == (Point("vejledning", "Visitation", 2),)


@pytest.mark.parametrize(
    ("raw", "points"),
    [
        (None, ()),
        ("", ()),
        ("vejledning, Andet:3", (Point("vejledning", "Y"), Point("andet", "Y", 3))),
        (["vejledning", "", {"theme": "andet"}], (Point("vejledning", "Y"), Point("andet", "Y"))),
        ([{"theme": "andet", "department": None}], (Point("andet", None),)),
        ([{"theme": "andet", "department": "X", "severity": 1}], (Point("andet", "X", 1),)),
    ],
)
def test_points_are_read_in_each_form(raw: object, points: tuple[Point, ...]) -> None:
    """A klagepunkt has the complaint's department unless it says otherwise, also that it has none."""
    assert reader().points(raw, "Y") == points


@pytest.mark.parametrize("raw", [7, [7], [{"severity": 1}], "vejledning:4", "vejleding", [{"tema": "andet"}]])
def test_points_that_cannot_be_are_refused(raw: object) -> None:
    """A theme is required, severity is 1 to 3, and a misspelled member is said."""
    with pytest.raises(InvalidValueError):
        reader().points(raw, None)


MOMENTS = st.datetimes(datetime(1899, 1, 1), datetime(2102, 1, 1))  # noqa: DTZ001 -- made aware below


@given(MOMENTS, st.sampled_from(["", "Z", "+02:00", "-05:30"]), st.sampled_from("T "), st.booleans())
def test_quick_way_reads_as_the_strict_parser(
    moment: datetime, zone: str, between: str, seconds: bool
) -> None:
    """An ISO instant means the same, or is refused in the same words, whichever way it goes."""
    text = moment.isoformat(between, "seconds" if seconds else "minutes") + zone

    def outcome(read: Any) -> object:
        try:
            return read()
        except InvalidValueError as error:
            return error.sentence

    strict = outcome(lambda: dates.parse_instant(text, NOW, direction="past"))
    assert outcome(lambda: read_instant(text, NOW)) == strict


@pytest.mark.parametrize(
    "text", ["2014-10-21T24:61:00Z", "2014-02-30T10:00", "2014-W43-2T10:09:00Z", "20141021"]
)
def test_what_only_looks_like_an_instant_is_refused(text: str) -> None:
    """The quick way guesses nothing."""
    with pytest.raises(InvalidValueError):
        read_instant(text, NOW)


def test_stored_instants_come_back() -> None:
    """What eksport writes is read as it was, also what was agreed and has come due."""
    text = "2025-03-30T01:30:00Z"
    assert clock.to_text(read_instant(text, NOW)) == text
    assert clock.to_text(read_instant(text, NOW, is_ahead=True)) == text


def test_what_is_remembered_has_an_end() -> None:
    """A file of nothing but different names and themes does not fill the memory."""
    same = reader()
    for number in range(10_050):
        assert same.value(f"Enhed {number}", FIELDS["department"]) == f"Enhed {number}"
        same.points("vejledning", f"Enhed {number}")
    assert same.points("andet", "Enhed 10049") == (Point("andet", "Enhed 10049"),)
