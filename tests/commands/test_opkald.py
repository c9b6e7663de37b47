"""Logging a call: how it went, what was said, and what may not be noted."""

import json

import pytest

from klage.domain.vocabulary import CALL_RESULTS
from tests.desk import Desk

TALKED = "\nHan er ked af det.\nMeget.\n\n"
"""Talt med (Enter), and the citizen's words."""


# --- at a terminal ---------------------------------------------------------------------------------


def test_a_conversation(desk: Desk) -> None:
    """All the questions: words, result, course told, agreement, next step, and how it was felt."""
    desk.new(citizen_name="Anna Åse", department="Jobcenter")
    typed = f"{TALKED}videregivet\nnej\nVi ringer.\nSkrive til afdelingen\n1/12\n\nja\ndelvist\n\n"
    answer = desk.terminal("opkald", "1", typed=typed)
    assert answer.stderr.startswith("Sag 2026-0001: Anna Åse, Jobcenter.\n")
    assert answer.stdout.endswith(
        "Opkald noteret på sag 2026-0001: talt med borgeren, fredag 20. november 2026\n  kl. 10.00.\n"
        "Borgeren er nået inden for fristen.\n"
        "Næste skridt er lovet senest tirsdag 1. december 2026.\n"
    )
    (call,) = desk.case("1")["calls"]
    wanted = {
        "concern": "Han er ked af det.\nMeget.", "conversation_result": "videregivet_afdeling",
        "course_told": False, "agreement": "Vi ringer.", "next_step": "Skrive til afdelingen",
        "next_due": "2026-12-01", "owner": "borgervejleder", "heard": "ja", "understood": "delvist",
        "taken_seriously": "ikke_spurgt", "direction": "ud", "logged_at": "2026-11-20T09:00:00Z",
    }  # fmt: skip
    assert {key: call[key] for key in wanted} == wanted


def test_enter_all_the_way(desk: Desk) -> None:
    """The usual conversation is logged with Enter alone; what was not said stays empty."""
    desk.new()
    desk.terminal("opkald", "1", typed="\n" * 10)
    (call,) = desk.case("1")["calls"]
    assert (call["result"], call["conversation_result"], call["course_told"]) == (
        "talt_med", "uddybet_videre_forloeb", True,
    )  # fmt: skip
    assert [call[key] for key in ("concern", "agreement", "next_step", "owner")] == [None] * 4


def test_what_the_options_say_is_not_asked(desk: Desk) -> None:
    """Options without a result: the result is asked, and of the rest only what is not known."""
    desk.new()
    answer = desk.terminal(
        "opkald", "1", "--samtale", "moede", "--oplyst", "--senest", "1/12", "--ansvarlig", "Leder", "--hoert", "ja",
        "--forstaaet", "ja", "--alvorligt", "nej", "--ord", "-", "--aftale", "-",
        typed="Hans ord\n\nVi mødes\n\n\nSkrive\n",
    )  # fmt: skip
    assert "Hvad førte samtalen til?" not in answer.stderr
    (call,) = desk.case("1")["calls"]
    assert (call["concern"], call["agreement"], call["next_step"]) == ("Hans ord", "Vi mødes", "Skrive")
    assert (call["owner"], call["conversation_result"]) == ("Leder", "moede_aftalt")


def test_a_wrong_answer_loses_nothing(desk: Desk) -> None:
    """A date, a feeling or a time that cannot be read is explained and asked again."""
    desk.new()
    typed = f"{TALKED}\n\n\nSkrive\n31/2\n1/12\n\ndelvst\ndelvist\n\n\n"
    answer = desk.terminal("opkald", "1", typed=typed)
    assert "Næste skridt senest: " in answer.stderr
    assert "Mente du Delvist?" in answer.stderr
    (call,) = desk.case("1")["calls"]
    assert (call["concern"], call["next_due"], call["heard"]) == (
        "Han er ked af det.\nMeget.", "2026-12-01", "delvist",
    )  # fmt: skip


def test_a_withdrawal_that_is_not_confirmed(desk: Desk) -> None:
    """The user is asked again what the talk led to; what the citizen said is not lost."""
    desk.new()
    answer = desk.terminal("opkald", "1", typed=f"{TALKED}2\nnej\nfastholdt, ønsker\n\n\n\n\n\n\n")
    assert "når borgeren selv har bekræftet det" in answer.stderr
    (call,) = desk.case("1")["calls"]
    assert (call["conversation_result"], call["withdrawal_confirmed"]) == ("fastholdt_skriftligt_svar", None)
    desk.terminal("opkald", "1", typed=f"{TALKED}klagen lagt\nja\n\n\n\n\n\n\n")
    assert desk.case("1")["calls"][1]["withdrawal_confirmed"] is True


