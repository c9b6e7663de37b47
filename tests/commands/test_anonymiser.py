"""``klage anonymiser``: who goes, who stays and why, the question before it, and what a case is afterwards."""

import json
import os
from pathlib import Path

import pytest

from klage.store.forget import forgetting
from tests.cli import assert_danish
from tests.commands.anonymiser_runs import CLOSE, NAME, rehearsed, with_old_case
from tests.desk import Desk, uncoloured
from tests.store import needles, support

PENDING = "En anonymisering er ikke gjort færdig"


@pytest.fixture
def old(desk: Desk) -> Desk:
    """Return a desk with a case from six years ago; see ``with_old_case``."""
    return with_old_case(desk)


def past_case(desk: Desk, *, journal_no: str | None = "20/18", child_concern: bool = False) -> str:
    """Register another case in 2020 and close it; return its number."""
    past = desk.at("2020-05-02T10:00")
    number = past.new("--alligevel", journal_no=journal_no, child_concern=child_concern)
    past("luk", number, *CLOSE)
    return number


# --- who ------------------------------------------------------------------------------------------


def test_a_rehearsal_says_who_goes_and_why_others_stay(old: Desk) -> None:
    """Those whose time has come; the open ones and the young are only counted, and nothing is changed."""
    past_case(old, journal_no=None)
    past_case(old, child_concern=True)
    old.new()
    before = old.content()
    assert rehearsed(old) == {
        "2020-0001": "anonymiseres",
        "2020-0002": "uden_journalnr",
        "2020-0003": "underretning",
    }
    said = old("anonymiser", "--prøv")
    assert said.stdout.splitlines()[0] == "2020-0001\t\tfre 1.5.2020 10:00\tAnonymiseres"
    assert said.stderr == "Det var en prøve. Intet er ændret.\n"
    page = uncoloured(old.terminal("anonymise", "--proev").stdout)
    assert "Bliver: intet journalnummer" in page
    assert "sager, der er afsluttet for nylig, stående: 1." in " ".join(page.split())
    assert old.content() == before


def test_a_year_lists_every_case_of_it(old: Desk) -> None:
    """Also those that are open or too young; other years are left alone."""
    past = old.at("2020-06-01T10:00")
    past.new()
    assert rehearsed(old, "--aar", "2020") == {"2020-0001": "anonymiseres", "2020-0002": "aaben"}
    assert rehearsed(old, "--aar", "2021") == {}
    assert rehearsed(old.at("2021-01-01T10:00"), "--aar", "2020")["2020-0001"] == "for_ny"
    assert old("anonymiser", "--år", "2020", "--ja").stdout.startswith("1 sag er anonymiseret: 2020-0001.\n")


def test_without_a_rule_nothing_goes_unasked(old: Desk) -> None:
    """The office decides and documents the period; a single case is the user's own decision."""
    old("kontor", "sletning", "--fjern")
    for line in ((), ("--aar", "2020"), ("--proev",)):
        sentence = old.refused("anonymiser", *line, code=9)
        assert "Ingen lov nævner et antal måneder" in sentence
        assert_danish(sentence)
    assert rehearsed(old, "2020-1") == {"2020-0001": "anonymiseres"}
    old("anonymiser", "2020-1", "--ja")
    assert old.case("2020-1")["anonymised_at"] == "2026-11-20T09:00:00Z"


def test_a_single_case_need_not_be_old(old: Desk) -> None:
    """The period is for what goes unasked; what is owed to the citizen and the journal still holds it."""
    number = old.new(journal_no="26/1")
    assert "er åben" in old.refused("anonymiser", number, "--ja", code=9)
    old("luk", number, *CLOSE)
    old("anonymiser", number, "--ja")
    number = old.new()
    old("luk", number, *CLOSE)
    assert "offentlighedsloven § 15" in old.refused("anonymiser", number, "--ja", code=9)
    old("kontor", "sletning", "--efter", "24", "--ogsaa-uden-journalnr")
    old("anonymiser", number, "--ja")


def test_merged_cases_go_together(old: Desk) -> None:
    """Whichever of them is named; one number in the journal is enough for the matter."""
    past_case(old, journal_no=None)
    old.at("2020-06-01T10:00")("sammenlaeg", "1", "2", "--ja")
    said = old("anonymiser", "2020-2", "--ja").stdout
    assert said.startswith("2 sager er anonymiseret: 2020-0001 og 2020-0002.\n")
    assert old.case("2020-2")["merged_into"] == "2020-0001"
    assert "anonymiseret" in old.refused("skil", "2020-2", code=9)


# --- the question ---------------------------------------------------------------------------------


def test_the_number_of_cases_is_typed(old: Desk) -> None:
    """Anything else leaves the register as it is."""
    past_case(old, journal_no=None)
    for typed in ("\n", "ja\n", "2\n"):
        before = old.content()
        said = old.terminal("anonymiser", typed=typed)
        assert said.stdout.endswith("Intet er ændret.\n")
        assert "1 sag bliver anonymiseret: 2020-0001." in said.stderr
        assert "1 sag bliver stående" in said.stderr
        assert old.content() == before
    assert "1 sag er anonymiseret" in old.terminal("anonymiser", typed="1\n").stdout


