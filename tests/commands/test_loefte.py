"""Promises to citizens: made by a call or alone, come due, and settled as kept, moved or broken."""

import json
from datetime import UTC, datetime

import pytest

from klage.store.register import open_register
from klage.store.writing import write
from tests.commands.test_hostile import NASTY
from tests.desk import Desk, uncoloured

MOMENT = datetime(2026, 11, 20, 9, tzinfo=UTC)
CLOSED = ("--metode", "telefonsamtale", "--resultat", "loest_i_dialog")


@pytest.fixture
def promised(desk: Desk) -> Desk:
    """Return a desk with a case in which an answer is promised by Friday, a week from now."""
    desk.new(citizen_name="Anna Åse", department="Ydelse")
    call = {"result": "talt_med", "next_step": "Svar på brevet", "next_due": "2026-11-27", "owner": "Lederen"}
    desk("opkald", "1", "--json", "-", stdin=json.dumps(call))
    return desk


def steps(desk: Desk, number: str = "1") -> list[tuple[str, str, str | None]]:
    """Return day, state and reason of the promises of a case."""
    return [(step["due_on"], step["state"], step["reason"]) for step in desk.case(number)["steps"]]


# --- settled with a word ---------------------------------------------------------------------------


def test_a_word_after_the_number_settles(promised: Desk) -> None:
    """``holdt``, ``brudt`` and ``flyt DATO`` are what the options are, and a beginning is enough."""
    promised.terminal("loefte", "1", "flyt", "mandag", typed="Syg.\n\n")
    promised.terminal("loefte", "1", "flyt", typed="tirsdag\nSyg.\n\n")
    assert {("2026-11-23", "flyttet", "Syg."), ("2026-11-24", "aaben", None)} < {*steps(promised)}
    assert "er holdt" in promised("loefte", "1", "hol").stdout
    desk = promised
    desk("loefte", "1", "--nyt", "-", "--senest", "mandag", stdin="Ring")
    desk("loefte", "1", "brudt", "--begrundelse", "-", stdin="Glemt")
    assert sorted(state for _, state, _ in steps(desk)) == ["brudt", "flyttet", "flyttet", "holdt"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("1", "glemt"), "Ordet kendes ikke. Vælg mellem"),
        (("1", "holdt", "mandag"), "Der står for meget efter holdt."),
        (("1", "holdt", "--brudt"), "Brug kun ét af ORD og --brudt"),
        (("1", "flyt"), "Dagen mangler."),
        (("1", "--holdt", "--loefte", "1", "--nyt", "-"), "Brug kun ét af"),
    ],
)
def test_a_word_that_does_not_fit_changes_nothing(promised: Desk, line: tuple[str, ...], said: str) -> None:
    """The sentence says what is wrong."""
    assert said in promised.refused("loefte", *line, code=2)


# --- made and listed -------------------------------------------------------------------------------


def test_a_call_makes_a_promise_that_comes_due(promised: Desk) -> None:
    """It is listed with its day and its owner, stands on frister --alle, and on no shorter list."""
    assert promised("loefte").stdout == "2026-0001\t1\tfre 27.11.\tÅben\tLederen\ti dag 10:00\n"
    assert "Svar på brevet" in promised("løfte", "1", "--med-navne").stdout
    assert promised.due() == []
    (entry,) = promised.due("--alle")
    assert (entry["reason"], entry["due_at"]) == ("naeste_skridt", "2026-11-27T22:59:00Z")
    later = promised.at("2026-11-28T09:00")
    assert "\ti går\t1 dag over\tLovet borgeren\t" in later("frister", "--alle").stdout


def test_a_promise_of_its_own(promised: Desk) -> None:
    """The words come on stdin; several stand side by side, the nearest first, with the numbers of their case."""
    answer = promised(
        "loefte", "1", "--nyt", "-", "--senest", "mandag", "--ansvarlig", "Mig", stdin="Ring om 010190-1234"
    )
    assert answer.stdout == "Noteret på sag 2026-0001: lovet senest mandag 23. november 2026.\n"
    assert answer.stderr.startswith("Lovet: Der stod et tal, der ligner et CPR-nummer.")
    rows = json.loads(promised("loefte", "--json", "--med-navne").stdout)
    assert [(row["number"], row["due_on"], row["what"]) for row in rows] == [
        (2, "2026-11-23", "Ring om 010190-XXXX"),
        (1, "2026-11-27", "Svar på brevet"),
    ]
    kept = promised("loefte", "1", "--nyt", "-", "--senest", "mandag", "--behold-tal", stdin="010190-1234")
    assert kept.stderr == ""
    assert promised("soeg", "010190").stdout.startswith("2026-0001")


def test_nothing_is_promised(desk: Desk) -> None:
    """An empty list is no error."""
    desk.new()
    assert desk.terminal("loefte").stdout == (
        "Ingen løfter venter. Et løfte gives med klage opkald eller klage loefte.\n"
    )
    assert desk.terminal("loefte", "1").stdout == "Borgeren er ikke lovet noget i sagen.\n"
    assert desk("loefte", "--json").stdout == "[]\n"