def test_a_reassessment_of_a_formal_complaint(desk: Desk) -> None:
    """Only a complaint over a decision can be reassessed; at a terminal it is asked again."""
    desk.new("--type", "formalitet")
    answer = desk.terminal("opkald", "1", typed=f"{TALKED}4\n\n\n\n\n\n\n\n")
    assert "§ 66" in answer.stderr
    assert desk.case("1")["calls"][0]["conversation_result"] == "uddybet_videre_forloeb"
    args = ("opkald", "1", "--udfald", "talt_med", "--samtale", "fastholdt_genvurdering")
    assert "§ 66" in desk.refused(*args, code=9)
    desk("ret", "1", "--type", "blandet")
    desk(*args)


def test_a_bare_clock_time(desk: Desk) -> None:
    """Under --kl 9.45 can only be a clock time, today."""
    desk.new(received_at="2026-11-20T09:00")
    desk("opkald", "1", "--udfald", "afbrudt", "--kl", "9.45")
    assert desk.case("1")["calls"][0]["called_at_local"] == "2026-11-20T09:45:00+01:00"


def test_an_agreed_time(desk: Desk) -> None:
    """An agreed call asks when until there is a time that lies ahead."""
    desk.new()
    answer = desk.terminal("opkald", "1", typed="ring\n\ni går\ni morgen kl. 13.30\n")
    assert "Skriv tidspunktet" in answer.stderr
    assert "Det ligger i fortiden" in answer.stderr
    assert "Aftalt opkald lørdag 21. november 2026 kl. 13.30 (om 1 dag 3 t).\n" in answer.stdout
    assert [(e["reason"], e["due_at_local"]) for e in desk.due("--alle")] == [
        ("aftalt_opkald", "2026-11-21T13:30:00+01:00")
    ]


def test_a_late_first_call_asks_why(desk: Desk) -> None:
    """Late is when the call was made after the deadline, not when it is noted."""
    desk.new(received_at="2026-11-18T10:00")
    desk.terminal("opkald", "1", "--kl", "i går kl. 9", typed="ikke truffet\n")
    desk.new(text="To", received_at="2026-11-18T10:00")
    desk.terminal("opkald", "2", typed="ikke truffet\nKontoret var lukket.\n")
    assert desk.case("1")["calls"][0]["late_reason"] is None
    assert desk.case("2")["calls"][0]["late_reason"] == "Kontoret var lukket."


def test_broken_off(desk: Desk) -> None:
    """In the middle of the questions nothing is saved, and the user is told."""
    desk.new()
    said = desk.refused("opkald", "1", typed="\nHan er ked", code=130)
    assert said.endswith("\nAfbrudt. Intet er gemt.\n")


def test_nothing_is_asked_in_vain(desk: Desk) -> None:
    """What cannot be noted at all is said before the first question."""
    desk.new(citizen_name="Anna Åse")
    for args, code in (
        (("--kl", "i går kl. 9"), 2),
        (("--kl", "xx"), 2),
        (("--samtale", "xx"), 2),
        (("--senest", "i går"), 2),
    ):
        said = desk.refused("opkald", "1", *args, typed="\n" * 12, code=code)
        assert "Anna" not in said
    desk("luk", "1", "--metode", "moede", "--resultat", "medhold")
    assert "Sagen er afsluttet." in desk.refused("opkald", "1", typed="\n" * 12, code=9)


# --- options ---------------------------------------------------------------------------------------


