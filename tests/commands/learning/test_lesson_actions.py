"""``klage laering handling`` and ``handlinger``: what is done about a lesson, by whom and by when."""

import json
from typing import Any

import pytest

from tests.cli import assert_danish
from tests.commands.lesson_runs import action, lesson, office, shown
from tests.desk import Desk, uncoloured

WHAT = "Fælles telefonliste."


@pytest.fixture
def learning(desk: Desk) -> Desk:
    """Return a desk with a lesson from case 1."""
    office(desk)
    lesson(desk, "1")
    return desk


def one(desk: Desk, number: int = 1) -> dict[str, Any]:
    """Return an action of the lesson."""
    return next(each for each in shown(desk)["actions"] if each["action_no"] == number)


def test_an_agreed_action(learning: Desk) -> None:
    """A leader who has said yes and a deadline make it one; the ambassador is the office's own."""
    line = (
        "laering",
        "handling",
        "1",
        "--type",
        "arbejdsgang",
        "--leder",
        "Eva Lund",
        "--frist",
        "1.12.2026",
    )
    answer = learning(*line, "--hvad", "-", stdin=WHAT)
    assert answer.stdout.splitlines() == [
        "Handling 1 er aftalt med Eva Lund.",
        "Frist: tirsdag 1. december 2026.",
        "Ambassadør: Ib Vang.",
    ]
    found = one(learning)
    assert found == {
        "action_no": 1, "what": WHAT, "kind": "arbejdsgang", "department": "Visitationen", "ambassador": "Ib Vang",
        "leader": "Eva Lund", "due_on": "2026-12-01", "status": "aftalt", "proposed_on": "2026-11-20",
        "agreed_on": "2026-11-20", "started_on": None, "carried_out_on": None, "rejected_on": None, "reason": None,
        "effect_goal": None, "effect_assessed_on": None, "effect_result": None, "trained": None,
    }  # fmt: skip


def test_a_proposed_action(learning: Desk) -> None:
    """Without a leader it is proposed, and what is missing is said; the options go before the office's own."""
    line = ("laering", "action", "1", "--type", "kompetence", "--oplaert", "120", "--ambassadør", "Ida Bæk",
            "--afdeling", "Ydelse", "--den", "i går", "--mål", "-", "--json", "-")  # fmt: skip
    assert "Kun én ting" in learning(*line, stdin="{}", code=2).stderr
    content = json.dumps({"what": "Kursus", "effect_goal": "Færre klager."})
    answer = learning(*line[: line.index("--mål")], "--json", "-", stdin=content)
    assert "Handling 1 er foreslået. Aftal den med lederen" in answer.stdout
    found = one(learning)
    assert (found["ambassador"], found["department"], found["trained"]) == ("Ida Bæk", "Ydelse", 120)
    assert (found["status"], found["proposed_on"], found["agreed_on"]) == ("foreslaaet", "2026-11-19", None)
    assert found["effect_goal"] == "Færre klager."
    said = learning(
        "laering", "handling", "1", "--type", "it", "--afdeling", "Ny", "--hvad", "-", stdin="Et felt"
    )
    assert said.stderr == "Ny afdeling: Ny.\n"
    assert "Handlingen har ingen ambassadør endnu." in said.stdout


def test_the_ambassador_is_the_one_of_that_day(learning: Desk) -> None:
    """Not the one who came after."""
    learning(
        "kontor", "ambassadoerer", "--afdeling", "Visitationen", "--navn", "Ida Bæk", "--fra", "15.11.2026"
    )
    action(learning, 1, "--den", "10.11.2026")
    action(learning, 1)
    assert [each["ambassador"] for each in shown(learning)["actions"]] == ["Ib Vang", "Ida Bæk"]


def test_at_a_terminal_the_rest_is_asked_for(learning: Desk) -> None:
    """The ambassador is proposed; without a leader the deadline may be left out."""
    answer = learning.terminal(
        "laering",
        "handling",
        "1",
        typed="Ring til Anna.\n\nTelefonliste.\n\nit\n\nEva Lund\n1.12.2026\nFærre klager.\n\n",
    )
    assert "ikke om personer" in answer.stderr
    assert "[Ib Vang]" in answer.stdout
    assert "Handling 1 er aftalt med Eva Lund." in uncoloured(answer.stdout)
    assert one(learning)["effect_goal"] == "Færre klager."
    learning.terminal("laering", "handling", "1", typed="Telefonliste.\n\nit\nIda Bæk\n\n\n\n")
    assert (one(learning, 2)["status"], one(learning, 2)["ambassador"]) == ("foreslaaet", "Ida Bæk")
    assert one(learning, 2)["due_on"] is None


