"""Danish wording: what the borgervejleder reads, to the letter."""

import locale
from datetime import UTC, date, datetime, timedelta
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import danish
from tests.domain.support import wall

NOW = datetime(2014, 10, 22, 10, 9, tzinfo=UTC)
INSTANTS = st.datetimes(wall("1950-01-01"), wall("2100-01-01"), timezones=st.just(UTC))


def test_a_long_instant_has_weekday_and_danish_time() -> None:
    """The weekday stands first and the clock is the Danish one, in summer and winter."""
    assert danish.long_instant(NOW) == "onsdag 22. oktober 2014 kl. 12.09"
    assert danish.long_instant(datetime(2024, 12, 31, 23, 5, tzinfo=UTC)) == "onsdag 1. januar 2025 kl. 00.05"


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (NOW, "i dag kl. 12.09"),
        (datetime(2014, 10, 21, 22, 0, tzinfo=UTC), "i dag kl. 00.00"),
        (datetime(2014, 10, 21, 21, 59, tzinfo=UTC), "i går kl. 23.59"),
        (datetime(2014, 10, 23, 7, 0, tzinfo=UTC), "i morgen kl. 09.00"),
        (datetime(2014, 10, 24, 7, 0, tzinfo=UTC), "fre 24.10. kl. 09.00"),
        (datetime(2014, 1, 4, 7, 0, tzinfo=UTC), "lør 4.1. kl. 08.00"),
        (datetime(2013, 10, 22, 7, 0, tzinfo=UTC), "tir 22.10.2013 kl. 09.00"),
    ],
)
def test_a_short_instant_says_what_is_not_plain(instant: datetime, text: str) -> None:
    """Near days have their name, others their date, and only another year is written."""
    assert danish.short_instant(instant, NOW) == text


def test_days_are_written_without_a_clock() -> None:
    """A long day has month and year in full; a short one is named when it is near, also at New Year."""
    assert danish.long_day(date(2025, 6, 3)) == "tirsdag 3. juni 2025"
    assert danish.short_month(date(2025, 6, 3)) == "jun 2025"
    assert danish.short_day(date(2025, 6, 3), date(2025, 6, 10)) == "tir 3.6."
    assert danish.short_day(date(2024, 12, 31), date(2025, 1, 1)) == "i går"


def test_the_week_is_the_iso_week() -> None:
    """The last days of December may lie in the first week."""
    assert danish.week(date(2025, 1, 14)) == "uge 3"
    assert danish.week(date(2024, 12, 30)) == "uge 1"


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(hours=3, minutes=10), "3 t 10 min"),
        (timedelta(hours=3), "3 t"),
        (timedelta(minutes=25, seconds=59), "25 min"),
        (timedelta(seconds=59), "under 1 min"),
        (timedelta(0), "under 1 min"),
        (timedelta(hours=23, minutes=59, seconds=59), "23 t 59 min"),
        (timedelta(days=1), "1 dag"),
        (timedelta(days=1, hours=2, minutes=30), "1 dag 2 t"),
        (timedelta(days=1, minutes=30), "1 dag"),
        (timedelta(days=1234, hours=1), "1.234 dage 1 t"),
        (-timedelta(hours=3, minutes=10), "3 t 10 min"),
    ],
)
def test_a_duration_has_two_units(length: timedelta, text: str) -> None:
    """The two largest units are shown and the rest is cut off."""
    assert danish.duration(length) == text


@given(st.timedeltas(timedelta(0), timedelta(days=5000)))
def test_a_duration_never_overstates(length: timedelta) -> None:
    """What is read back from the text is never longer, and short by less than the smaller unit."""
    text = danish.duration(length).replace(".", "")
    units = {"dag": 1440, "dage": 1440, "t": 60, "min": 1}
    words = text.removeprefix("under ").split()
    read = (
        0
        if text == "under 1 min"
        else sum(int(n) * units[u] for n, u in zip(*[iter(words)] * 2, strict=True))
    )
    missing = length - timedelta(minutes=read)
    assert (
        timedelta(0)
        <= missing
        < timedelta(hours=1 if "dag" in text else 0, minutes=0 if "dag" in text else 1)
    )


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(hours=3, minutes=10), "om 3 t 10 min"),
        (timedelta(minutes=1), "om 1 min"),
        (timedelta(seconds=59), "nu"),
        (timedelta(0), "nu"),
        (-timedelta(seconds=59), "nu"),
        (-timedelta(days=1, hours=2), "1 dag 2 t over fristen"),
    ],
)
def test_until_tells_how_far_a_deadline_is(left: timedelta, text: str) -> None:
    """A deadline is ahead, now, or behind."""
    assert danish.until(NOW + left, NOW) == text


