"""The conversation: notes that are kept line by line, answers that can be corrected, and what may not be kept."""

import pytest

from klage.commands.ring import talk
from klage.session import Session
from klage.store import cases
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
from tests.store.support import opened

NASTY = "\x1b[31mrød [/] [red]x[/red] :smile: \u202eegnelav"


def notes(desk: Desk) -> list[str]:
    """Return the notes of the draft."""
    found = draft_of(desk)
    assert found is not None
    lines = found.content["notes"]
    assert isinstance(lines, list)
    return lines


def call(desk: Desk) -> dict[str, object]:
    """Return the last call on the case."""
    found: dict[str, object] = desk.case("1")["calls"][-1]
    return found


# --- notes -----------------------------------------------------------------------------------------


def test_every_line_is_kept_when_enter_is_pressed(desk: Desk) -> None:
    """Line for line, and not the one that Enter has not ended."""
    office(desk, cases=1)
    desk.terminal("ring", typed="t\nEn.\nTo æøå 🙂.\n", code=130)
    assert notes(desk) == ["En.", "To æøå 🙂."]
    desk.terminal("ring", typed="j\nTre.\n", code=130)
    assert notes(desk) == ["En.", "To æøå 🙂.", "Tre."]


def test_notes_in_the_users_own_editor(desk: Desk) -> None:
    """With :e all the lines so far are changed there, masked and kept; an editor that fails changes nothing."""
    office(desk, cases=1)
    script = desk.run.home / "ret"
    script.write_text("#!/bin/sh\nsed -i s/En/Et/ $1\necho Cpr 010180-1234 >>$1\n")
    script.chmod(0o700)
    typed = typed_lines("t", "En.", ":e", "Sidst.")
    for editor, wanted in (
        ("false", ["En.", "Sidst."]),
        (str(script), ["Et.", "Sidst.", "Cpr 010180-XXXX", "Til allersidst."]),
    ):
        answer = desk(
            "ring", stdin=typed, terminal=True, code=130, env={"EDITOR": editor, "PATH": "/usr/bin:/bin"}
        )
        assert notes(desk) == wanted
        assert ("Editoren sluttede med en fejl" in answer.stderr) is (editor == "false")
        typed = typed_lines("j", ":e", "Til allersidst.")


def test_a_full_stop_goes_on_too(desk: Desk) -> None:
    """As in every longer text."""
    office(desk, cases=1)
    answer = desk.terminal("ring", typed="t\nEn.\n.\n", code=130)
    assert "Bekræftede borgeren din opsummering" in answer.stdout + answer.stderr
    assert notes(desk) == ["En."]


@pytest.mark.parametrize("option", [(), ("--behold-tal",)])
def test_a_cpr_number_is_never_in_the_draft(desk: Desk, option: tuple[str, ...]) -> None:
    """Masked without a question, because somebody is talking; asked about in the answers that come after."""
    office(desk, cases=1)
    typed = typed_lines("t", "Cpr er 010180-1234.", "", "", "", "", "Hendes 020280-1234")
    answers = ["Ring", "", ""] if option else ["j", "Ring", "", ""]
    told = desk.terminal("ring", *option, typed=typed + typed_lines(*answers), code=130)
    found = draft_of(desk)
    assert found is not None
    assert ("1234" in str(found.content)) is bool(option)
    assert ("er skjult" in told.stderr) is not bool(option)
    with opened(desk.path) as register:
        assert (b"010180-1234" in desk.path.read_bytes()) is bool(option)
        assert register.one("select count(*) from event where command = 'opkald'") == (0,)


def test_a_hostile_note_is_harmless(desk: Desk) -> None:
    """It is kept as it was typed, and shown with marks, when it is looked over and when it is taken up again."""
    office(desk, cases=1)
    desk.terminal("ring", typed=f"t\n{NASTY}\n", code=130)
    answer = desk.terminal("ring", typed=f"j\n{NO_NOTES}{QUESTIONS}1\n\nMere.\n\n{LOOKED_OVER}")
    for forbidden in ("\x1b[31m", "\u202e", "😄"):
        assert forbidden not in answer.stdout + answer.stderr
    assert answer.stderr.count("␛[31mrød [/] [red]x[/red] :smile:") >= 3
    assert call(desk)["concern"] == f"{NASTY}\nMere."


