"""How the office's settings are said in Danish, and how weekdays and names are read."""

from datetime import date, time

import pytest

from klage.domain.office_words import (
    default_sentence,
    last_days,
    letter_sentence,
    line_from,
    phase_sentence,
    theme_code_from,
    week_sentence,
    weekdays_from,
)
from klage.domain.promise import DEFAULT_OPENING_HOURS, Policy
from klage.errors import InvalidValueError

FIRST, SECOND = date(2014, 10, 21), date(2015, 4, 1)
DAY = (time(9), time(15))


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (
            Policy(FIRST, levels=frozenset({"forvaltningschef", "direktoer", "raadmand"})),
            (
                "Fra tirsdag 21. oktober 2014 er klager til rådmand, direktør og forvaltningschef omfattet:"
                " der ringes inden 24 timer."
            ),
        ),
        (Policy(SECOND), "Fra onsdag 1. april 2015 er alle klager omfattet: der ringes inden 24 timer."),
        (
            Policy(SECOND, 48, "hverdage", departments=frozenset({"Økonomi", "Borgerservice"})),
            (
                "Fra onsdag 1. april 2015 er klager omfattet, når de handler om Borgerservice og Økonomi:"
                " der ringes inden 48 timer, og kun hverdage tæller med."
            ),
        ),
        (
            Policy(SECOND, 1, levels=frozenset({"andet", "ukendt"}), departments=frozenset({"Skat"})),
            (
                "Fra onsdag 1. april 2015 er klager til en anden adressat og en ukendt adressat omfattet,"
                " når de handler om Skat: der ringes inden 1 time."
            ),
        ),
        (Policy(), "Det er alle klager omfattet: der ringes inden 24 timer."),
    ],
)
def test_what_a_phase_means(policy: Policy, said: str) -> None:
    """One sentence says from when, who, which departments, how soon and how it is counted."""
    assert phase_sentence(policy) == said


def test_what_holds_without_phases() -> None:
    """Everyone is covered until the office has set a phase."""
    assert default_sentence() == "Alle klager er omfattet: der ringes inden 24 timer."


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (DEFAULT_OPENING_HOURS, "Åbent mandag til fredag kl. 09.00–15.00."),
        (
            {1: DAY, 2: DAY, 4: DAY, 5: (time(9), time(13, 30))},
            (
                "Åbent mandag og tirsdag kl. 09.00–15.00, torsdag kl. 09.00–15.00 og fredag kl. 09.00–13.30."
                " Lukket onsdag."
            ),
        ),
        ({5: DAY}, "Åbent fredag kl. 09.00–15.00. Lukket mandag til torsdag."),
    ],
)
def test_how_a_week_is_said(hours: dict[int, tuple[time, time]], said: str) -> None:
    """Days in a row with the same hours are said together, and closed weekdays are named."""
    assert week_sentence(hours) == said


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mandag", [1]),
        ("Man", [1]),
        ("loerdag", [6]),
        ("man-fre", [1, 2, 3, 4, 5]),
        ("tirsdag til torsdag", [2, 3, 4]),
        ("ons–ons", [3]),
    ],
)
def test_weekdays_are_read(text: str, days: list[int]) -> None:
    """A weekday may be shortened, written in ASCII, or be a span."""
    assert weekdays_from(text) == days


@pytest.mark.parametrize(
    ("text", "said"),
    [("mondag", "Mente du"), ("fre-man", "i rækkefølge"), ("man-", "Vælg mellem"), ("", "Vælg")],
)
def test_what_is_no_weekday(text: str, said: str) -> None:
    """Anything else is refused, with the nearest weekday."""
    with pytest.raises(InvalidValueError, match=said):
        weekdays_from(text)


def test_a_phase_ends_the_day_before_the_next_begins() -> None:
    """The newest has no end, and no phases have none at all."""
    assert last_days([Policy(SECOND), Policy(FIRST)]) == {FIRST: date(2015, 3, 31), SECOND: None}
    assert last_days([Policy(), Policy(FIRST)]) == {None: date(2014, 10, 20), FIRST: None}
    assert last_days([]) == {}


def test_a_name_is_one_line() -> None:
    """Spaces and line breaks are evened out; a name without letters, or a very long one, is refused."""
    assert line_from(" Jobcenter\n Nord ", "--ny") == "Jobcenter Nord"
    for text in ("", " ", "!?", "a" * 201):
        with pytest.raises(InvalidValueError, match=r"^--ny skal have mindst ét bogstav"):
            line_from(text, "--ny")


@pytest.mark.parametrize(
    "text", ["", "Ventetid", "ventetid 2", "lang-ventetid", "ældre", "2tal", "a" * 41, "a\n"]
)
def test_what_is_no_theme_code(text: str) -> None:
    """A code is small ASCII letters, digits and underscores, and begins with a letter."""
    assert theme_code_from("lang_ventetid_2") == "lang_ventetid_2"
    with pytest.raises(InvalidValueError, match="små bogstaver"):
        theme_code_from(text)


@pytest.mark.parametrize(("days", "said"), [(1, "1 hverdag efter"), (6, "6 hverdage efter")])
def test_how_long_a_letter_takes(days: int, said: str) -> None:
    """One day is a day."""
    assert said in letter_sentence(days)
