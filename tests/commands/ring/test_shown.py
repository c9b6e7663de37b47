"""What the guided call shows: all one must know before dialling, on stderr, at any width, and harmless."""

import json

import pytest

from tests.commands.ring.support import NO_NOTES, QUESTIONS, office
from tests.desk import Desk, uncoloured

NASTY = "\x1b[31mrød [/] [red]x[/red] \u202eegnelav\nSag 2026-9999: Ond"


def shown(desk: Desk, *args: str, typed: str = "", width: int = 80) -> str:
    """Return what stands on the screen when the run is broken off."""
    answer = desk.terminal("ring", *args, typed=typed, width=width, code=130)
    return uncoloured(answer.stderr)


def test_the_card(desk: Desk) -> None:
    """Name, number, how to call, by when, earlier calls, what was promised, and what it is about."""
    desk.new(
        "--haster", citizen_name="Anna Åse", phone="20123456", received_at="2026-11-19T14:30", department="Jobcenter",
        contact_preference="tolk", on_behalf_of="paaroerende", mandate="ja", complaint_kind="realitet",
        wanted_outcome="At nogen ringer.", text="Ingen svarer.",
    )  # fmt: skip
    desk.at("2026-11-20T09:30")("opkald", "1", "--udfald", "besked_lagt")
    desk("loefte", "1", "--nyt", "-", "--senest", "1.12.2026", "--ansvarlig", "leder", stdin="Brev")
    lines = [line.rstrip() for line in shown(desk, "1").splitlines()]
    assert lines[1:14] == [
        "Sag 2026-0001: Anna Åse",
        "",
        "Telefon         20 12 34 56",
        "Kontaktønske    Ring med tolk",
        "På vegne af     Pårørende",
        "Fuldmagt        Ja",
        "Ring senest     i dag kl. 14.30 (om 4 t 30 min)",
        "Tidligere       besked lagt i dag kl. 09.30",
        "Lovet borgeren  Brev, senest tirsdag 1. december 2026 (leder)",
        "Afdeling        Jobcenter",
        "Klagetype       Realitet",
        "Det handler om  Ingen svarer.",
        "Ønsket løsning  At nogen ringer.",
    ]
    assert len(lines) <= 23, "it does not fit a terminal of 24 lines with the letters below"


def test_what_is_not_known(desk: Desk) -> None:
    """A missing name and number are said, because they matter now."""
    desk.new()
    text = shown(desk, "1")
    assert "Sag 2026-0001: navn ukendt" in text
    assert "ikke oplyst" in text


def test_a_child_concern_stands_on_top(desk: Desk) -> None:
    """Before the citizen's name, with whom to tell."""
    desk.new("--underretning", citizen_name="Anna Åse")
    text = shown(desk)
    assert text.index("bekymring for et barn") < text.index("Sag 2026-0001: Anna Åse")


def test_earlier_calls(desk: Desk) -> None:
    """The last three, the newest first, with what was agreed; and where a case stands that nobody waits for."""
    desk.new(received_at="2026-11-18T08:00", phone="20123456")
    day = ("18T09:00", "18T10:00", "19T09:00")
    for at in day:
        desk.at(f"2026-11-{at}")("opkald", "1", "--udfald", "ikke_truffet")
    spoken = {"result": "talt_med", "direction": "ind", "agreement": "Vi ringer\nigen."}
    desk("opkald", "1", "--json", "-", stdin=json.dumps(spoken))
    lines = [line.rstrip() for line in shown(desk, "1").splitlines()]
    place = next(number for number, line in enumerate(lines) if line.startswith("Tidligere"))
    assert [line.removeprefix("Tidligere").strip() for line in lines[place : place + 3]] == [
        "borgeren ringede selv i dag kl. 10.00: Vi ringer ⏎ igen.",
        "ikke truffet i går kl. 09.00",
        "ikke truffet ons 18.11. kl. 10.00",
    ]
    assert "Der er talt med borgeren fredag 20. november 2026" in " ".join(" ".join(lines).split())