@pytest.mark.parametrize(
    ("line", "stdin", "code", "said"),
    [
        (("1", "--type", "it"), "", 2, "Hvad der skal gøres: mangler. Skriv det med --hvad -."),
        (("1", "--hvad", "-"), WHAT, 2, "Type: mangler. Skriv det med --type."),
        (("1", "--type", "brev", "--leder", "Eva", "--hvad", "-"), WHAT, 2, "En aftale har en frist."),
        (("1", "--type", "it", "--frist", "1.10.2026", "--hvad", "-"), WHAT, 2, "Frist: "),
        (
            ("1", "--type", "it", "--json", "-"),
            '{"what": "x", "due_on": "2026-10-01"}',
            2,
            "Fristen er gået.",
        ),
        (("1", "--type", "it", "--oplaert", "12", "--hvad", "-"), WHAT, 2, "typen kompetence"),
        (("1", "--type", "it", "--hvad", "-"), "Ring til Anna Åse.", 9, "ikke om personer"),
        (("1", "--type", "it", "--maal", "-", "--json", "-"), "{}", 2, "Kun én ting"),
        (("1", "--json", "-"), '{"what": "x", "kind": "it", "status": "aftalt"}', 2, "Et felt kendes ikke."),
        (("1", "--type", "vejr", "--hvad", "-"), WHAT, 2, "Type: Værdien kendes ikke."),
        (("1", "--type", "it", "--den", "i morgen", "--hvad", "-"), WHAT, 2, "--den: "),
        (("5", "--type", "it", "--hvad", "-"), WHAT, 3, "Der er intet læringspunkt 5."),
        (("1", "--ret", "4", "--type", "it"), "", 3, "Læringspunkt 1 har ingen handling 4."),
    ],
)
def test_what_is_refused(learning: Desk, line: tuple[str, ...], stdin: str, code: int, said: str) -> None:
    """A refusal has its exit code and one Danish sentence, and changes nothing."""
    sentence = learning.refused("laering", "handling", *line, stdin=stdin, code=code)
    assert said in sentence
    assert_danish(sentence)


def test_a_correction(learning: Desk) -> None:
    """What is given is changed and said; a deadline that has passed may stand."""
    action(learning, due_on="2026-12-01")
    later = learning.at("2027-01-04T09:00")
    line = ("laering", "handling", "1", "--ret", "1")
    assert later(*line, "--type", "brev").stdout == "Handling 1 er rettet: type.\n"
    answer = later(*line, "--frist", "1.3.2027", "--afdeling", "Ydelse", "--maal", "-", stdin="Færre klager.")
    assert answer.stdout == "Handling 1 er rettet: afdeling, frist og mål for effekten.\n"
    assert (one(later)["due_on"], one(later)["department"], one(later)["kind"]) == (
        "2027-03-01",
        "Ydelse",
        "brevskabelon",
    )
    assert later(*line, "--type", "brev").stdout == "Handling 1 er uændret.\n"
    for more, code, said in (
        ((), 2, "Skriv, hvad der skal rettes"),
        (("--type", ""), 2, "Type: kan ikke være tom."),
        (("--hvad", "-"), 2, "Hvad der skal gøres: kan ikke være tom."),
        (("--frist", "1.12.2026"), 2, "Frist: "),
        (("--leder", "Eva"), 2, "hører ikke til en handling med status foreslået"),
        (("--type", "it", "--den", "i går"), 2, "--den bruges kun sammen med en ny handling."),
    ):
        assert said in later.refused(*line, *more, code=code)


def test_the_list_of_actions(learning: Desk) -> None:
    """What is left to do, the nearest deadline first; all when asked for; in every format."""
    assert learning("laering", "handlinger").stdout == ""
    assert "Ingen handlinger venter." in learning.terminal("laering", "handlinger").stdout
    action(learning)
    action(learning, leader="Eva Lund", due_on="2026-12-01")
    action(learning)
    learning("laering", "status", "3", "afvist", "--begrundelse", "-", stdin="Nej.")
    lines = learning("laering", "actions").stdout.splitlines()
    assert lines[0] == "2\t1\ttir 1.12.\tAftalt\tVisitationen\tIb Vang\tFælles telefonliste."
    assert [line[0] for line in lines] == ["2", "1"]
    rows = json.loads(learning("laering", "handlinger", "--alle", "--json").stdout)
    assert [(row["action_no"], row["status"], row["leader"]) for row in rows] == [
        (2, "aftalt", "Eva Lund"), (1, "foreslaaet", None), (3, "afvist", None),
    ]  # fmt: skip
    assert "Læringspunkt" in learning("laering", "handlinger", "--csv").stdout
    table = uncoloured(learning.terminal("laering", "handlinger").stdout)
    assert max(map(len, table.splitlines())) <= 80
    assert "telefonliste." in table


def test_what_is_given_is_not_asked_for(learning: Desk) -> None:
    """At a terminal too: with every option, only the texts that stand for ``-`` are typed."""
    answer = learning.terminal(
        *("laering", "handling", "1", "--type", "it", "--ambassadoer", "Ida Bæk", "--leder", "Eva Lund"),
        *("--frist", "1.12.2026", "--hvad", "-", "--maal", "-"),
        typed="Et felt til beskeder.\n\nFærre klager.\n\n",
    )
    assert "Hvilken" not in answer.stderr + answer.stdout
    found = one(learning)
    assert (found["what"], found["effect_goal"], found["due_on"]) == (
        "Et felt til beskeder.", "Færre klager.", "2026-12-01",
    )  # fmt: skip
    learning("laering", "handling", "1", "--ret", "1", "--type", "kompetence", "--behold-tal")
    assert one(learning)["kind"] == "kompetence"
