"""``klage historik``: a story that a colleague can read, and that a script can; names only where they may be."""

import json
from typing import Any

import pytest

from klage.output.spoken import aloud
from tests.cli import assert_danish
from tests.desk import Desk, uncoloured


@pytest.fixture
def told(desk: Desk) -> Desk:
    """Return a desk where a case was registered late, phoned, corrected, closed, and reopened by undoing."""
    desk.new(
        citizen_name="Anna Åse", phone="20123456", department="Jobcenter", received_at="2026-11-20T08:00",
        points=[{"theme": "koordinering", "severity": 2}],
    )  # fmt: skip
    later = desk.at("2026-11-20T11:00")
    later("opkald", "1", "--udfald", "ikke_truffet", "--kl", "kl. 10.30", env={"LOGNAME": "inge"})
    later(
        "ret",
        "1",
        "--json",
        "-",
        stdin=json.dumps({"department": "Ydelse", "summary": "Ventetid og tavshed"}),
    )
    later("luk", "1", "--metode", "moede", "--resultat", "loest_i_dialog")
    desk.at("2026-11-20T12:00")("fortryd", "--ja")
    return desk.at("2026-11-20T13:00")


STORY = """\
Historik for sag 2026-0001

Fredag 20. november 2026 kl. 10.00: klage ny
Sagen: registreret 2 t efter modtagelsen
Modtaget: fredag 20. november 2026 kl. 08.00
Kanal: Ukendt
Adressat: Ukendt
Klagetype: Uafklaret
Afdeling: Jobcenter
Navn: Anna Åse
Telefon: 20 12 34 56
Kort beskrivelse: Sagen ligger stille.
Ring senest: lørdag 21. november 2026 kl. 08.00
Ordning: 24 timer i træk
Klagepunkt: noteret
Tema: Manglende koordinering / skift af sagsbehandler
Afdeling: Jobcenter
Alvor: middel

Fredag 20. november 2026 kl. 11.00, inge: klage opkald
Opkald: til borgeren: ikke truffet, fredag 20. november 2026 kl. 10.30; noteret 30 min efter, at det skete

Fredag 20. november 2026 kl. 11.00: klage ret
Sagen: rettet
Afdeling: Ydelse (før: Jobcenter)
Kort beskrivelse: Ventetid og tavshed (før: Sagen ligger stille.)

Fredag 20. november 2026 kl. 11.00: klage luk (fortrudt fredag 20. november 2026 kl. 12.00)
Afslutning: afsluttet (møde, løst i dialog), fredag 20. november 2026 kl. 11.00

Fredag 20. november 2026 kl. 12.00: klage fortryd
Fortrudt: klage luk, fredag 20. november 2026 kl. 11.00
"""


def test_it_reads_like_a_story(told: Desk) -> None:
    """Who, when it happened, when it was noted, from what to what; in sentences to a screen reader."""
    assert told("historik", "1", "--med-navne").stdout == STORY
    spoken = told.terminal("history", "1", "--plain").stdout
    assert [line.rstrip(".") for line in spoken.splitlines()] == [
        line.rstrip(".") for line in aloud(STORY).splitlines()
    ]
    assert_danish(STORY)


def test_a_screen_shows_the_same(told: Desk) -> None:
    """Aligned and wrapped at 80 columns, names and all."""
    shown = uncoloured(told.terminal("historik", "1").stdout)
    assert max(map(len, shown.splitlines())) <= 80
    flat = " ".join(shown.split())
    for words in ("Anna Åse", "20 12 34 56", "noteret 30 min efter, at det skete", "(fortrudt fredag"):
        assert words in flat


def test_names_are_left_out_off_a_terminal(told: Desk) -> None:
    """What the citizen could be known by is not told, but that it was changed is."""
    shown = told("historik", "1").stdout
    for words in ("Anna", "20 12 34 56", "stille", "tavshed"):
        assert words not in shown
    assert "Kort beskrivelse: ændret (vises kun på skærmen eller med --med-navne)\n" in shown
    assert "Navn:" not in shown


def story(desk: Desk, *options: str) -> list[dict[str, Any]]:
    """Return the story of the case as JSON."""
    found: list[dict[str, Any]] = json.loads(desk("historik", "1", "--json", *options).stdout)
    return found


def test_json(told: Desk) -> None:
    """Every event with every change, codes as they are stored; what is withheld is named."""
    found = story(told)
    assert [entry["command"] for entry in found] == ["ny", "opkald", "ret", "luk", "fortryd"]
    assert [entry["group"] for entry in found] == [1, 2, 3, 4, 5]
    assert [entry["actor"] for entry in found] == [None, "inge", None, None, None]
    assert found[3]["undone_at_local"] == "2026-11-20T12:00:00+01:00"
    assert (found[4]["undoes"], found[4]["does_again"]) == (4, None)
    assert {entry["erased"] for entry in found} == {False}
    (call,) = found[1]["changes"]
    assert (call["table"], call["action"]) == ("call", "inserted")
    assert (call["happened_at"], call["noted_at"]) == ("2026-11-20T09:30:00Z", "2026-11-20T10:00:00Z")
    (edit,) = found[2]["changes"]
    assert edit["fields"] == {"department": {"before": "Jobcenter", "after": "Ydelse"}}
    assert edit["withheld"] == ["summary"]
    assert [change["action"] for change in found[4]["changes"]] == ["changed", "retracted"]
    (named,) = story(told, "--med-navne")[2]["changes"]
    assert named["fields"]["summary"] == {"before": "Sagen ligger stille.", "after": "Ventetid og tavshed"}
    assert named["withheld"] == []


