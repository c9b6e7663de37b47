"""Closing and reopening: how it was handled, what came of it, and when it may not be done."""

import pytest

from tests.desk import Desk

CLOSED = ("--metode", "telefonsamtale", "--resultat", "loest_i_dialog")


def test_closed_with_options(desk: Desk) -> None:
    """Method and outcome are two answers; the time is said back with its weekday."""
    desk.new(received_at="2026-11-18T10:00")
    answer = desk(
        "luk", "1", "--metode", "skriftligt", "--resultat", "Delvist medhold", "--kl", "i går kl. 9"
    )
    assert answer.stdout == (
        "Sag 2026-0001 er afsluttet torsdag 19. november 2026 kl. 09.00: delvist medhold.\n"
        "Du har ikke talt med borgeren; sagen tæller stadig med i opgørelsen af opkald.\n"
    )
    case = desk.case("1")
    assert (case["handling_method"], case["outcome"]) == ("skriftligt_svar", "delvist_medhold")
    assert case["closed_at"] == "2026-11-19T08:00:00Z"


def test_closed_at_a_terminal(desk: Desk) -> None:
    """Both are asked for, until there is an answer; the name shows that it is the right case."""
    desk.new(citizen_name="Anna Åse")
    desk("opkald", "1", "--udfald", "talt_med")
    answer = desk.terminal("luk", "1", typed="\nmøde\n\n8\n\nBorgeren svarer ikke.\n\n")
    assert answer.stderr.startswith("Sag 2026-0001: Anna Åse, ingen afdeling.\n")
    assert answer.stderr.count("Vælg et nummer eller et ord") == 2
    assert answer.stdout.endswith("Sag 2026-0001 er afsluttet: henlagt.\n")
    (closing,) = desk.case("1")["closings"]
    assert (closing["method"], closing["outcome"]) == ("moede", "henlagt")
    assert closing["reason"] == "Borgeren svarer ikke."


def test_reopened(desk: Desk) -> None:
    """With a reason, from stdin or asked for; the case is back on the list, the first closing stays."""
    desk.new()
    desk("luk", "1", *CLOSED)
    answer = desk("genaabn", "1", "--begrundelse", "-", stdin="Borgeren har nye oplysninger.")
    assert answer.stdout == (
        "Sag 2026-0001 er genåbnet.\n"
        "Sagen står igen på listen. Ring senest lørdag 21. november 2026 kl. 10.00 (om 1 dag).\n"
    )
    case = desk.case("1")
    assert [closing["kind"] for closing in case["closings"]] == ["afsluttet", "genaabnet"]
    assert (case["closed_at"], case["handling_method"], case["outcome"]) == (None, None, None)
    desk.at("2026-11-20T11:00")("luk", "1", *CLOSED)
    desk.at("2026-11-20T12:00").terminal("genåbn", "1", typed="\n\nDet var en fejl.\n\n")
    assert desk.case("1")["closings"][-1]["reason"] == "Det var en fejl."


def test_what_is_already_so_is_refused_first(desk: Desk) -> None:
    """Closing what is closed and reopening what is open end with 9, before anything is asked or read."""
    desk.new(citizen_name="Anna Åse")
    assert desk.refused("genaabn", "1", code=9) == "Sagen er åben og kan derfor ikke genåbnes.\n"
    desk("luk", "1", *CLOSED)
    for options in ((), CLOSED, ("--metode", "xyz")):
        said = desk.refused("luk", "1", *options, code=9)
        assert said == "Sagen er allerede afsluttet. Den kan genåbnes med klage genaabn.\n"
    assert "Anna" not in desk.refused("luk", "1", typed="1\n1\n", code=9)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("luk", "1"), 2, "Metoden mangler. Skriv den med --metode."),
        (("luk", "1", "--metode", "moede"), 2, "Resultatet mangler. Skriv det med --resultat."),
        (("luk", "1", "--metode", "mødre", "--resultat", "medhold"), 2, "Mente du Møde?"),
        (("luk", "1", "--metode", "moede", "--resultat", "xyz"), 2, "Resultatet kendes ikke."),
        (("luk", "1", "--metode", "moede", "--resultat", "henlagt"), 2, "skal have en begrundelse"),
        (("luk", "1", *CLOSED, "--kl", "i går"), 2, "mellem modtagelsen og nu"),
        (("luk", "1", *CLOSED, "--kl", "i morgen"), 2, "fremtiden"),
        (("luk", "1", *CLOSED, "--begrundelse", "Anna er flyttet"), 2, "hører ikke til på kommandolinjen"),
        (("luk", "7", *CLOSED), 3, "Der er ingen sag 2026-0007."),
        (("genaabn", "7"), 3, "Der er ingen sag 2026-0007."),
    ],
)
def test_what_is_refused(desk: Desk, args: tuple[str, ...], code: int, said: str) -> None:
    """A refusal has its exit code and its sentence, and leaves the register as it was."""
    desk.new()
    assert said in desk.refused(*args, code=code)


def test_reopening_needs_a_reason(desk: Desk) -> None:
    """A script gives it on stdin."""
    desk.new()
    desk("luk", "1", *CLOSED)
    assert "--begrundelse -" in desk.refused("genaabn", "1", code=2)
    said = desk.refused("genaabn", "1", "--begrundelse", "-", "--kl", "i går", stdin="x", code=2)
    assert "mellem modtagelsen og nu" in said


def test_a_closed_case_leaves_the_list(desk: Desk) -> None:
    """Unreached and closed, it is on no due list, and not among the open cases."""
    desk.new()
    desk("luk", "1", *CLOSED)
    assert desk.due("--alle") == []
    assert desk("liste").stdout == ""


def test_broken_off(desk: Desk) -> None:
    """The end of the input between two questions changes nothing."""
    desk.new()
    assert desk.refused("luk", "1", typed="møde\n", code=130).endswith("Afbrudt. Intet er gemt.\n")


def test_closing_says_that_a_child_concern_was_not_passed_on(desk: Desk) -> None:
    """The last moment it is seen on a list; one that was passed on is not mentioned."""
    for number in ("1", "2"):
        desk.new("--underretning", text=number)
    desk("ret", "2", "--videregivet", "nu")
    closed = [
        desk("luk", number, "--metode", "moede", "--resultat", "medhold").stdout for number in ("1", "2")
    ]
    assert ["bekymring for et barn" in said for said in closed] == [True, False]