def test_off_a_terminal_it_must_be_said(old: Desk) -> None:
    """--ja, or --proev to see it first."""
    assert "Skriv --ja" in old.refused("anonymiser", code=2)


def test_nothing_to_do_is_no_error(old: Desk) -> None:
    """It says so, and that others stay."""
    old("anonymiser", "--ja")
    past_case(old, journal_no=None)
    said = old("anonymiser", "--ja").stdout
    assert said == "Der er ingen sager at anonymisere.\n1 sag bliver stående; se hvorfor med --proev.\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("2020-1", "--aar", "2020"), 2),
        (("--json",), 2),
        (("--aar", "20"), 2),
        (("2020-77",), 3),
        (("Åse",), 2),
    ],
)
def test_what_is_refused(old: Desk, line: tuple[str, ...], code: int) -> None:
    """A refusal has its exit code and one Danish sentence, and leaves the register as it was."""
    sentence = old.refused("anonymiser", *line, code=code)
    assert_danish(sentence)
    assert "Åse" not in sentence


# --- afterwards -----------------------------------------------------------------------------------


def test_what_is_left_is_shown(old: Desk) -> None:
    """The page says when and what went; no gap is pointed out that can never be filled."""
    old("anonymiser", "--ja")
    page = " ".join(uncoloured(old.terminal("vis", "2020-1").stdout).split())
    assert "Anonymiseret fredag 20. november 2026 kl. 10.00: Navn, telefonnummer, journalnummer" in page
    assert "ikke oplyst" not in page
    assert "Borgerens ord (anonymiseret)" in page
    assert NAME not in page
    (row,) = json.loads(old("liste", "--alle", "--json", "--med-navne").stdout)
    assert (row["anonymised_at"], row["citizen_name"], row["summary"]) == (
        "2026-11-20T09:00:00Z",
        None,
        "(anonymiseret)",
    )
    assert old("liste", "--alle").stdout.split("\t")[2] == "anonymiseret"
    assert old("liste", "--uden-journalnr").stdout == ""
    assert old("soeg", "-", stdin="kørestolen").stdout == ""
    assert old("frister", "--alle").stdout == ""


@pytest.mark.parametrize(
    "line",
    [
        ("ret", "2020-1", "--type", "realitet"),
        ("ret", "2020-1", "--json", "-"),
        ("opkald", "2020-1", "--udfald", "talt_med", "--ind"),
        ("genaabn", "2020-1", "--begrundelse", "-"),
        ("luk", "2020-1"),
        ("loefte", "2020-1", "--nyt", "-", "--senest", "i morgen"),
        ("loefte", "2020-1", "--holdt"),
        ("maegling", "2020-1", "--samtykke", "ja"),
        ("indsats", "2020-1", "--med", "leder", "--resultat", "loest"),
        ("rejse", "2020-1", "--ny", "--haendelse", "-"),
        ("genvurdering", "2020-1", "--resultat", "medhold"),
        ("sammenlaeg", "2020-1", "2020-2", "--ja"),
        ("sammenlaeg", "2020-2", "2020-1", "--ja"),
        ("skil", "2020-1"),
        ("vis", "2020-1", "--notat"),
        ("anonymiser", "2020-1", "--ja"),
    ],
)
def test_nothing_more_is_noted(old: Desk, line: tuple[str, ...]) -> None:
    """Every command that would write to the case says that it is closed for good, and what to do instead."""
    past_case(old, journal_no=None)
    old("anonymiser", "2020-1", "--ja")
    sentence = old.refused(*line, code=9, stdin=json.dumps({"citizen_name": NAME}))
    assert "Sag 2020-0001 blev anonymiseret fredag 20. november 2026" in sentence
    assert "klage ny" in sentence


def test_export_and_import_carry_it(old: Desk, tmp_path: Path) -> None:
    """Without a complaint, byte for byte; an earlier export brings nothing back."""
    early, late, again = (tmp_path / f"{name}.jsonl" for name in ("tidlig", "sen", "igen"))
    old("eksport", str(early))
    old("anonymiser", "--ja")
    said = old("import", str(early), "--ja")
    assert said.stdout == "0 sager er importeret. 1 sag var i registret i forvejen.\n"
    assert old.case("2020-1")["citizen_name"] is None
    old("eksport", str(late))
    other = old.run.home / "andet.db"
    old("import", str(late), "--ja", env={"KLAGE_DB": str(other)})
    old("eksport", str(again), env={"KLAGE_DB": str(other)})
    assert again.read_bytes() == late.read_bytes()
    assert b"(anonymiseret)" in late.read_bytes()
    refused = old("ret", "2020-1", "--type", "realitet", code=9, env={"KLAGE_DB": str(other)})
    assert "anonymiseret" in refused.stderr