def test_a_child_concern_stands_on_top_of_this_list_too(promised: Desk) -> None:
    """Until it is passed on; beside the output where that is for a program."""
    promised("ret", "1", "--underretning")
    for line in (("loefte",), ("loefte", "1")):
        assert promised.terminal(*line).stdout.startswith("2026-0001: bekymring for et barn.")
        shown = promised.terminal(*line, "--json")
        assert (shown.stdout[0], shown.stderr[:9]) == ("[", "2026-0001")
    promised("ret", "1", "--videregivet", "nu")
    assert promised("loefte").stderr == ""


# --- settled ---------------------------------------------------------------------------------------


def test_kept(promised: Desk) -> None:
    """It leaves the lists and stays in the case."""
    assert promised("loefte", "1", "--holdt").stdout == "Løftet i sag 2026-0001 er holdt.\n"
    assert steps(promised) == [("2026-11-27", "holdt", None)]
    assert (promised("loefte").stdout, promised.due("--alle")) == ("", [])
    assert "Senest fredag 27. november 2026: Lederen, holdt fredag 20." in promised("vis", "1").stdout


def test_moved(promised: Desk) -> None:
    """The first promise is settled with the reason, and a new one with its words takes its place."""
    answer = promised("loefte", "1", "--flyt", "4.12.2026", "--begrundelse", "-", stdin="Lægen mangler.")
    assert answer.stdout == (
        "Løftet i sag 2026-0001 er flyttet til fredag 4. december 2026. Husk at give borgeren besked.\n"
    )
    assert steps(promised) == [("2026-11-27", "flyttet", "Lægen mangler."), ("2026-12-04", "aaben", None)]
    again = promised.case("1")["steps"][1]
    assert (again["what"], again["owner"]) == ("Svar på brevet", "Lederen")


def test_broken_with_a_masked_reason(promised: Desk) -> None:
    """It says why, without a CPR number, and no pipe shows it."""
    answer = promised("loefte", "1", "--brudt", "--begrundelse", "-", stdin="Forlagt, 010190-1234")
    assert answer.stdout.startswith("Løftet i sag 2026-0001 er noteret som brudt.")
    assert steps(promised) == [("2026-11-27", "brudt", "Forlagt, 010190-XXXX")]
    assert "Forlagt" not in promised("loefte", "1").stdout + promised("vis", "1").stdout


def test_one_of_several(promised: Desk) -> None:
    """Off a terminal by its number; at a terminal it is asked for, and so is the reason."""
    promised("loefte", "1", "--nyt", "-", "--senest", "1.12.2026", stdin="Møde")
    assert "vælg med --loefte" in promised.refused("loefte", "1", "--holdt", code=2)
    shown = promised.terminal("loefte", "1", "--brudt", typed="2\n\n\nGlemt.\n\n")
    assert "senest tirsdag 1. december 2026: Møde" in shown.stderr
    assert [state for _, state, _ in steps(promised)] == ["aaben", "brudt"]
    promised("loefte", "1", "--holdt", "--loefte", "1")
    assert [state for _, state, _ in steps(promised)] == ["holdt", "brudt"]


def test_a_terminal_asks_for_what_is_missing(promised: Desk) -> None:
    """The day is asked for until it can be read, then the words."""
    shown = promised.terminal("loefte", "1", "--nyt", "-", typed="i går\nfredag 27/11\nVi ringer.\n\n")
    assert shown.stdout.endswith("lovet senest fredag 27. november 2026.\n")
    assert promised.case("1")["steps"][1]["what"] == "Vi ringer."


def test_what_day_it_is_in_denmark(promised: Desk) -> None:
    """Half an hour after midnight, and in the night when summer time ends, today is the Danish day."""
    number = "2026-0001"
    after_midnight = promised.at("2027-10-29T00:30")
    assert "fortiden" in after_midnight.refused("loefte", number, "--flyt", "28.10.2027", code=2)
    late = promised.at("2027-10-31T02:30+01:00")
    for day, code in (("30.10.2027", 2), ("31.10.2027", 0)):
        late("loefte", number, "--flyt", day, "--begrundelse", "-", stdin="x", code=code)
    (entry,) = late.due("--alle")
    assert entry["due_at_local"] == "2027-10-31T23:59:00+01:00"


