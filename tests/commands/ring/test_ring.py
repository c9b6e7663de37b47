"""``klage ring``: one citizen after the other, with few keystrokes, and exactly what ``opkald`` would have noted."""

import json
import sys
from pathlib import Path

import pytest

from klage.commands.ring import talk
from klage.domain.draft import CALL
from klage.store import cases, drafts
from tests.cli import Run
from tests.commands.ring.support import (
    LOOKED_OVER,
    NO_NOTES,
    OVER_DECISIONS,
    QUESTIONS,
    draft_of,
    office,
    typed_lines,
)
from tests.desk import Desk
from tests.faults.notes import Typist
from tests.store import dumps
from tests.store.support import NOW, opened

WHOLE = {
    "result": "talt_med", "called_at": "2026-11-20T10:00", "concern": "Han er ked af det.\nMeget.",
    "summary_confirmed": True, "conversation_result": "videregivet_afdeling", "course_told": False,
    "complaint_stance": "fastholdes", "guidance_given": "ja", "agreement": "Vi ringer.",
    "next_step": "Skrive til afdelingen", "next_due": "2026-12-01", "owner": "leder",
    "heard": "ja", "understood": "delvist", "taken_seriously": "nej",
}  # fmt: skip
TYPED = typed_lines(
    "t", "Han er ked af det.", "Meget.", "", "ja", "videregivet", "nej", "", "ja", "Vi ringer.",
    "Skrive til afdelingen", "1/12", "leder", "ja", "delvist", "nej", "",
)  # fmt: skip


# --- what is noted ---------------------------------------------------------------------------------


def test_it_notes_what_opkald_would_have_noted(tmp_path: Path) -> None:
    """Row for row, in calls, promises, search and history, after a conversation and after an attempt."""
    noted = []
    for name in ("ring", "opkald"):
        (tmp_path / name).mkdir()
        desk = office(Desk(Run(tmp_path / name)), kind="blandet")
        if name == "ring":
            desk.terminal("ring", "2", typed="i\nn\n")
            desk.terminal("ring", "1", typed=TYPED)
        else:
            desk("opkald", "2", "--json", "-", stdin='{"result": "ikke_truffet"}')
            desk("opkald", "1", "--json", "-", stdin=json.dumps(WHOLE))
        with opened(desk.path) as register:
            events = list(register.rows("select id, group_no, at, command, actor, case_id from event"))
            contents = list(register.rows("select event_id, content from event_content order by 1"))
            noted.append((dumps.content(register), events, contents, desk.due("--alle")))
    assert noted[0] == noted[1]


def test_what_is_said_in_the_end(desk: Desk) -> None:
    """What was noted, what was promised, what comes next in the case, and that nobody else waits."""
    answer = office(desk, kind="blandet", cases=1).terminal("ring", typed=TYPED)
    assert answer.stdout.endswith(
        "Opkald noteret på sag 2026-0001: talt med borgeren, fredag 20. november 2026\n  kl. 10.00.\n"
        "Borgeren er nået inden for fristen.\n"
        "Næste skridt er lovet senest tirsdag 1. december 2026.\n"
        "Notér, hvad afdelingen gør, med klage indsats 2026-0001.\n"
        "Der er ikke flere at ringe til lige nu.\n"
    )
    assert answer.stderr.endswith("Aftalt: Vi ringer.\nNæste skridt: Skrive til afdelingen (leder)\n")


def test_those_who_were_just_tried_are_still_named(desk: Desk) -> None:
    """Nobody is phoned twice in an hour, but the list is not said to be empty either."""
    answer = office(desk, cases=2).terminal("ring", typed=f"i\nj\nt\n{NO_NOTES}{QUESTIONS}{LOOKED_OVER}")
    assert answer.stdout.endswith(
        "Der er ikke flere at ringe til lige nu.\n"
        "1 borger, du har prøvet at ringe til, står stadig på klage frister.\n"
    )


# --- keystrokes ------------------------------------------------------------------------------------


def test_not_reached_is_two_keystrokes(desk: Desk) -> None:
    """A letter and Enter note the attempt, say where the case stands, and when to try again."""
    office(desk, cases=1)
    answer = desk.terminal("ring", typed="i\n")
    assert "Sagen står stadig på listen." in answer.stdout
    assert "Prøv igen i dag kl. 12.00.\n" in answer.stdout
    assert [call["result"] for call in desk.case("1")["calls"]] == ["ikke_truffet"]