def test_done_again(told: Desk) -> None:
    """What counts again is not said to be undone; both steps stay in the story."""
    told("fortryd", "--om", "--ja")
    shown = told("historik", "1").stdout
    assert "fortrudt fredag" not in shown
    assert shown.endswith("klage fortryd\nGjort igen: klage luk, fredag 20. november 2026 kl. 11.00\n")
    assert story(told)[-1]["does_again"] == 4


def test_a_case_that_was_undone(desk: Desk) -> None:
    """Its story is still told, under its number; a number that was never given is not found."""
    desk.new()
    desk("fortryd", "--ja")
    assert desk("historik", "1").stdout.startswith(
        "Historik for sag 2026-0001 (registreringen er fortrudt)\n"
    )
    assert "Der er ingen sag 2026-0002." in desk("historik", "2", code=3).stderr


def test_the_newest(told: Desk) -> None:
    """A list of groups, the newest first, with what was undone; as many as are asked for."""
    assert told("historik", "--antal", "3").stdout.splitlines() == [
        "5\ti dag 12:00\t\tklage fortryd\t2026-0001\tfortrød nr. 4",
        "4\ti dag 11:00\t\tklage luk\t2026-0001\tfortrudt i dag 12:00",
        "3\ti dag 11:00\t\tklage ret\t2026-0001\t",
    ]
    told("fortryd", "--om", "--ja")
    told("kontor", "navn", "Borgerkontoret")
    newest = [line.split("\t")[4:] for line in told("historik").stdout.splitlines()[:2]]
    assert newest == [["kontoret", ""], ["2026-0001", "gjorde igen nr. 4"]]
    assert "Hvornår" in uncoloured(told.terminal("historik").stdout)
    first, second, *_ = json.loads(told("historik", "--json").stdout)
    assert (first["case_no"], first["cases"], first["command"]) == (None, 0, "kontor navn")
    assert (second["case_no"], second["undoes"], second["does_again"]) == ("2026-0001", None, 4)
    told("historik", "--antal", "0", code=2)


def test_the_office(told: Desk) -> None:
    """What belongs to no case: departments, themes, hours; nothing at first."""
    told("kontor", "navn", "Borgerkontoret")
    shown = told("historik", "--kontor").stdout
    assert shown.startswith(
        "Kontorets historik\n\nFredag 20. november 2026 kl. 10.00: klage ny\nAfdeling: tilføjet\n"
    )
    assert "klage kontor navn\nIndstilling: sat\n" in shown
    assert "Borgerkontoret" in shown
    assert_danish(shown)
    assert json.loads(told("historik", "--kontor", "--json").stdout)[0]["case_no"] is None


def test_nothing_yet(desk: Desk) -> None:
    """An empty register says so on a screen, and is silent in a pipe."""
    desk.new()
    desk("fortryd", "--ja")
    assert "Der er ingen ændringer endnu." in desk("historik", "--kontor").stdout
    assert desk("historik", "1", "--kontor", code=2).stderr.count("\n") == 1
    assert desk("historik", "1", "--json", "--plain", code=2).stdout == ""


def test_an_imported_case(desk: Desk) -> None:
    """Nobody knows when what came from elsewhere was noted there, so that is not told."""
    case = {
        "received_at": "2020-03-02T09:00:00Z", "registered_at": "2020-03-02T10:00:00Z", "summary": "Gammel",
        "unit_contacts": [{"contacted_at": "2020-03-03T09:00:00Z", "with_whom": "leder", "result": "loest"}],
    }  # fmt: skip
    (desk.run.home / "sager.jsonl").write_text(json.dumps(case) + "\n", encoding="utf-8")
    desk("import", str(desk.run.home / "sager.jsonl"), "--ja")
    shown = desk("historik", "2020-1").stdout
    assert "Kontakt med afdelingen: noteret\n" in shown
    assert "år" not in shown.replace("Hvornår", "")


def test_hostile_text_is_harmless(desk: Desk) -> None:
    """No text can clear the screen, forge a line or hide what follows."""
    desk.new(text="\x1b[2Jvæk\nSagen: slettet", citizen_name="[bold]Anna[/]\u202eåse")
    desk("ret", "1", "--haster", env={"LOGNAME": "bo\nAfdeling: slettet"})
    shown = desk("historik", "1", "--med-navne").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\nSagen: slettet" not in shown
    assert "\nAfdeling: slettet" not in shown
    assert "[bold]Anna[/]" in shown


def test_a_long_text_is_wrapped(desk: Desk) -> None:
    """Both as it is and as it was, each on its own lines."""
    desk.new(text="ventetid " * 40 + "slut")
    desk("ret", "1", "--json", "-", stdin=json.dumps({"summary": "tavshed " * 40 + "forbi"}))
    shown = uncoloured(desk.terminal("historik", "1").stdout)
    assert max(map(len, shown.splitlines())) <= 80
    assert "Før stod der: ventetid" in " ".join(shown.split())


def test_the_newest_as_csv(desk: Desk) -> None:
    """A list is also for a spreadsheet; the story of one case is no list."""
    desk.new()
    desk("opkald", "1", "ikke")
    lines = desk("historik", "--csv").stdout.splitlines()
    assert lines[0].startswith("\ufeff")
    assert len(lines) == 3
    assert "listen over det nyeste" in desk.refused("historik", "1", "--csv", code=2)
    assert "Vælg kun ét format" in desk.refused("historik", "--csv", "--json", code=2)
