"""``klage opkald NR --ret N`` and ``--slet N``: what was noted wrongly counts no more, and stays in the history."""

import json

import pytest

from tests.cli import assert_danish
from tests.desk import Desk


@pytest.fixture
def phoned(desk: Desk) -> Desk:
    """Return a desk with a case and two calls: a miss at half past nine and a conversation at ten."""
    desk.new(received_at="2026-11-20T09:00")
    desk("opkald", "1", "--udfald", "ikke_truffet", "--kl", "kl. 9.30")
    talk = {
        "result": "talt_med",
        "concern": "Vi venter.",
        "next_due": "2026-12-01",
        "owner": "Jens",
        "heard": "ja",
    }
    desk("opkald", "1", "--json", "-", stdin=json.dumps(talk))
    return desk.at("2026-11-20T11:00")


def test_a_correction(phoned: Desk) -> None:
    """What was corrected is said, the rest is kept, and when it was noted is now."""
    said = phoned("opkald", "1", "--ret", "2", "--hoert", "delvist", "--kl", "kl. 9.50")
    assert (
        said.stdout.splitlines()[0]
        == "Opkald 2 på sag 2026-0001 er rettet: tidspunkt og følte sig lyttet til."
    )
    assert "løfte" in said.stdout
    first, second = phoned.case("1")["calls"]
    assert first["result"] == "ikke_truffet"
    assert (second["heard"], second["concern"], second["called_at_local"][11:16]) == (
        "delvist",
        "Vi venter.",
        "09:50",
    )
    assert second["logged_at_local"][11:16] == "11:00"
    assert (
        phoned("opkald", "1", "--ret", "2", "--hoert", "delvist").stdout
        == "Opkald 2 på sag 2026-0001 er uændret.\n"
    )
    story = phoned("historik", "1", "--med-navne").stdout
    assert "klage opkald --ret\nOpkald: rettet, til borgeren: talt med borgeren, fredag" in story


def test_a_conversation_that_was_none(phoned: Desk) -> None:
    """The case is back on the list, what was said in it goes with it, and the promise made in it does not."""
    said = phoned("opkald", "1", "--ret", "2", "--udfald", "besked_lagt").stdout
    assert "Der er nu ikke noteret nogen samtale med borgeren.\n" in said
    assert "Sagen står nu på listen. Ring senest lørdag" in said
    assert [row["attempts"] for row in phoned.due()] == [2]
    assert phoned.case("1")["calls"][1]["heard"] is None
    assert [step["due_on"] for step in phoned.case("1")["steps"]] == ["2026-12-01"]
    phoned("fortryd", "--ja")
    assert phoned.due() == []
    assert phoned.case("1")["calls"][1]["heard"] == "ja"


def test_a_call_that_never_was(phoned: Desk) -> None:
    """It counts no more, nor does the promise it made; undoing brings both back."""
    before = phoned.case("1")
    said = phoned("opkald", "1", "--slet", "2").stdout
    assert said.startswith(
        "Opkald 2 på sag 2026-0001 tæller ikke længere (talt med borgeren, fredag 20. november 2026 kl. 10.00). "
        "Det står stadig i historikken.\nDet løfte, der blev noteret med opkaldet, er ændret med.\n"
    )
    after = phoned.case("1")
    assert (len(after["calls"]), after["steps"]) == (1, [])
    phoned("fortryd", "--ja")
    assert phoned.case("1") == before


def test_a_conversation_that_ny_noted_is_written_out(desk: Desk) -> None:
    """``--ret`` asks of it what ``opkald`` would have asked, and no second call is counted."""
    said = desk.terminal("ny", typed="\n\n\nEva\n\nTeksten\n\nj\nn\n").stdout
    assert said.endswith("Du kan skrive det senere med klage opkald 2026-0001 --ret 1.\n")
    typed = "Vi venter.\n\n1\nn\nVi ringer\nSvar\nmandag\n\nja\n\n\n"
    said = desk.terminal("opkald", "-", "--ret", "1", typed=typed).stdout
    assert "Opkald 1 på sag 2026-0001 er skrevet færdigt.\nNæste skridt er lovet senest mandag 23." in said
    (call,) = desk.case("1")["calls"]
    assert (call["direction"], call["concern"], call["course_told"]) == ("ind", "Vi venter.", False)
    assert (call["conversation_result"], call["heard"]) == ("afklaret_loest", "ja")
    assert [step["due_on"] for step in desk.case("1")["steps"]] == ["2026-11-23"]
    desk.refused(
        "opkald", "1", "--ret", "1", typed="xyz\n" * 5, code=130
    )  # written out, it is corrected field by field