@pytest.mark.parametrize("late", [False, True])
def test_not_reached_asks_nothing_more(desk: Desk, late: bool) -> None:
    """Not even why it is late; that is asked when the two have spoken."""
    desk.new(received_at="2026-11-18T09:00" if late else "2026-11-20T09:00")
    desk.terminal("ring", typed="b\n")
    why = "Kontoret var lukket.\n" if late else ""
    later = desk.at("2026-11-20T12:00")
    answer = later.terminal("ring", typed=f"t\n{NO_NOTES}{QUESTIONS}{why}{LOOKED_OVER}")
    assert ("Hvorfor blev det efter fristen" in answer.stdout) is late
    reasons = [call["late_reason"] for call in desk.case("1")["calls"]]
    assert reasons == [None, "Kontoret var lukket." if late else None]


@pytest.mark.parametrize("kind", ["formalitet", "realitet"])
def test_a_conversation_without_notes_takes_an_enter_an_answer(desk: Desk, kind: str) -> None:
    """One letter, and not one keystroke more than there are questions and a look at the end."""
    office(desk, kind=kind, cases=1)
    over = OVER_DECISIONS if kind == "realitet" else ""
    desk.terminal("ring", typed=f"t\n{NO_NOTES}{QUESTIONS}{over}{LOOKED_OVER}")
    (call,) = desk.case("1")["calls"]
    assert (call["result"], call["course_told"], call["summary_confirmed"]) == ("talt_med", True, None)
    assert call["complaint_stance"] == ("fastholdes" if over else None)


# --- whom ------------------------------------------------------------------------------------------


def test_one_after_the_other(desk: Desk) -> None:
    """The soonest first; the next is offered by name, and with n that is all."""
    office(desk, cases=3)
    answer = desk.terminal("ring", typed="i\nj\nb\nn\n")
    assert "Næste: sag 2026-0002, Bo Ågesen, i dag kl. 16.30 (om 6 t 30 min).\n" in answer.stderr
    assert [len(desk.case(number)["calls"]) for number in "123"] == [1, 1, 0]
    assert "Sag 2026-0003" in desk.terminal("ring", typed="", code=130).stderr


def test_nobody_is_due(desk: Desk) -> None:
    """One sentence and 0; an agreed call that lies ahead is named."""
    office(desk, cases=1)
    desk("opkald", "1", "--udfald", "ring_igen_aftalt", "--ring-igen", "i dag kl. 14")
    assert desk.terminal("ring").stdout == (
        "Ingen borgere skal ringes op lige nu.\nDet næste aftalte opkald er sag 2026-0001 i dag kl. 14.00.\n"
    )
    assert "Aftalt opkald" in desk.at("2026-11-20T13:55").terminal("ring", typed="", code=130).stderr
    desk("opkald", "1", "--udfald", "talt_med")
    assert desk.terminal("ring").stdout == "Ingen borgere skal ringes op lige nu.\n"


@pytest.mark.parametrize(
    ("letter", "result", "said"),
    [
        ("b", "besked_lagt", "Ringer borgeren ikke tilbage, så prøv igen i dag kl. 12.00."),
        ("F", "forkert_nummer", "ret det med klage ret 2026-0001."),
        ("n", "intet_nummer", "Borgeren skal have svar på skrift"),
        ("s", "oensker_ikke_samtale", "Borgeren skal have svar på skrift"),
        ("afbrudt", "afbrudt", "Prøv igen i dag kl. 12.00."),
        ("r\nmandag kl. 10", "ring_igen_aftalt", "Aftalt opkald mandag 23. november 2026 kl. 10.00"),
    ],
)
def test_every_way_not_to_be_reached(desk: Desk, letter: str, result: str, said: str) -> None:
    """A letter in either case, or the word; a time only where one was agreed."""
    office(desk, cases=1)
    answer = desk.terminal("ring", typed=f"{letter}\n")
    assert said in " ".join(answer.stdout.split())
    assert [call["result"] for call in desk.case("1")["calls"]] == [result]


# --- refusals --------------------------------------------------------------------------------------


def test_off_a_terminal(desk: Desk) -> None:
    """A pipe and cron are told what does the same, whether or not there is a register."""
    said = desk.refused("ring", code=2)
    office(desk, cases=1)
    assert desk.refused("ring", "1", code=2) == said
    assert "klage opkald NR --udfald" in said