@given(INSTANTS, st.timedeltas(timedelta(hours=-30), timedelta(hours=30)))
def test_no_wording_of_time_breaks(instant: datetime, away: timedelta) -> None:
    """Any two instants have a wording, and exactly one of the three forms."""
    text = danish.until(instant + away, instant)
    assert [text.startswith("om "), text == "nu", text.endswith(" over fristen")].count(True) == 1
    assert " kl. " in danish.short_instant(instant + away, instant)


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (timedelta(hours=3, minutes=10), "om 3 t 10 min"),
        (-timedelta(hours=3, minutes=10), "3 t 10 min over"),
        (timedelta(days=1, hours=23), "om 1 dag 23 t"),
        (timedelta(days=2, hours=5), "om 2 dage"),
        (-timedelta(days=10, hours=20), "10 dage over"),
        (timedelta(seconds=20), "nu"),
    ],
)
def test_a_narrow_column_leaves_the_hours_out_from_two_days_on(left: timedelta, text: str) -> None:
    """The list must keep its table at 80 characters, also when a deadline has long gone."""
    assert danish.brief_until(NOW + left, NOW) == text


@pytest.mark.parametrize(("n", "text"), [(0, "0"), (999, "999"), (1564, "1.564"), (-1234567, "−1.234.567")])
def test_thousands_have_points(n: int, text: str) -> None:
    """Whole numbers are grouped by threes with points and have a true minus."""
    assert danish.number(n) == text


@pytest.mark.parametrize(
    ("x", "digits", "text"),
    [
        (1.5, 1, "1,5"),
        (1.4994, 2, "1,50"),
        (0.125, 2, "0,13"),
        (2.5, 0, "3"),
        (1.005, 2, "1,01"),
        (-0.04, 1, "0,0"),
        (-2.25, 1, "−2,3"),
        (1234567.891, 2, "1.234.567,89"),
        (1e20, 1, "100.000.000.000.000.000.000,0"),
    ],
)
def test_decimals_have_a_comma_and_round_as_in_school(x: float, digits: int, text: str) -> None:
    """A half goes away from zero, as written and not as stored in binary; nothing is minus nought."""
    assert danish.decimal(x, digits) == text


@pytest.mark.parametrize(
    ("share", "digits", "text"),
    [
        (580 / 2144, 1, "27,1 %"),
        (1564 / 2144, 1, "72,9 %"),
        (0.285, 0, "29 %"),
        (0.002, 1, "0,2 %"),
        (1.0, 0, "100 %"),
    ],
)
def test_per_cent_of_a_share(share: float, digits: int, text: str) -> None:
    """The published shares come out as published, with a space before the sign."""
    assert danish.percent(share, digits) == text


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (1077 / 840 - 1, "+28,2 %"),
        (912 / 1077 - 1, "−15,3 %"),
        (580 / 486 - 1, "+19,3 %"),
        (0.102, "+10,2 %"),
        (0.0, "0,0 %"),
        (0.0004, "0,0 %"),
        (-0.0004, "0,0 %"),
    ],
)
def test_a_change_has_its_sign(change: float, text: str) -> None:
    """The published changes come out as published, and what rounds to nothing has no sign."""
    assert danish.signed_percent(change) == text


@given(st.integers(-(10**12), 10**12))
def test_a_number_can_be_read_back(n: int) -> None:
    """Points and minus are all that is added."""
    assert int(danish.number(n).replace(".", "").replace("−", "-")) == n


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_decimal_is_near_what_it_says(x: float, digits: int) -> None:
    """A rounded number is at most half a unit of its last digit away."""
    read = float(danish.decimal(x, digits).replace(".", "").replace(",", ".").replace("−", "-"))
    assert abs(read - x) <= 0.5 * 10**-digits + 1e-6


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")],
)
def test_an_enumeration_has_og_before_the_last(parts: list[str], text: str) -> None:
    """Commas between, *og* before the last, and no comma before it."""
    assert danish.enumeration(parts) == text


def test_a_count_has_the_word_that_fits() -> None:
    """One is singular, nought and all others are plural."""
    counted = [danish.count(n, "sag", "sager") for n in (0, 1, 2, 1564)]
    assert counted == ["0 sager", "1 sag", "2 sager", "1.564 sager"]


def test_danish_order_puts_the_three_letters_last() -> None:
    """æ, ø, å come after z in that order, aa is å, and case and accents do not matter."""
    names = ["Zoo", "Aarhus", "Ørsted", "ÆBLE", "abe", "Åby", "Éva", "eve", "Müller", "Myhre", "Ärlig"]
    in_order = ["abe", "Éva", "eve", "Myhre", "Müller", "Zoo", "ÆBLE", "Ärlig", "Ørsted", "Åby", "Aarhus"]
    assert sorted(names, key=danish.sort_key) == in_order


@given(st.text())
def test_any_text_is_sorted_alike_however_its_letters_are_composed(text: str) -> None:
    """A name from a Mac, with its accents apart, stands beside the same name typed here."""
    assert danish.sort_key(normalize("NFD", text)) == danish.sort_key(normalize("NFC", text))


def test_wording_does_not_depend_on_the_locale() -> None:
    """Month names come from klage, so they are the same under cron's LANG=C."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "C")
        assert danish.long_instant(NOW) == "onsdag 22. oktober 2014 kl. 12.09"
    finally:
        locale.setlocale(locale.LC_ALL, before)