def test_a_line_that_cannot_be_stored(desk: Desk) -> None:
    """It is told and left out; the lines before and after it are kept."""
    office(desk, cases=1)
    answer = desk.terminal("ring", typed="t\nFør.\nnul\0tegn\nEfter.\n", code=130)
    assert "tegn, der ikke kan gemmes" in answer.stderr
    assert notes(desk) == ["Før.", "Efter."]


def test_the_conversation_goes_on_when_a_line_cannot_be_kept(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another klage that holds the register is told, and whoever breaks off then hears what is not kept."""
    office(desk, cases=1)
    session = Session(desk.run.environ(KLAGE_NOW="2026-11-20T10:00:00+01:00"))
    case = cases.get(session.register, 2026000001)
    session.register.connection.execute("pragma busy_timeout = 20")
    with opened(desk.path, writing=True) as other:
        other.connection.execute("begin immediate")
        progress = talk.begun(session, case)
    assert "Skriv bare videre; klage prøver igen ved næste linje." in capsys.readouterr().err
    assert session.outcome() == (
        "Det sidste, du skrev, nåede ikke med i kladden; fortsæt med klage ring 2026-0001. Intet andet er gemt."
    )
    assert draft_of(desk) is None
    assert talk.begun(session, case) == progress
    assert session.outcome() == (
        "Dine noter er gemt som kladde; fortsæt med klage ring 2026-0001. Intet andet er gemt."
    )
    session.close()
    assert notes(desk) == []


def test_nothing_is_said_to_be_kept_that_is_not(desk: Desk) -> None:
    """An error in the middle looks before it speaks: a draft that is not there is not promised."""
    office(desk, cases=1)
    with opened(desk.path, writing=True) as register:
        for trigger in (
            "nowhere before insert on draft begin select raise(ignore); end",
            "lost before insert on call begin select raise(ignore); end",
        ):
            register.connection.execute(f"create trigger {trigger}")
    answer = desk.terminal("ring", typed=f"t\n\n{QUESTIONS}{LOOKED_OVER}", code=5)
    assert "kladde" not in answer.stderr
    session = Session(desk.run.environ())
    case = cases.get(session.register, 2026000001)
    assert not talk.has_draft(session, case)
    session.register.connection.execute("pragma query_only = off")
    session.register.connection.execute("drop table draft")
    assert not talk.has_draft(session, case)
    session.close()


# --- correcting ------------------------------------------------------------------------------------


def test_an_answer_is_corrected_before_it_is_noted(desk: Desk) -> None:
    """By its number, as often as one likes; a next step that is taken back takes its day along."""
    office(desk, cases=1)
    typed = typed_lines(
        "t", "", "nej", "", "", "Vi ringer.", "Brev", "mandag", "leder", "", "", "",  # as it was said first
        "5", "Vi skriver.", "6", "", "3", "afklaret", "17", "",
    )  # fmt: skip
    answer = desk.terminal("ring", typed=typed)
    assert "Skriv et nummer fra 1 til 9, eller tryk Enter." in answer.stderr
    noted = call(desk)
    assert (noted["agreement"], noted["conversation_result"]) == ("Vi skriver.", "afklaret_loest")
    assert [noted[key] for key in ("next_step", "next_due", "owner")] == [None] * 3
    assert desk.case("1")["steps"] == []
    assert "Er der ikke mere at gøre, så luk sagen med klage luk 2026-0001." in answer.stdout


def test_notes_are_corrected_line_by_line(desk: Desk) -> None:
    """One is written anew, one is deleted, one is added; each is kept at once."""
    office(desk, cases=1)
    typed = typed_lines("t", "En.", "To.", "Tre.", "")
    changed = typed_lines("1", "2", "Toogtyve.", "1", "1", "", "1", "9", "", "Fire.", "")
    answer = desk.terminal("ring", typed=typed + QUESTIONS + changed, code=130)
    assert "Skriv et nummer fra 1 til 2, eller tryk Enter." in answer.stderr
    assert notes(desk) == ["Toogtyve.", "Tre.", "Fire."]
    assert desk.terminal("ring", typed="j\n\n").code == 0
    assert call(desk)["concern"] == "Toogtyve.\nTre.\nFire."


def test_notes_can_be_written_after_all(desk: Desk) -> None:
    """Who wrote none is not asked which line."""
    office(desk, cases=1)
    desk.terminal("ring", typed=f"t\n{NO_NOTES}{QUESTIONS}1\nDet her.\n\n{LOOKED_OVER}")
    assert call(desk)["concern"] == "Det her."


# --- what may be noted -----------------------------------------------------------------------------


def test_a_withdrawal_needs_the_citizens_word(desk: Desk) -> None:
    """Of a complaint over a decision that does not stand it is asked, and without it the complaint stands."""
    office(desk, kind="realitet", cases=2)
    before = typed_lines("t", "", "", "", "")
    rest = typed_lines("ja", "", "", "", "", "", "")
    unsure = desk.terminal("ring", "1", typed=before + typed_lines("nej", "nej") + rest + "n\n")
    assert "Så fastholdes klagen: Kun borgeren selv kan lægge den ned." in unsure.stderr
    assert [desk.case("1")["calls"][0][key] for key in ("complaint_stance", "withdrawal_confirmed")] == [
        "fastholdes", None,
    ]  # fmt: skip
    desk.terminal("ring", "2", typed=before + typed_lines("nej", "ja") + rest)
    assert [desk.case("2")["calls"][0][key] for key in ("complaint_stance", "withdrawal_confirmed")] == [
        "laegges_ned", True,
    ]  # fmt: skip


def test_what_the_talk_led_to_may_be_changed_with_the_stance(desk: Desk) -> None:
    """A withdrawal that is corrected away is not confirmed any more, and the stance is asked about again."""
    office(desk, kind="realitet", cases=1)
    typed = typed_lines("t", "", "", "klagen lagt", "ja", "", "ja", "", "", "", "", "")
    desk.terminal("ring", typed=typed + typed_lines("3", "møde", "", ""))
    noted = call(desk)
    assert (noted["conversation_result"], noted["complaint_stance"], noted["withdrawal_confirmed"]) == (
        "moede_aftalt", "fastholdes", None,
    )  # fmt: skip


def test_a_day_means_what_it_meant_when_it_was_said(desk: Desk) -> None:
    """``mandag`` said on Friday is that Monday, also when the call is completed on the Monday itself."""
    office(desk, cases=1)
    desk.terminal("ring", typed=typed_lines("t", "", "", "", "", "", "Brev", "mandag"), code=130)
    desk.at("2026-11-23T09:00").terminal("ring", typed=typed_lines("j", "", "", "", "", ""))
    assert call(desk)["next_due"] == "2026-11-23"


def test_wrong_answers_lose_nothing(desk: Desk) -> None:
    """They are explained as long as one goes on, and the notes are there when one stops."""
    office(desk, cases=1)
    answer = desk.terminal("ring", typed=typed_lines("t", "En.", "", *["måske"] * 7), code=130)
    said = " ".join(answer.stderr.split())
    assert said.count("Skriv ja eller nej.") == 7
    assert "Dine noter er gemt som kladde; fortsæt med klage ring 2026-0001." in said
    assert notes(desk) == ["En."]


def test_the_questions_of_a_decision(desk: Desk) -> None:
    """Only such a complaint is upheld or laid down; what the result says already is not asked."""
    office(desk, kind="blandet", cases=2)
    answer = desk.terminal("ring", "1", typed=f"t\n{NO_NOTES}{QUESTIONS}{OVER_DECISIONS}{LOOKED_OVER}n\n")
    assert "Fastholder borgeren klagen over afgørelsen? [J/n]" in answer.stdout
    typed = typed_lines("t", "", "", "fastholdt, ønsker", "", "ja", *[""] * 6)
    answer = desk.terminal("ring", "2", typed=typed)
    assert "Fastholder borgeren" not in answer.stdout
    assert "Skriv til borgeren med klage brev 2026-0002." in answer.stdout
