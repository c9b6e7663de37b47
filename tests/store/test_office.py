"""What the office has set, in the register: phases, themes, hours, closing days, ambassadors, names."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from klage.clock import from_local
from klage.domain.complaint import Complaint, Point
from klage.domain.promise import DEFAULT_OPENING_HOURS, Policy, promise_for
from klage.domain.vocabulary import THEME_GROUPS, THEMES
from klage.errors import RefusedError
from klage.store import cases, office, office_changes
from klage.store.due import open_cases
from klage.store.office import Ambassador, Theme
from klage.store.register import Register, create_register, open_register
from klage.store.writing import Writer, write
from tests.store import support

NOW = datetime(2014, 10, 21, 10, tzinfo=UTC)
FIRST, SECOND = date(2014, 10, 21), date(2015, 4, 1)
PHASE_1 = Policy(FIRST, levels=frozenset({"raadmand", "direktoer", "forvaltningschef"}))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """Return an empty register, open for writing."""
    create_register(tmp_path / "klage.db")
    register = open_register(tmp_path / "klage.db", writing=True)
    yield register
    register.close()


@pytest.fixture
def writer(register: Register) -> Iterator[Writer]:
    """Return the changes of one command, committed after the test."""
    with write(register, command="test", actor="", now=NOW) as writer:
        yield writer


@pytest.fixture
def jobcenter(writer: Writer) -> int:
    """Return the key of a department."""
    return office.department_ids(writer, ["Jobcenter"])["Jobcenter"]


def test_nothing_needs_to_be_set(register: Register) -> None:
    """A new register covers everyone, is open on weekdays and knows the themes."""
    assert office.policies(register) == []
    assert office.opening_hours(register) == DEFAULT_OPENING_HOURS
    assert [(t.code, t.label, t.group) for t in office.themes(register)] == list(THEMES)
    assert {group for _, _, group in THEMES} == set(THEME_GROUPS)
    assert office.closing_days(register) == {}
    assert (office.departments(register), office.ambassadors(register)) == ([], [])
    assert office.setting(register, "municipality") is None


@pytest.mark.parametrize(
    ("received", "level", "covered"),
    [
        ("2014-10-20T23:59", "raadmand", False),
        ("2014-10-21T00:00", "raadmand", True),
        ("2014-10-21T00:00", "medarbejder", False),
        ("2015-03-31T23:59", "medarbejder", False),
        ("2015-03-31T23:59", "forvaltningschef", True),
        ("2015-04-01T00:00", "medarbejder", True),
        ("2015-04-01T00:00", "ukendt", True),
    ],
)
def test_the_two_phases_of_s1(
    writer: Writer, register: Register, received: str, level: str, covered: bool
) -> None:
    """The leaders first, everyone from the spring: the phase of the Danish day of receipt decides."""
    office.set_policy(writer, Policy(SECOND))
    office.set_policy(writer, PHASE_1)
    instant = from_local(datetime.fromisoformat(received))
    complaint = support.complaint(received_at=instant, addressee_level=level)
    assert office.promise_of(register, complaint).covered is covered


def test_a_promise_reckons_with_the_closing_days(writer: Writer, register: Register) -> None:
    """Counted in working days, a complaint on a local closing day waits until the next day has ended."""
    office.set_policy(writer, Policy(date(2026, 1, 1), 24, "hverdage"))
    received_at, a_day_later, when_the_day_ends = (
        from_local(datetime.fromisoformat(f"2026-11-{at}")) for at in ("18T10:00", "19T10:00", "19T23:59")
    )
    complaint = support.complaint(received_at=received_at)
    assert office.promise_of(register, complaint).due_at == a_day_later
    office_changes.set_closing_day(writer, date(2026, 11, 18), "Lukket")
    assert office.promise_of(register, complaint).due_at == when_the_day_ends


def test_a_phase_is_changed_and_removed(writer: Writer, register: Register) -> None:
    """Two phases cannot begin on the same day: the second replaces the first."""
    office.set_policy(writer, PHASE_1)
    changed = Policy(FIRST, 48, "hverdage", departments=frozenset({"Økonomi"}))
    office.set_policy(writer, changed)
    assert office.policies(register) == [changed]
    assert office.remove_policy(writer, FIRST)
    assert not office.remove_policy(writer, FIRST)
    assert office.policies(register) == []


def test_a_theme_is_added_changed_and_retired(writer: Writer, register: Register) -> None:
    """A new theme stands after the others but before "andet", and keeps its code whatever happens."""
    theme = Theme("ventetid", "Ventetid i telefonen", "proces", active=True)
    office_changes.add_theme(writer, theme)
    assert [t.code for t in office.themes(register)][-2:] == ["ventetid", "andet"]
    retired = theme._replace(label="Ventetid", group="ydelse", active=False)
    assert office_changes.change_theme(writer, retired)
    assert not office_changes.change_theme(writer, retired)
    assert office.themes(register)[-2] == retired
    assert office.theme_labels(register)["ventetid"] == "Ventetid"
    assert "ventetid" not in [t.code for t in office.themes(register, only_active=True)]


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("aktindsigt", "Noget andet end før"),
        ("ny", "Aktindsigt"),
        ("ny", "afgørelsens indhold"),
        ("ny", "manglende svar"),
        ("egne", "Andet"),
    ],
)
def test_a_theme_that_could_be_mistaken(writer: Writer, code: str, label: str) -> None:
    """Code and label must differ from every other theme's code and label, whatever the spelling."""
    with pytest.raises(RefusedError, match="allerede et tema"):
        office_changes.add_theme(writer, Theme(code, label, "proces", active=True))


