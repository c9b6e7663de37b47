"""The notat: what OFL § 13 asks for, ready to paste, and nothing that the citizen may not read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.output.page import Field, Page, Section, page_as_document
from klage.output.safe import visible
from tests.desk import Desk

CALL = {
    "result": "talt_med", "concern": "Jeg er vred.\nIngen ringer.", "summary_confirmed": True,
    "course_told": True, "agreement": "Lederen ringer.", "next_step": "Opkald fra lederen",
    "next_due": "2026-11-25", "owner": "Afdelingsleder", "guidance_given": "ikke_relevant",
    "called_at": "2026-11-18T11:00",
}  # fmt: skip


@pytest.fixture
def noted(desk: Desk) -> Desk:
    """Return a desk with a case whose one conversation was noted two days after it took place."""
    desk.new(
        "--tema", "vejledning:3", citizen_name="Anna Åse", phone="20123456", department="Jobcenter",
        received_at="2026-11-18T10:00", journal_no="26/01234", consent_unit_contact=True,
    )  # fmt: skip
    who = {"LOGNAME": "inge"}
    desk("opkald", "1", "--udfald", "ikke_truffet", "--kl", "18.11.2026 kl. 10.30", env={"LOGNAME": "bo"})
    desk("opkald", "1", "--json", "-", stdin=json.dumps(CALL), env=who)
    desk("luk", "1", "--metode", "telefonsamtale", "--resultat", "loest_i_dialog", env=who)
    return desk


def test_the_whole_notat(noted: Desk) -> None:
    """Every fact with its time, its hour of noting and its author; lateness is seen."""
    assert noted("vis", "1", "--notat", "--med-navne").stdout == (
        "Notat om klagesag 2026-0001\n"
        "\n"
        "Sagsnr.: 2026-0001\n"
        "Journalnr.: 26/01234\n"
        "Navn: Anna Åse\n"
        "Telefon: 20 12 34 56\n"
        "Samtykke til kontakt med afdelingen: ja\n"
        "Modtaget: onsdag 18. november 2026 kl. 10.00\n"
        "Kanal: Ukendt\n"
        "Adressat: Ukendt\n"
        "Afdeling: Jobcenter\n"
        "Klagetype: Uafklaret\n"
        "Klagepunkter: Manglende eller forkert vejledning\n"
        "Registreret: fredag 20. november 2026 kl. 10.00 (2 dage senere)\n"
        "Registreret af: ikke oplyst\n"
        "\n"
        "Hvad klagen handler om\n"
        "  Sagen ligger stille.\n"
        "\n"
        "Opkald 1 til borgeren: ikke truffet, onsdag 18. november 2026 kl. 10.30\n"
        "Fandt sted: onsdag 18. november 2026 kl. 10.30\n"
        "Noteret: fredag 20. november 2026 kl. 10.00 (1 dag 23 t senere)\n"
        "Noteret af: bo\n"
        "\n"
        "Opkald 2 til borgeren: talt med borgeren, onsdag 18. november 2026 kl. 11.00\n"
        "Fandt sted: onsdag 18. november 2026 kl. 11.00\n"
        "Noteret: fredag 20. november 2026 kl. 10.00 (1 dag 23 t senere)\n"
        "Noteret af: inge\n"
        "Borgerens ord:\n"
        "  Jeg er vred.\n"
        "  Ingen ringer.\n"
        "Opsummering bekræftet: ja\n"
        "Videre forløb oplyst: ja\n"
        "Aftale: Lederen ringer.\n"
        "Næste skridt: Opkald fra lederen\n"
        "Næste skridt senest: onsdag 25. november 2026\n"
        "Ansvarlig: Afdelingsleder\n"
        "Klagevejledning givet: Ikke relevant\n"
        "\n"
        "Afsluttet\n"
        "Fandt sted: fredag 20. november 2026 kl. 10.00\n"
        "Noteret: fredag 20. november 2026 kl. 10.00\n"
        "Noteret af: inge\n"
        "Løsningsmetode: Telefonsamtale\n"
        "Resultat: Løst i dialog\n"
        "\n"
        "Udskrevet: fredag 20. november 2026 kl. 10.00\n"
        "Notatpligt: offentlighedslovens § 13\n"
    )


def test_without_names_it_says_so_itself(noted: Desk) -> None:
    """Off a terminal nothing of the citizen's is there, in the notat and beside it that is said."""
    result = noted("vis", "1", "--notat")
    for private in ("Anna", "20 12", "stille", "vred", "Lederen"):
        assert private not in result.stdout
    assert "Udeladt: borgerens navn og telefon og al fritekst\n" in result.stdout
    assert result.stderr == "Navn og fritekst er udeladt; tag dem med med --med-navne.\n"


def test_at_a_terminal_it_is_whole_and_uncoloured(noted: Desk) -> None:
    """The same text as a file would get, whatever the width of the window."""
    shown = noted.terminal("vis", "1", "--notat", width=200).stdout
    assert shown == noted("vis", "1", "--notat", "--med-navne").stdout


def test_gaps_in_a_conversation_are_seen(desk: Desk) -> None:
    """What a notat should hold is never silently missing; an attempt needs none of it."""
    desk.new()
    desk("opkald", "1", "--udfald", "talt_med")
    desk("opkald", "1", "--udfald", "besked_lagt")
    notat = desk("vis", "1", "--notat", "--med-navne").stdout
    for label in (
        "Journalnr.",
        "Navn",
        "Borgerens ord",
        "Aftale",
        "Næste skridt senest",
        "Klagevejledning givet",
    ):
        assert notat.count(f"{label}: ikke oplyst\n") == 1


def test_merged_cases_point_at_each_other(desk: Desk) -> None:
    """Each number has its own notat, and says where the rest is."""
    desk.new()
    desk.new(text="Igen")
    desk("sammenlaeg", "1", "2", "--ja")
    assert "Se også notat på sag: 2026-0002\n" in desk("vis", "1", "--notat").stdout
    gone = desk("vis", "2", "--notat").stdout
    assert "Lagt sammen med sag: 2026-0001\n" in gone
    assert "\nLagt sammen med en anden sag\nFandt sted: fredag 20." in gone


def test_an_imported_call_has_no_author_here(desk: Desk) -> None:
    """Who imports a file has not noted what stands in it."""
    line = {"received_at": "2026-11-18T10:00", "summary": "x", "calls": [CALL]}
    file = desk.run.home / "ind.jsonl"
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")
    desk("import", str(file), "--ja", env={"LOGNAME": "inge"})
    notat = desk("vis", "1", "--notat").stdout
    assert "Noteret af: ikke oplyst\n" in notat
    assert "Noteret af: inge" not in notat


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(texts, texts, texts)
def test_any_text_is_wrapped_and_harmless(title: str, value: str, paragraph: str) -> None:
    """No line is longer than 76 characters, no tab or control character is left, no line is forged."""
    page = Page(title, [Section("Ord", [Field("Felt", value)], [paragraph])])
    lines = page_as_document(page).split("\n")
    assert all(len(line) <= 76 and "\t" not in line and visible(line) == line for line in lines)
    after = lines[lines.index("Ord") + 1 :] if "Ord" in lines[1:] else []
    assert all(line == "" or line.startswith(("  ", "Felt:")) for line in after)


@pytest.mark.parametrize("options", [("--notat", "--json"), ("--notat", "--plain")])
def test_one_format_at_a_time(desk: Desk, options: tuple[str, ...]) -> None:
    """A notat is a format of its own."""
    desk.new()
    said = desk.refused("vis", "1", *options, code=2)
    assert said == "Vælg kun én af --json, --csv, --plain og --notat.\n"