def test_every_option(desk: Desk) -> None:
    """Each option reaches its field."""
    desk.new(received_at="2026-11-19T08:00")
    desk("opkald", "1", "--udfald", "talt_med", "--samtale", "klage_lagt_ned", "--kl", "i går kl. 9.30", "--ind",
         "--ikke-oplyst", "--aftale", "-", "--senest", "1/12", "--ansvarlig", "Afdelingen", "--bekraeftet",
         "--ring-igen", "i morgen kl. 10", "--hoert", "ja", "--forstaaet", "nej", "--alvorligt", "delvist",
         stdin="Vi taler sammen.\n")  # fmt: skip
    (call,) = desk.case("1")["calls"]
    wanted = {
        "called_at_local": "2026-11-19T09:30:00+01:00", "direction": "ind", "result": "talt_med",
        "conversation_result": "klage_lagt_ned", "course_told": False, "agreement": "Vi taler sammen.",
        "next_due": "2026-12-01", "owner": "Afdelingen", "withdrawal_confirmed": True,
        "call_again_at_local": "2026-11-21T10:00:00+01:00", "heard": "ja", "understood": "nej",
        "taken_seriously": "delvist", "logged_at": "2026-11-20T09:00:00Z",
    }  # fmt: skip
    assert {key: call[key] for key in wanted} == wanted


def test_words_from_stdin(desk: Desk) -> None:
    """--ord - reads the citizen's words; two texts at once need JSON."""
    desk.new()
    desk("opkald", "1", "--udfald", "talt_med", "--ord", "-", stdin="Jeg er vred.")
    assert desk.case("1")["calls"][0]["concern"] == "Jeg er vred."
    args = ("opkald", "1", "--udfald", "talt_med", "--ord", "-", "--aftale", "-")
    assert "Kun én ting" in desk.refused(*args, stdin="x", code=2)


def test_json(desk: Desk) -> None:
    """One object on stdin holds every field; an option goes before it."""
    desk.new()
    content = {"result": "besked_lagt", "called_at": "2026-11-20T10:00:00+01:00", "minutes": 3}
    desk("opkald", "1", "--json", "-", "--udfald", "talt_med", stdin=json.dumps(content))
    (call,) = desk.case("1")["calls"]
    assert (call["result"], call["minutes"]) == ("talt_med", 3)


@pytest.mark.parametrize(("typed", "code"), [("besked", "besked_lagt"), ("tal", "talt_med"), ("Ikke truffet", "ikke_truffet"), ("ØNSKER", "oensker_ikke_samtale")])  # fmt: skip
def test_an_unambiguous_beginning(desk: Desk, typed: str, code: str) -> None:
    """A result may be written by its code, its label, or the beginning of just one."""
    desk.new()
    answer = desk("opkald", "1", "--udfald", typed)
    assert desk.case("1")["calls"][0]["result"] == code
    assert CALL_RESULTS[code].lower() in answer.stdout
    short = desk("opkald", "1", typed)
    assert short.stdout.partition(".\n")[2] == answer.stdout.partition(".\n")[2] or code == "talt_med"
    assert desk.case("1")["calls"][1]["result"] == code


def test_the_result_as_a_word_takes_the_options_along(desk: Desk) -> None:
    """The word after the number is the same as ``--udfald``, so it stands in one place only."""
    desk.new()
    desk("opkald", "1", "talt", "--samtale", "moede", "--oplyst", "--aftale", "-", stdin="Møde på fredag.")
    (call,) = desk.case("1")["calls"]
    assert (call["conversation_result"], call["agreement"]) == ("moede_aftalt", "Møde på fredag.")
    twice = desk.refused("opkald", "1", "ikke", "--udfald", "ikke", code=2)
    assert twice == "Skriv kun udfaldet ét sted: efter nummeret eller med --udfald.\n"
    assert "Mente du Ikke truffet?" in desk.refused("opkald", "1", "ikk truffet", code=2)
    assert "Hun græd" not in desk.refused("opkald", "1", "Hun græd", code=2)


def test_the_users_own_plan_is_said_back(desk: Desk) -> None:
    """A plan to call again moves no deadline, and what was understood is said with its weekday."""
    desk.new()
    answer = desk("opkald", "1", "--udfald", "besked", "--ring-igen", "mandag kl. 9")
    assert answer.stdout.splitlines()[1:] == [
        "Sagen står stadig på listen. Ring senest lørdag 21. november 2026 kl. 10.00 (om 1 dag).",
        "Du har noteret, at du ringer igen mandag 23. november 2026 kl. 09.00.",
    ]


def test_what_a_call_means(desk: Desk) -> None:
    """The answer says whether the promise was met, and when one writes instead."""
    desk.new()
    assert "svar på skrift" in desk("opkald", "1", "--udfald", "intet_nummer").stdout
    late = desk.at("2026-11-22T09:00")
    desk.new(text="To")
    assert "Borgeren er nået efter fristen.\n" in late("opkald", "2", "--udfald", "talt_med").stdout
    assert "nået" not in late("opkald", "2", "--udfald", "talt_med").stdout