def test_a_new_label_may_not_be_anothers(writer: Writer, register: Register) -> None:
    """Relabelling is held to the same; a theme may keep its own name."""
    theme = next(t for t in office.themes(register) if t.code == "aktindsigt")
    assert office_changes.change_theme(writer, theme._replace(label="Aktindsigt"))
    with pytest.raises(RefusedError, match="der hedder Andet"):
        office_changes.change_theme(writer, theme._replace(label="andet"))


def test_cases_are_counted_by_theme(writer: Writer, register: Register) -> None:
    """A case with two klagepunkter of one theme counts once."""
    points = (Point("optraeden", "Skat"), Point("optraeden", "Havnen"), Point("vejledning"))
    promise = promise_for([], NOW, level="ukendt", department=None)
    cases.add(writer, Complaint(NOW, "Ingen hører efter.", points=points), promise)
    assert office.cases_by_theme(register) == {"optraeden": 1, "vejledning": 1}


def test_the_hours_and_closing_days_are_part_of_the_sealed_list(register: Register) -> None:
    """What is set is what the due list reads afterwards, under a seal that fits."""
    with write(register, command="test", actor="", now=NOW) as writer:
        office_changes.set_opening_hours(writer, 1, time(8, 30), time(12))
        office_changes.set_opening_hours(writer, 3, time(10), time(18))
        office_changes.close_weekday(writer, 5)
        office_changes.close_weekday(writer, 5)
        office_changes.set_opening_hours(writer, 5, time(9), time(10))
        office_changes.close_weekday(writer, 4)
        office_changes.set_closing_day(writer, date(2014, 12, 22), "Juleferie")
        office_changes.set_closing_day(writer, date(2014, 12, 22), "Jul")
        office_changes.set_closing_day(writer, date(2014, 12, 23), "Jul")
        assert office_changes.remove_closing_day(writer, date(2014, 12, 23))
        assert not office_changes.remove_closing_day(writer, date(2014, 12, 23))
    found = open_cases(register)
    assert found.hours[1] == (time(8, 30), time(12))
    assert found.hours[3] == (time(10), time(18))
    assert found.hours[5] == (time(9), time(10))
    assert 4 not in found.hours
    assert set(found.closing_days) == {date(2014, 12, 22)}
    assert office.closing_days(register) == {date(2014, 12, 22): "Jul"}


def test_an_ambassador_follows_another(writer: Writer, register: Register, jobcenter: int) -> None:
    """The former ends the day before; who is corrected on the same day is the same ambassador."""
    office_changes.appoint(writer, jobcenter, Ambassador("Jobcenter", "Bo", None, FIRST, None))
    office_changes.appoint(writer, jobcenter, Ambassador("Jobcenter", "Bo Holm", "Eva Lund", FIRST, None))
    office_changes.appoint(writer, jobcenter, Ambassador("Jobcenter", "Ida Bæk", None, SECOND, None))
    assert office.ambassadors(register) == [
        Ambassador("Jobcenter", "Ida Bæk", None, SECOND, None),
        Ambassador("Jobcenter", "Bo Holm", "Eva Lund", FIRST, date(2015, 3, 31)),
    ]
    with pytest.raises(RefusedError, match=r"begynder først onsdag 1\. april 2015"):
        office_changes.appoint(writer, jobcenter, Ambassador("Jobcenter", "Ib", None, FIRST, None))


def test_an_ambassador_stops(writer: Writer, register: Register, jobcenter: int) -> None:
    """The last day is the day before; who would have begun that day never was one."""
    assert not office_changes.dismiss(writer, jobcenter, FIRST)
    office_changes.appoint(writer, jobcenter, Ambassador("Jobcenter", "Bo", None, FIRST, None))
    assert office_changes.dismiss(writer, jobcenter, SECOND)
    assert office.ambassadors(register)[0].last_day == date(2015, 3, 31)
    office_changes.appoint(writer, jobcenter, Ambassador("Jobcenter", "Ida", None, SECOND, None))
    assert office_changes.dismiss(writer, jobcenter, SECOND)
    assert [a.name for a in office.ambassadors(register)] == ["Bo"]


def test_a_setting_is_set_and_changed(writer: Writer, register: Register) -> None:
    """The newest value holds."""
    office.set_setting(writer, "municipality", "Havnsø")
    office.set_setting(writer, "municipality", "Havnsø Kommune")
    assert office.setting(register, "municipality") == "Havnsø Kommune"