def test_texts_come_from_stdin(phoned: Desk) -> None:
    """As for a new call: the citizen's words are no argument, and a CPR number in them is masked."""
    said = phoned("opkald", "1", "--ret", "2", "--ord", "-", stdin="Ring til 010190-1234.")
    assert "De sidste fire cifre er skjult" in said.stderr
    assert phoned.case("1")["calls"][1]["concern"] == "Ring til 010190-XXXX."
    phoned("opkald", "1", "--ret", "2", "--json", "-", stdin=json.dumps({"concern": None, "minutes": 12}))
    call = phoned.case("1")["calls"][1]
    assert (call["concern"], call["minutes"]) == (None, 12)
    phoned("opkald", "1", "--ret", "2", "--aftale", "-", "--behold-tal", stdin="Sag 010190-1234.")
    assert phoned.case("1")["calls"][1]["agreement"] == "Sag 010190-1234."


def test_a_call_that_was_made_later(phoned: Desk) -> None:
    """It may lie after the moment in which it was first noted: it is noted anew."""
    phoned("opkald", "1", "--ret", "1", "--kl", "kl. 10.45")
    assert [call["called_at_local"][11:16] for call in phoned.case("1")["calls"]] == ["10:00", "10:45"]


def test_at_a_terminal_it_asks_what(phoned: Desk) -> None:
    """One field, what stands in it, and what it should be; Enter keeps it."""
    phoned.terminal("opkald", "1", "--ret", "2", typed="Udfald\nafbrudt\n")
    assert phoned.case("1")["calls"][1]["result"] == "afbrudt"
    assert "uændret" in phoned.terminal("opkald", "1", "--ret", "2", typed="\n").stdout
    assert "uændret" in phoned.terminal("opkald", "1", "--ret", "2", typed="Minutter\n\n").stdout
    phoned.terminal("opkald", "1", "--ret", "2", typed="Minutter\n7\n")
    assert phoned.case("1")["calls"][1]["minutes"] == 7
    phoned.terminal("opkald", "1", "--ret", "2", typed="Minutter\n-\n")
    assert phoned.case("1")["calls"][1]["minutes"] is None


REFUSED = [
    (("--ret", "3", "--hoert", "ja"), 3, "der er 2 opkald"),
    (("--slet", "3"), 3, "der er 2 opkald"),
    (("--ret", "2"), 2, "hvad der skal rettes"),
    (("--ret", "2", "--slet", "2"), 2, "enten --ret eller --slet"),
    (("--slet", "2", "--hoert", "ja"), 2, "--slet står alene"),
    (("--ret", "1", "--hoert", "ja"), 2, "talt med borgeren"),
    (("--ret", "1", "--kl", "kl. 8.30"), 2, "før, klagen blev modtaget"),
    (("--ret", "2", "--json", "-"), 2, "kan ikke være tom"),
]


@pytest.mark.parametrize(("options", "code", "words"), REFUSED)
def test_what_is_refused(phoned: Desk, options: tuple[str, ...], code: int, words: str) -> None:
    """With a sentence, and nothing written."""
    sentence = phoned.refused("opkald", "1", *options, code=code, stdin='{"result": null}')
    assert words in sentence
    assert_danish(sentence)


def test_a_closed_case(phoned: Desk) -> None:
    """A call that was made before it was closed can be corrected afterwards."""
    phoned("luk", "1", "--metode", "moede", "--resultat", "medhold")
    phoned("opkald", "1", "--ret", "1", "--udfald", "besked_lagt")
    assert phoned.case("1")["calls"][0]["result"] == "besked_lagt"


def test_a_withdrawal_that_a_closing_rests_on(desk: Desk) -> None:
    """No correction of a call swallows a complaint over a decision."""
    desk.new(complaint_kind="realitet")
    desk("opkald", "1", "--udfald", "talt_med", "--samtale", "klage_lagt_ned", "--bekraeftet")
    desk("luk", "1", "--metode", "telefonsamtale", "--resultat", "trukket_tilbage")
    for line in (("--slet", "1"), ("--ret", "1", "--udfald", "ikke_truffet")):
        assert "Genåbn sagen" in desk.refused("opkald", "1", *line, code=9)
    desk("genaabn", "1", "--begrundelse", "-", stdin="Det var et andet opkald.")
    desk("opkald", "1", "--slet", "1")
    assert desk.case("1")["calls"] == []
