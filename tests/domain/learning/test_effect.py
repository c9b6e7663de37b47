"""The effect of an action: which days are counted, what may be said, and that no more is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.learning.effect import (
    CAVEATS,
    LONGEST,
    SHORTEST,
    VERDICTS,
    Done,
    Effect,
    Scope,
    Windows,
    between,
    how_often,
    moved,
    verdict,
    windows,
)
from klage.domain.statistics.chance import LEVEL, Compared
from klage.errors import RefusedError

DAY = date(2026, 3, 2)
LONG_AGO = date(2010, 1, 1)
DONE = Done(3, "Ny brevskabelon", "gennemfoert", DAY, Scope("vejledning"))


def after(days: int) -> date:
    """Return the day that lies so many days after the action."""
    return DAY + timedelta(days=days)


def effect(older: int, newer: int) -> Effect:
    """Return the effect of an action with these counts on each side of it."""
    counts = Compared(older, newer, 60, 60)
    found = windows(DAY, after(61), LONG_AGO)
    assert isinstance(found, Windows)
    return Effect(DONE, DAY, verdict(counts), found, counts, counts)


# --- the windows --------------------------------------------------------------------------------------


@pytest.mark.parametrize("since", [-5, 0, 1, 28])
def test_before_four_whole_weeks_nothing_is_counted(since: int) -> None:
    """Today is not over, so the 28th day after is one too few."""
    assert windows(DAY, after(since), LONG_AGO) == "for_tidligt"


@pytest.mark.parametrize("first_day", [None, DAY, DAY - timedelta(days=27), after(10)])
def test_a_register_that_begins_too_late(first_day: date | None) -> None:
    """What lies before the first complaint is not known to be none."""
    assert windows(DAY, after(100), first_day) == "for_kort_fortid"


def test_the_shortest_and_the_longest_window() -> None:
    """28 days on each side at least and 365 at most; the day of the action is in neither."""
    found = windows(DAY, after(29), LONG_AGO)
    assert isinstance(found, Windows)
    assert (found.before.first_day, found.before.last_day) == (date(2026, 2, 2), date(2026, 3, 1))
    assert (found.after.first_day, found.after.last_day) == (date(2026, 3, 3), date(2026, 3, 30))
    assert found.days == 28
    found = windows(DAY, after(4000), LONG_AGO)
    assert isinstance(found, Windows)
    assert (found.before.first_day, found.after.last_day) == (date(2025, 3, 2), date(2027, 3, 2))


def test_a_short_past_shortens_both_windows() -> None:
    """Fifty days are known before the action: fifty are counted after it too, the first ones."""
    found = windows(DAY, after(300), DAY - timedelta(days=50))
    assert isinstance(found, Windows)
    assert (found.before.first_day, found.after.last_day) == (DAY - timedelta(days=50), after(50))


@given(st.integers(-100, 900), st.one_of(st.none(), st.integers(-900, 900)))
def test_windows_are_always_equal(since: int, first: int | None) -> None:
    """Equally long, apart by the day of the action, over, and within the register."""
    first_day = None if first is None else after(first)
    found = windows(DAY, after(since), first_day)
    if isinstance(found, str):
        assert found in VERDICTS
        assert since - 1 < SHORTEST or first is None or -first < SHORTEST
        return
    assert found.before.days == found.after.days == found.days
    assert SHORTEST <= found.days <= LONGEST
    assert (found.after.first_day - found.before.last_day).days == 2
    assert found.after.last_day < after(since)
    assert first_day is not None
    assert first_day <= found.before.first_day


# --- what may be said ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("older", "newer", "code", "said"),
    [
        (24, 9, "faerre", "Der kom færre klager, og forskellen er større, end tilfældet plejer at give."),
        (9, 24, "flere", "Der kom flere klager, og forskellen er større, end tilfældet plejer at give."),
        (24, 15, "kan_vaere_tilfaeldigt", "Der kom færre klager, men det kan være tilfældigt."),
        (15, 24, "kan_vaere_tilfaeldigt", "Der kom flere klager, men det kan være tilfældigt."),
        (8, 8, "kan_vaere_tilfaeldigt", "Der kom lige mange klager før og efter."),
        (6, 0, "faerre", "Der kom færre klager, og forskellen er større, end tilfældet plejer at give."),
        (5, 0, "for_faa", "Der er for få klager til at sige noget."),
        (0, 0, "for_faa", "Der er for få klager til at sige noget."),
    ],
)
def test_verdicts(older: int, newer: int, code: str, said: str) -> None:
    """Six complaints in all are the fewest that can say anything: six to none has p = 2/64."""
    found = effect(older, newer)
    assert (found.verdict, found.sentence) == (code, said)


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_difference_is_named_only_beyond_chance(older: int, newer: int) -> None:
    """And then by the way the counts went; nothing ever says that an action worked."""
    found = effect(older, newer)
    assert (found.verdict in ("faerre", "flere")) == (Compared(older, newer).p <= LEVEL)
    assert found.verdict != "faerre" or newer < older
    assert found.verdict != "flere" or newer > older
    assert "virke" not in found.sentence


def test_what_was_not_counted_is_said() -> None:
    """A verdict without figures has its sentence too, and all say what is missing without blame."""
    assert Effect(DONE, DAY, "for_tidligt").sentence == "Der er ikke gået fire hele uger endnu."
    assert Effect(DONE, DAY, "kan_vaere_tilfaeldigt").sentence == "Forskellen kan være tilfældig."
    assert all(sentence.endswith(".") for sentence in (*VERDICTS.values(), *CAVEATS))


@pytest.mark.parametrize("status", ["foreslaaet", "aftalt", "i_gang", "afvist"])
def test_only_what_was_carried_out_has_an_effect(status: str) -> None:
    """Until then there is no before and after, whatever day is noted."""
    with pytest.raises(RefusedError, match=r"Handling 3 er ikke gennemført \(status: "):
        DONE._replace(status=status).day()
    with pytest.raises(RefusedError):
        DONE._replace(carried_out_on=None).day()
    assert DONE.day() == DONE._replace(status="effekt_vurderet").day() == DAY


def test_a_scope_says_something_when_any_part_does() -> None:
    """A lesson that states neither theme, department nor stage gives nothing to count by."""
    assert not Scope().says_something
    assert all(Scope(**{part: "x"}).says_something for part in Scope._fields)


# --- in words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("older", "newer", "written"),
    [
        (24, 11, "fra 24 til 11 (−54,2 %)"),
        (1859, 2049, "fra 1.859 til 2.049 (+10,2 %)"),  # on the older figure (domain.md 2.4)
        (10, 10, "fra 10 til 10 (0,0 %)"),
        (9, 3, "fra 9 til 3"),  # per cent of so few says nothing
        (0, 3, "fra 0 til 3"),
    ],
)
def test_a_change(older: int, newer: int, written: str) -> None:
    """It is measured on the older figure, and of few it is told in numbers alone."""
    assert moved(Compared(older, newer)) == written


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.0, "færre end 1 gang ud af 1.000"),
        (0.0009, "færre end 1 gang ud af 1.000"),
        (0.001, "omtrent 1 gang ud af 1.000"),
        (0.0094, "omtrent 9 gange ud af 1.000"),
        (0.0096, "omtrent 1 gang ud af 100"),
        (0.05, "omtrent 5 gange ud af 100"),
        (0.994, "omtrent 99 gange ud af 100"),
        (1.0, "næsten hver gang"),
    ],
)
def test_how_often_chance_gives_it(p: float, said: str) -> None:
    """A p is told as how many times out of how many."""
    assert how_often(p) == f"Var intet ændret, ville tilfældet alene give så stor en forskel {said}."


@pytest.mark.parametrize(
    ("older", "newer", "said"),
    [
        (24, 9, "Den virkelige forskel ligger med stor sikkerhed mellem 85 % færre og 16 % færre."),
        (24, 15, "Den virkelige forskel ligger med stor sikkerhed mellem 70 % færre og 24 % flere."),
        (10, 40, "Den virkelige forskel ligger med stor sikkerhed mellem 97 % flere og 9,0 gange så mange."),
        (12, 0, "Den virkelige forskel ligger med stor sikkerhed mellem 100 % færre og 64 % færre."),
        (0, 12, "Den virkelige forskel er med stor sikkerhed over 2,8 gange så mange."),
        (
            15,
            29,
            "Den virkelige forskel ligger med stor sikkerhed mellem næsten lige mange og 3,9 gange så mange.",
        ),
    ],
)
def test_between_what_the_change_lies(older: int, newer: int, said: str) -> None:
    """The limits in words, from all gone to several times as many."""
    assert between(Compared(older, newer)) == said