def test_files_written_earlier_are_named(old: Desk, tmp_path: Path) -> None:
    """Those that are still there, with when and by what; and what could not be imported."""
    here, gone = tmp_path / "her.csv", tmp_path / "væk.csv"
    old("eksport", str(here))
    old("eksport", str(gone))
    faulty = tmp_path / "fejl.csv"
    faulty.write_text("Modtaget;Beskrivelse\n99.99.2020;Anna\n")
    old("import", str(faulty), "--ja", "--gode")
    gone.unlink()
    said = old("anonymiser", "--ja").stdout
    assert f"  {here} (eksport, fredag 20. november 2026 kl. 10.00)\n" in said
    assert f"  {tmp_path / 'fejl.fejl.csv'} (import, " in said
    assert "væk" not in said


def test_a_file_that_cannot_be_noted_is_written_all_the_same(old: Desk, tmp_path: Path) -> None:
    """The user is told that it will not be named."""
    with support.opened(old.path, writing=True) as register:
        register.connection.execute("drop table written_file")
    said = old("eksport", str(tmp_path / "a.csv"))
    assert said.stdout.startswith("1 sag er skrevet")
    assert "kunne ikke noteres" in said.stderr
    assert NAME in (tmp_path / "a.csv").read_text()


# --- broken off -----------------------------------------------------------------------------------


def begun(desk: Desk) -> list[str]:
    """Leave a register in which an erasure was broken off before the purge; return the needles in it."""
    with support.opened(desk.path, writing=True) as register:
        key, found = needles.add(register, "gaar")
        forgetting.erase(register, [key], support.NOW)
    return found


def test_every_command_says_that_a_purge_is_pending(old: Desk) -> None:
    """In one line on stderr, and does its work all the same; the list still stands."""
    begun(old)
    old.new()
    for line in (
        ("frister",),
        ("frister", "--cron", "--stille"),
        ("liste",),
        ("rapport",),
        ("vis", "1"),
        ("ny", "--tekst", "-"),
    ):
        said = old(*line, stdin="En ny klage.")
        assert said.stderr.count(PENDING) == 1, line
    assert old("frister").stdout.startswith("2026-000")
    assert PENDING not in old("--hjaelp").stderr


def test_the_next_run_finishes_it(old: Desk) -> None:
    """Without a case or a year it does no more than that; then no command speaks of it."""
    found = begun(old)
    assert needles.found(old.path, found)
    said = old("anonymiser")
    assert said.stdout == "Den anonymisering, der blev afbrudt, er nu gjort færdig.\n"
    assert said.stderr == ""
    assert needles.found(old.path, found) == []
    assert old("frister").stderr == ""
    assert rehearsed(old) == {"2020-0001": "anonymiseres"}


def test_a_rehearsal_finishes_nothing(old: Desk) -> None:
    """It changes nothing, and says that something is pending."""
    begun(old)
    before = old.content()
    assert PENDING in old("anonymiser", "--proev").stderr
    assert old.content() == before


def test_another_erasure_finishes_it_first(old: Desk) -> None:
    """And is done as well."""
    found = begun(old)
    said = old("anonymiser", "2020-1", "--ja").stdout.splitlines()
    assert said[0].startswith("Den anonymisering, der blev afbrudt")
    assert said[1] == "1 sag er anonymiseret: 2020-0001."
    assert needles.found(old.path, [*found, NAME, "Kørestolen", "20123456", "20/17"]) == []


def test_a_purge_that_fails_says_what_is_done(old: Desk) -> None:
    """The case is forgotten in the register; the rest is pending, and is finished later."""
    old.path.with_name("klage.db.version-2").mkdir()
    said = old("anonymiser", "--ja", code=8 if os.name == "nt" else 5)
    assert said.stderr.startswith("1 sag er anonymiseret: 2020-0001. Men oprydningen er ikke færdig.")
    assert old.case("2020-1")["citizen_name"] is None
    old.path.with_name("klage.db.version-2").rmdir()
    assert "gjort færdig" in old("anonymiser").stdout


# --- with the other commands ----------------------------------------------------------------------


def test_the_register_is_in_order_afterwards(old: Desk) -> None:
    """``tjek`` knows what an erasure explains, also where citizens' words were taken out of a lesson."""
    words = json.dumps({"observation": "Svar udebliver.", "words": "Ingen svarede min ven Kurt."})
    old("laering", "ny", "2020-1", "--niveau", "kommune", "--json", "-", stdin=words)
    old("anonymiser", "--ja")
    old.run.home.chmod(0o700)  # as klage makes it where it makes it
    assert old("tjek").stdout.startswith("Registret er i orden.")
    assert needles.found(old.path, ["Kurt"]) == []
    assert "Svar udebliver." in old("laering", "vis", "1", "--med-navne").stdout


def test_nothing_is_undone_past_it(old: Desk) -> None:
    """What came after can be; the history still tells that and when, once."""
    old("anonymiser", "--ja")
    old.new()
    old("fortryd", "--ja")
    assert "anonymiseret og kan ikke fortrydes" in old.refused("fortryd", "--ja", code=9)
    told = old("historik", "2020-1", "--med-navne").stdout
    assert told.count("Anonymiseret: fredag 20. november 2026") == 1
    assert "Kørestolen" not in told
