"""``klage laering vis`` and ``liste``, and what the page of a case says it has led to."""

import json

import pytest

from tests.commands.lesson_runs import HAPPENED, action, lesson, office, shown
from tests.desk import Desk, uncoloured


@pytest.fixture
def learning(desk: Desk) -> Desk:
    """Return a desk with two lessons, one of them with an action."""
    office(desk)
    lesson(desk, "1", "2", cause="arbejdsgang", insight="Brug telefonlisten.", words="Ingen ringer.")
    lesson(desk, "3", cause="it_system", formulated_on="2026-11-05")
    action(desk, 1, leader="Eva Lund", due_on="2026-12-01")
    return desk


def test_one_lesson_whole(learning: Desk) -> None:
    """Facts, learning, cases and actions; off a terminal without what happened."""
    page = learning("laering", "vis", "1").stdout
    assert page == (
        "Læringspunkt 1, formuleret fredag 20. november 2026\n\n"
        "Årsag: Arbejdsgang\nNiveau: Afdeling\nAfdeling: Visitationen\nTema: Manglende svar / kan ikke få kontakt\n"
        "Fase: Opfølgning\n\n"
        "Det lærer vi\n  Brug telefonlisten.\n\n"
        "Sager\nSag 2026-0001: borgeren er ikke orienteret\nSag 2026-0002: borgeren er ikke orienteret\n\n"
        "Handling 1: aftalt\nDet skal gøres: Fælles telefonliste.\nType: Arbejdsgang\nAfdeling: Visitationen\n"
        "Ambassadør: Ib Vang\nLeder, der har sagt ja: Eva Lund\nFrist: tirsdag 1. december 2026\n"
        "Foreslået: fredag 20. november 2026\nAftalt: fredag 20. november 2026\n"
    )
    for whole in (
        learning("laering", "vis", "1", "--med-navne").stdout,
        uncoloured(learning.terminal("laering", "vis", "1").stdout),
    ):
        assert HAPPENED in whole
        assert "Ingen ringer." in whole
    other = learning("laering", "vis", "2").stdout
    assert "Ikke skrevet endnu." in other
    assert "Der er ikke aftalt noget endnu." in other


def test_json_leaves_out_what_is_personal(learning: Desk) -> None:
    """With names it has the same keys and those."""
    without = json.loads(learning("laering", "vis", "1", "--json").stdout)
    assert shown(learning).keys() - without.keys() == {"observation", "words"}
    assert without["actions"][0]["what"] == "Fælles telefonliste."
    assert "Vælg kun ét format" in learning.refused("laering", "vis", "1", "--json", "--plain", code=2)


def test_a_renamed_theme_is_shown_by_its_new_name(learning: Desk) -> None:
    """The office's own words."""
    learning("kontor", "temaer", "--omdoeb", "manglende_svar", "--navn", "Tavshed")
    assert "Tema: Tavshed\n" in learning("laering", "vis", "1").stdout
    assert "\tTavshed\t" in learning("laering", "liste").stdout


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ((), [1, 2]),
        (("--afdeling", "visitationen"), [1]),
        (("--tema", "Manglende svar / kan ikke få kontakt"), [1]),
        (("--årsag", "it-system"), [2]),
        (("--fra", "6.11.2026"), [1]),
        (("--fra", "1.11.2026", "--til", "5.11.2026"), [2]),
        (("--alle", "--aarsag", "kapacitet"), []),
    ],
)
def test_the_list_and_its_filters(learning: Desk, line: tuple[str, ...], numbers: list[int]) -> None:
    """Every filter, and the same rows in every format."""
    rows = json.loads(learning("laering", "liste", *line, "--json").stdout)
    assert [row["lesson_no"] for row in rows] == numbers
    plain = learning("laering", "list", *line).stdout
    assert [int(row.split("\t")[0]) for row in plain.splitlines()] == numbers
    assert learning("laering", "liste", *line, "--csv").stdout.count("\r\n") == len(numbers) + 1


def test_a_row_says_how_far_the_actions_are(learning: Desk) -> None:
    """In the order they go."""
    action(learning)
    first, second = json.loads(learning("laering", "liste", "--json").stdout)
    assert (first["actions"], second["actions"]) == ("1 foreslået, 1 aftalt", "ingen endnu")
    assert first["cases"] == ["2026-0001", "2026-0002"]
    table = uncoloured(learning.terminal("laering", "liste").stdout)
    assert max(map(len, table.splitlines())) <= 80


def test_a_filter_that_means_nothing_is_refused(learning: Desk) -> None:
    """With the nearest names."""
    assert "Mente du Visitationen?" in learning.refused(
        "laering", "liste", "--afdeling", "visitasjonen", code=3
    )
    assert "Temaet kendes ikke." in learning.refused("laering", "liste", "--tema", "vejret", code=2)
    assert "Årsagen kendes ikke." in learning.refused("laering", "liste", "--aarsag", "vejret", code=2)
    assert "--fra: " in learning.refused("laering", "liste", "--fra", "engang", code=2)


def test_a_case_says_what_it_has_led_to(learning: Desk) -> None:
    """On its page and in its JSON; a case that has led to nothing has no such part."""
    page = learning("vis", "1").stdout
    assert (
        "Læring\nLæringspunkt 1: Brug telefonlisten (handlinger: 1 aftalt)\nBorgeren orienteret: ikke endnu\n"
        in page
    )
    learning("laering", "orienteret", "1", "1")
    assert "Borgeren orienteret: fredag 20. november 2026\n" in learning("vis", "1").stdout
    assert "læringen er ikke skrevet endnu" in learning("vis", "3").stdout
    (found,) = learning.case("1")["lessons"]
    assert found == shown(learning)
    number = learning.new(text="Noget andet.")
    assert "Læring" not in learning("vis", number).stdout
    assert learning.case(number)["lessons"] == []
