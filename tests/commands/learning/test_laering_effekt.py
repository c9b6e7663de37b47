"""``klage laering effekt``: complaints before and after an action, said with care, and what is refused."""

import json
from datetime import date, timedelta

import pytest

from klage.domain.complaint import Point
from tests.cli import assert_danish
from tests.commands.laering_runs import acted, registered
from tests.desk import Desk, uncoloured
from tests.store.loop import received

DAY = date(2026, 6, 1)
HOSTILE = "[red]\x1b[31m\nEffekten af handling 9"


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Return a desk where twelve complaints over the letters before an action became two after it."""
    days = [DAY - timedelta(days=day) for day in range(1, 13)] + [DAY + timedelta(days=day) for day in (3, 9)]
    complaints = [received(day, points=(Point("kommunikation", "Jobcenter"),)) for day in days]
    registered(desk, [received(date(2020, 1, 1)), *complaints])
    return desk


def test_on_a_screen(office: Desk) -> None:
    """The figures, the verdict, how often chance gives it, and the reservations, within 80 columns."""
    action = acted(office, DAY, theme="kommunikation", department="Jobcenter")
    shown = uncoloured(office.terminal("laering", "effekt", action).stdout)
    assert max(map(len, shown.splitlines())) <= 80
    words = " ".join(shown.split())
    assert "Effekten af handling 1" in words
    assert "Handling Ny brevskabelon" in words
    assert "Før 12 klager, 12. december 2025 – 31. maj 2026" in words
    assert "Efter 2 klager, 2. juni – 19. november 2026" in words
    assert "Ændring −83,3 %" in words
    assert "Der kom færre klager, og forskellen er større, end tilfældet plejer at give." in words
    assert "omtrent 1 gang ud af 100" in words
    assert "På hele kontoret gik klagerne i samme tid fra 12 til 2 (−83,3 %)." in words
    assert "virkede" not in words
    assert_danish(shown)


def test_off_a_screen_the_words_of_the_action_are_left_out(office: Desk) -> None:
    """They are anyone's free text; with --med-navne they come along, and cannot pass for a line of ours."""
    action = acted(office, DAY, theme="kommunikation")
    assert "brevskabelon" not in office("laering", "effekt", action).stdout
    assert "Handling: Ny brevskabelon\n" in office("laering", "effekt", action, "--med-navne").stdout
    with_hostile = office("laering", "effekt", acted_with(office, HOSTILE), "--med-navne").stdout
    assert "\x1b" not in with_hostile
    assert with_hostile.count("\nEffekten af handling 9") == 0
    assert "Handling: [red]" in with_hostile


def acted_with(desk: Desk, what: str) -> str:
    """Write down an action in certain words, and return its number."""
    from tests.store import loop, support

    with support.written(desk.path, command="laering") as writer:
        return str(loop.action(writer, loop.lesson(writer, theme="kommunikation"), DAY, what=what))


def test_as_json(office: Desk) -> None:
    """The same figures by stable keys, and nothing of the action's words."""
    action = acted(office, DAY, theme="kommunikation", department="Jobcenter")
    said = office("learning", "effect", action, "--json").stdout
    found = json.loads(said)
    assert (found["before"], found["after"], found["days"], found["verdict"]) == (12, 2, 171, "faerre")
    assert (found["theme"], found["department"], found["office_before"]) == ("kommunikation", "Jobcenter", 12)
    assert found["sentence"].startswith("Der kom færre klager")
    assert "brevskabelon" not in said


def test_too_early_and_too_few(office: Desk) -> None:
    """Each is an answer, with exit code 0."""
    early = acted(office, date(2026, 10, 23), theme="kommunikation")
    assert "Der er ikke gået fire hele uger endnu." in office("laering", "effekt", early).stdout
    rare = acted(office, DAY, theme="aktindsigt")
    assert "Der er for få klager til at sige noget." in office("laering", "effekt", rare).stdout
    everything = acted(office, DAY)
    assert "hverken tema, afdeling eller fase" in office("laering", "effekt", everything).stdout


def test_what_is_refused(office: Desk) -> None:
    """An action not carried out (9), one that is not there (3), a number that is none (2); nothing is written."""
    planned = acted(office, None, theme="kommunikation")
    sentence = office.refused("laering", "effekt", planned, code=9)
    assert "Handling 1 er ikke gennemført (status: i gang)." in sentence
    assert_danish(sentence)
    assert "ingen handling 7" in office.refused("laering", "effekt", "7", code=3)
    for wrong in ("0", "syv", "9" * 30):
        assert_danish(office.refused("laering", "effekt", wrong, code=2))
    assert "Vælg kun ét format" in office.refused("laering", "effekt", planned, "--json", "--plain", code=2)


def test_reading_changes_nothing(office: Desk) -> None:
    """Counting an effect leaves the register byte for byte as it was."""
    action = acted(office, DAY, theme="kommunikation")
    before = office.content()
    office("laering", "effekt", action)
    assert office.content() == before


def test_without_a_register(desk: Desk) -> None:
    """There is nothing to count yet, and it says how to begin."""
    assert "intet register" in desk.refused("laering", "effekt", "1", code=3)