def test_what_cannot_be_phoned_about(desk: Desk) -> None:
    """No such case, a closed one and a merged one are refused before anything is shown or asked."""
    office(desk, cases=3)
    desk("luk", "1", "--metode", "moede", "--resultat", "medhold")
    desk("sammenlaeg", "2", "3", "--ja")
    for number, code, words in (
        ("9", 3, "ingen sag 2026-0009"),
        ("1", 9, "klage genaabn"),
        ("3", 9, "2026-0002"),
    ):
        said = desk.refused("ring", number, code=code, typed="i\n")
        assert words in " ".join(said.split())
        assert "Åse" not in said


def test_a_case_that_is_closed_meanwhile(desk: Desk) -> None:
    """Between the first question and the last another closes it: the call is refused, and the notes are kept."""
    office(desk, cases=1)
    desk.terminal("ring", typed="t\nHun græd.\n", code=130)
    desk("luk", "1", "--metode", "moede", "--resultat", "medhold")
    assert "Ingen borgere skal ringes op lige nu." in desk.terminal("ring").stdout
    answer = desk.terminal("ring", "1", code=9)
    said = " ".join(answer.stderr.split())
    assert "Hun græd." in said
    assert "klage genaabn" in said
    assert said.endswith("Noterne ligger der stadig; klage ring 2026-0001 --slet-kladde kasserer dem.")
    desk("genaabn", "1", "--begrundelse", "-", stdin="Hun ringede.")
    desk.terminal("ring", "1", typed=f"j\n{NO_NOTES}{QUESTIONS}{LOOKED_OVER}")
    assert desk.case("1")["calls"][0]["concern"] == "Hun græd."


# --- broken off, and taken up again ----------------------------------------------------------------


@pytest.mark.parametrize("lines", range(1, 17))
def test_broken_off_anywhere(desk: Desk, lines: int) -> None:
    """Whatever was answered: a draft, no call, no event, 130; and the rest of the answers complete it later."""
    office(desk, kind="blandet", cases=1)
    parts = TYPED.splitlines(keepends=True)
    before = desk.case("1")
    stopped = desk.terminal("ring", typed="".join(parts[:lines]), code=130)
    assert " ".join(stopped.stderr.split()).endswith(
        "Afbrudt. Dine noter er gemt som kladde; fortsæt med klage ring 2026-0001. Intet andet er gemt."
    )
    assert desk.case("1") == before
    later = desk.at("2026-11-21T09:30")
    rest = "".join(parts[lines:])
    answer = later.terminal("ring", typed=f"j\n{rest}")
    assert "Du var i gang med et opkald på sag 2026-0001 i går kl. 10.00." in answer.stderr
    (call,) = desk.case("1")["calls"]
    assert {key: call[key] for key in WHOLE if key != "called_at"} == {
        key: value for key, value in WHOLE.items() if key != "called_at"
    }
    assert (call["called_at_local"], call["logged_at_local"]) == (
        "2026-11-20T10:00:00+01:00", "2026-11-21T09:30:00+01:00",
    )  # fmt: skip
    assert draft_of(desk) is None


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_at_a_real_terminal(desk: Desk) -> None:
    """Ctrl-C in the middle of a line keeps the lines before it; the next run shows them and completes the call."""
    office(desk, cases=1)
    typist = Typist(desk.path, "ring", TERM="xterm")
    typist.answer("t")
    typist.answer("Hun græd. 🙂")
    typist.be_asked()
    typist.wait_for(f"\n{talk.READY}", 2)
    typist.press(b"Midt i en lin")
    typist.wait_for("Midt i en lin")
    typist.interrupt()
    assert typist.end() == 130
    assert "\nAfbrudt. Dine noter er gemt som kladde; fortsæt med klage ring 2026-0001." in typist.shown
    again = Typist(desk.path, "ring", "1", TERM="xterm")
    for answer in f"\n\n{QUESTIONS}{LOOKED_OVER}".split("\n")[:-1]:  # go on, no more notes, and then the rest
        again.answer(answer)
    assert again.end() == 0
    assert "\n  Hun græd. 🙂" in again.shown
    assert [call["concern"] for call in desk.case("1")["calls"]] == ["Hun græd. 🙂"]


def test_before_anything_is_typed(desk: Desk) -> None:
    """Nothing is kept before one got through, and the next citizen's stop says that the last call stands."""
    office(desk, cases=2)
    assert desk.terminal("ring", code=130).stderr.endswith("\nAfbrudt. Intet er gemt.\n")
    assert draft_of(desk) is None
    stopped = desk.terminal("ring", typed="i\nj\n", code=130)
    assert stopped.stderr.endswith("\nAfbrudt. Opkaldet på sag 2026-0001 er gemt. Intet andet er gemt.\n")