@pytest.mark.parametrize(
    ("args", "stdin", "code", "said"),
    [
        (("1", "--nyt", "Brev", "--senest", "fredag 27/11"), "", 2, "hører ikke til på kommandolinjen"),
        (("1", "--nyt", "-"), "x", 2, "Dagen mangler."),
        (("1", "--nyt", "-", "--senest", "1.12.2026"), " ", 2, "Løftet har ingen tekst."),
        (("1", "--nyt", "-", "--senest", "1.12.2025"), "x", 2, "--senest: "),
        (("1", "--nyt", "-", "--holdt"), "x", 2, "Brug kun ét af --nyt og --holdt ad gangen."),
        (("1", "--holdt", "--brudt"), "", 2, "Brug kun ét af --holdt og --brudt ad gangen."),
        (("1", "--brudt"), "", 2, "Skriv hvorfor med --begrundelse -"),
        (("1", "--flyt", "1.12.2026"), "", 2, "Skriv hvorfor med --begrundelse -"),
        (("1", "--flyt", "27.11.2026", "--begrundelse", "-"), "x", 2, "Løftet gælder til den dag i forvejen."),
        (("1", "--flyt", "i går", "--begrundelse", "-"), "x", 2, "--flyt: "),
        (("1", "--holdt", "--loefte", "2"), "", 3, "Der er 1 løfte i sagen."),
        (("1", "--senest", "1.12.2026"), "", 2, "--senest bruges kun sammen med --nyt."),
        (("1", "--begrundelse", "-"), "x", 2, "bruges kun sammen med --holdt eller --flyt eller --brudt."),
        (("--holdt",), "", 2, "--holdt bruges kun sammen med NR."),
        (("7", "--holdt"), "", 3, "Der er ingen sag 2026-0007."),
        (("1", "--json", "--csv"), "", 2, "--json og --csv"),
    ],
)  # fmt: skip
def test_what_is_refused(promised: Desk, args: tuple[str, ...], stdin: str, code: int, said: str) -> None:
    """A refusal has its exit code and its sentence, and leaves the register as it was."""
    assert said in promised.refused("loefte", *args, stdin=stdin, code=code)


def test_what_is_settled_stays_so(promised: Desk) -> None:
    """A promise that was kept is not broken afterwards."""
    promised("loefte", "1", "--holdt")
    assert "Sagen har ingen løfter" in promised.refused("loefte", "1", "--holdt", code=3)
    said = promised.refused(
        "loefte", "1", "--brudt", "--loefte", "1", "--begrundelse", "-", stdin="x", code=9
    )
    assert said.startswith("Løftet er gjort op.")


# --- beside the rest -------------------------------------------------------------------------------


def test_closing_leaves_what_is_promised_on_the_list(promised: Desk) -> None:
    """Luk says so in one sentence; the promise stands on frister --alle until it is settled."""
    answer = promised("luk", "1", *CLOSED).stdout.splitlines()
    assert len(answer) == 2
    assert answer[1].startswith(
        "Borgeren har stadig 1 løfte til gode. Gør det op med klage loefte 2026-0001."
    )
    assert answer[1].endswith("Indtil da står sagen på klage frister --alle.")
    assert [entry["reason"] for entry in promised.due("--alle")] == ["naeste_skridt"]
    promised("loefte", "1", "--holdt")
    assert promised.due("--alle") == []


def test_hostile_words_are_harmless(desk: Desk) -> None:
    """In the list, in the case and on the list of what is due; cron and --forklar show no word of it."""
    desk.new()
    desk(
        "loefte",
        "1",
        "--nyt",
        "-",
        "--senest",
        "1.12.2026",
        "--ansvarlig",
        "Rolle",
        stdin=f"Nåleskridt {NASTY}",
    )
    desk("loefte", "1", "--flyt", "2.12.2026", "--begrundelse", "-", stdin=f"Nålgrund {NASTY}")
    for line in (("loefte", "1"), ("loefte",), ("vis", "1"), ("frister", "--alle")):
        shown = desk.terminal(*line, width=200).stdout
        assert not any(sign in uncoloured(shown) for sign in "\x1b\x07\x9b\u202e\r")
        assert not any(line.startswith("2026-9999") for line in shown.splitlines())
    for options in (("--cron",), ("--forklar",)):
        assert "Nåle" not in desk("frister", "--alle", *options).stdout


def test_a_possible_appeal_deadline_always_says_to_check(desk: Desk) -> None:
    """In every form of the list for people: the tool never declares a complaint too late."""
    desk.new()
    register = open_register(desk.path, writing=True)
    with write(register, command="ret", actor="inge", now=MOMENT) as writer:
        writer.connection.execute(
            "insert into appeal (complaint_id, appeal_deadline_on) values (2026000001, '2026-12-01')"
        )
    register.close()
    words = "mulig klagefrist – kontrollér klagevejledningen"
    for line in (("--alle",), ("--alle", "--plain"), ("--alle", "--cron")):
        assert words in desk("frister", *line).stdout.casefold()
    assert words in desk.terminal("frister", "--alle", width=200).stdout.casefold()
    assert "Kontrollér klagevejledningen" in desk("frister", "--alle", "--forklar").stdout


def test_a_terminal_says_how_a_promise_is_settled(promised: Desk) -> None:
    """Whoever comes from ``luk`` sees what to type; once it is settled, and in a pipe, nothing is said."""
    how = "Gør det op med klage loefte 2026-0001 holdt, flyt DATO eller brudt."
    assert promised.terminal("loefte", "1").stdout.endswith(f"{how}\n")
    assert how not in promised("loefte", "1").stdout
    promised("loefte", "1", "holdt")
    assert how not in promised.terminal("loefte", "1").stdout