def test_the_time_that_was_promised(desk: Desk) -> None:
    """A deadline and an agreed time each have their word, and when they have passed it is said without blame."""
    desk.new()
    assert "Ring senest     i morgen kl. 10.00 (om 1 dag)" in shown(desk, "1")
    late = desk.at("2026-11-22T10:00")
    assert "Fristen var     i går kl. 10.00; ring, så snart du kan" in shown(late, "1")
    desk("opkald", "1", "--udfald", "ring_igen_aftalt", "--ring-igen", "i dag kl. 14")
    assert "Aftalt opkald   i dag kl. 14.00 (om 4 t)" in shown(desk, "1")
    assert "Det var aftalt  fre 20.11. kl. 14.00; ring, så snart du kan" in shown(late, "1")


def test_a_long_text_is_cut_with_the_way_to_the_rest(desk: Desk) -> None:
    """What is short enough stands whole, over as many lines as it takes."""
    desk.new(text="Første linje.\nAnden linje.")
    desk.new(text="Ventetid og venten. " * 100)
    assert "Anden linje." in shown(desk, "1")
    text = " ".join(shown(desk, "2").split())
    assert "… (hele klagen: klage vis 2026-0002)" in text
    assert len(text) < 1500


@pytest.mark.parametrize("width", [80, 200])
def test_it_fits_the_terminal(desk: Desk, width: int) -> None:
    """No line of card, phases and the look before noting is wider than the screen."""
    office(desk, cases=1)
    desk("opkald", "1", "--udfald", "besked_lagt")
    text = shown(desk, "1", typed=f"t\n{'Jeg har ringet. ' * 20}\n{NO_NOTES}{QUESTIONS}", width=width)
    assert "Sådan bliver opkaldet noteret på sag 2026-0001" in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width


def test_the_letters_on_a_narrow_terminal(desk: Desk) -> None:
    """One below the other instead of in two columns."""
    office(desk, cases=1)
    assert "  i  ikke truffet\n  b  besked lagt\n" in shown(desk, width=40)
    assert "  i  ikke truffet         f  forkert nummer\n" in shown(desk, width=80)


def test_nothing_of_a_citizen_goes_into_a_pipe(desk: Desk) -> None:
    """Card, notes and promises are on stderr; stdout has the case number and what happened."""
    office(desk, cases=1)
    desk.new(citizen_name="Bo Nål", text="Nåletekst")
    typed = f"t\nNålenote.\n{NO_NOTES}\n\n\nNåleaftale.\nNåleskridt.\n1/12\n\n\n\n\n\nn\n"
    answer = desk.terminal("ring", "2", typed=typed)
    assert "Nål" not in answer.stdout
    for word in ("Bo Nål", "Nåletekst", "Nålenote.", "Aftalt: Nåleaftale.", "Næste skridt: Nåleskridt."):
        assert word in answer.stderr


def test_hostile_words_are_harmless(desk: Desk) -> None:
    """In every field of the card, and in the name of the next citizen; none of them can forge a line."""
    for number in range(2):
        desk.new(
            citizen_name=NASTY, phone=NASTY, department=NASTY, wanted_outcome=NASTY, text=f"{number} {NASTY}",
            received_at="2026-11-20T09:00",
        )  # fmt: skip
    answer = desk.terminal("ring", typed="i\n", code=130)
    text = answer.stdout + answer.stderr
    assert "\x1b[31m" not in text
    assert "\u202e" not in text
    assert not any(line.startswith("Sag 2026-9999") for line in uncoloured(text).splitlines())


def test_a_screen_reader_gets_plain_lines(desk: Desk) -> None:
    """With KLAGE_PLAIN the card and the look before noting are sentences, letters stand one a line."""
    office(desk, cases=1)
    typed = f"t\n{NO_NOTES}{QUESTIONS}"
    answer = desk("ring", stdin=typed, terminal=True, env={"KLAGE_PLAIN": "1"}, code=130)
    assert "\nTelefon: 20 12 34 56.\n" in answer.stderr
    assert "\n  t: talt med borgeren\n  i: ikke truffet\n  b: besked lagt\n" in answer.stderr
    assert "Note: " in answer.stdout
    assert "\n3, Samtalens resultat: Uddybet, videre forløb oplyst.\n" in answer.stderr
    assert "\x1b" not in answer.stderr