def test_a_broken_off_call_goes_before_the_list(desk: Desk) -> None:
    """Also when another's deadline is nearer; left lying, it stays, and the next citizen is offered."""
    office(desk, cases=2)
    desk.terminal("ring", "2", typed="t\nHun græd.\n", code=130)
    answer = desk.terminal("ring", typed="n\nn\nn\n")
    assert answer.stderr.index("Sag 2026-0002") < answer.stderr.index("Noterne bliver liggende.")
    assert "Næste: sag 2026-0001" in answer.stderr
    assert draft_of(desk, 2) is not None


def test_notes_that_are_thrown_away(desk: Desk) -> None:
    """Twice no, and the call begins anew; a stop after that says so."""
    office(desk, cases=1)
    desk.terminal("ring", typed="t\nHun græd.\n", code=130)
    stopped = desk.terminal("ring", "1", typed="n\nj\n", code=130)
    assert stopped.stderr.endswith("\nAfbrudt. Noterne er kasseret. Intet andet er gemt.\n")
    assert draft_of(desk) is None
    desk.terminal("ring", typed="t\nHun græd.\n", code=130)
    assert (
        desk("ring", "1", "--slet-kladde").stdout == "Kladden til et opkald på sag 2026-0001 er kasseret.\n"
    )
    assert "findes ikke" in desk("ring", "1", "--slet-kladde").stdout
    assert "Skriv sagens nummer" in desk.refused("ring", "--slet-kladde", code=2)


def test_a_draft_waits_in_the_day_and_in_tjek(desk: Desk) -> None:
    """Both name the case and never a word of it; on another day it is a warning."""
    office(desk, cases=1)
    desk.terminal("ring", typed="t\nHun græd.\n", code=130)
    said = "Du var i gang med et opkald på sag 2026-0001 i dag kl. 10.00. Fortsæt med klage ring 2026-0001."
    today, checked = desk.terminal().stdout, desk("tjek", "--json").stdout
    assert said in " ".join(today.split())
    (found,) = [each for each in json.loads(checked) if each["key"] == "drafts"]
    assert (found["level"], f"{found['message']} {found['advice']}") == ("raad", said)
    assert "klage ring 2026-0001" in desk.at("2026-11-21T09:00")("tjek", "--stille").stdout
    assert "græd" not in today + checked


def test_notes_on_a_case_that_was_merged_away(desk: Desk) -> None:
    """They are shown with where the matter is worked on, and can be thrown away; the list goes on."""
    office(desk, cases=3)
    desk.terminal("ring", "3", typed="t\nHun græd.\n", code=130)
    desk("sammenlaeg", "2", "3", "--ja")
    said = " ".join(desk.terminal("ring", "3", code=9).stderr.split())
    assert "Hun græd." in said
    assert "2026-0002" in said
    assert said.endswith("Noterne ligger der stadig; klage ring 2026-0003 --slet-kladde kasserer dem.")
    assert "Sag 2026-0001" in desk.terminal("ring", code=130).stderr
    desk("ring", "3", "--slet-kladde")
    assert draft_of(desk, 3) is None


def test_a_draft_of_what_is_not_there(desk: Desk) -> None:
    """A case that was undone keeps its draft till it comes back; meanwhile the list goes on without it."""
    office(desk, cases=2)
    desk.terminal("ring", "2", typed="t\nHun græd.\n", code=130)
    desk("fortryd", "--ja")
    assert "Sag 2026-0001" in desk.terminal("ring", code=130).stderr
    desk("fortryd", "--om", "--ja")
    assert "Hun græd." in desk.terminal("ring", "2", code=130).stderr


def test_a_draft_nobody_can_read(desk: Desk) -> None:
    """What another version may have written is told, and can be thrown away."""
    office(desk, cases=1)
    with opened(desk.path) as register:
        drafts.keep(register, CALL, cases.require(register, 2026000001), {"words": "hemmeligt"}, NOW)
    answer = desk.terminal("ring", code=6)
    assert "--slet-kladde" in answer.stderr
    assert "hemmeligt" not in answer.stderr
    desk("ring", "1", "--slet-kladde")
    desk.terminal("ring", typed="i\n")