# --- closed cases ----------------------------------------------------------------------------------


def test_a_call_on_a_closed_case(desk: Desk) -> None:
    """An outgoing call is refused; the citizen's own is logged, and a script is told how to reopen."""
    desk.new()
    desk("luk", "1", "--metode", "moede", "--resultat", "medhold")
    assert "Genåbn den med klage genaabn" in desk.refused("opkald", "1", "--udfald", "talt_med", code=9)
    answer = desk("opkald", "1", "--udfald", "talt_med", "--ind")
    assert "Skal den behandles igen, så skriv klage genaabn 2026-0001." in answer.stdout
    assert desk.case("1")["closed_at"] is not None


def test_a_closed_case_may_be_reopened_by_the_call(desk: Desk) -> None:
    """At a terminal klage asks; the call and the reopening are one change, with its reason."""
    desk.new()
    desk("luk", "1", "--metode", "moede", "--resultat", "medhold")
    desk.terminal("opkald", "1", "--ind", "--udfald", "talt_med", typed="nej\n")
    assert desk.case("1")["closed_at"] is not None
    answer = desk.terminal("opkald", "1", "--ind", "--udfald", "afbrudt", typed="ja\n\nNye oplysninger\n\n")
    assert "Sag 2026-0001 er genåbnet.\n" in answer.stdout
    case = desk.case("1")
    assert (case["closed_at"], case["closings"][-1]["reason"]) == (None, "Nye oplysninger")


# --- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "stdin", "code", "said"),
    [
        (("99", "--udfald", "talt_med"), "", 3, "Der er ingen sag 2026-0099."),
        (("2026-1-2", "--udfald", "talt_med"), "", 2, "Et sagsnummer skrives som 2026-0042"),
        (("0", "--udfald", "talt_med"), "", 2, "Et sagsnummer skrives som"),
        ((), "", 2, "NR mangler: sagens nummer, fx 42 eller 2026-0042."),
        (("1",), "", 2, "Opkaldets udfald mangler."),
        (("1", "--udfald", "xyz"), "", 2, "Udfald: Værdien kendes ikke."),
        (("1", "--udfald", "talt_med", "--kl", "i morgen"), "", 2, "--kl: Det ligger i fremtiden"),
        (("1", "--udfald", "talt_med", "--kl", "24.30"), "", 2, "--kl: Klokken"),
        (("1", "--udfald", "talt_med", "--kl", "i går"), "", 2, "før, klagen blev modtaget (fredag 20. november"),
        (("1", "--udfald", "besked", "--ring-igen", "i går"), "", 2, "--ring-igen: Det ligger i fortiden"),
        (("1", "--udfald", "ring_igen"), "", 2, "--ring-igen"),
        (("1", "--udfald", "besked", "--hoert", "ja"), "", 2, "kun noteres, når der er talt med borgeren"),
        (("1", "--udfald", "besked", "--ind"), "", 2, "et opkald, du selv har foretaget"),
        (("1", "--udfald", "talt_med", "--bekraeftet"), "", 2, "hører kun til, når klagen lægges ned"),
        (("1", "--udfald", "talt_med", "--samtale", "klage_lagt_ned"), "", 9, "offentlighedslovens § 13"),
        (("1", "--udfald", "talt_med", "--aftale", "Vi ses"), "", 2, "hører ikke til på kommandolinjen"),
        (("1", "--json", "-"), "{}", 2, "Udfald: mangler."),
        (("1", "--json", "-"), '{"result": "talt_med", "Anna": 1}', 2, "Et felt kendes ikke."),
        (("1", "--json", "-"), '{"result": "talt_med", "logged_at": "i går"}', 2, "Et felt kendes ikke."),
        (("1", "--json", "-"), '{"result": "talt_med", "owner": "a\\udcffb"}', 2, "ikke kan gemmes"),
        (("1", "--json", "-"), '{"result": "talt_med", "minutes": -1}', 2, "Minutter: Skriv et helt tal."),
    ],
)  # fmt: skip
def test_what_is_refused(desk: Desk, args: tuple[str, ...], stdin: str, code: int, said: str) -> None:
    """A refusal has its exit code and its sentence, and leaves the register as it was."""
    desk.new()
    assert said in desk.refused("opkald", *args, stdin=stdin, code=code)
