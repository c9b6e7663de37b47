"""``klage import``: all or nothing, every fault with its line, nothing twice, and nothing asked in vain."""

import csv
import io
import json
import stat
from pathlib import Path

import pytest

from klage.store import cases, exporting
from tests.cli import Run
from tests.store.support import fill, opened

DATA = Path(__file__).parent.parent.parent / "data"
NOW = {"KLAGE_NOW": "2026-11-20T11:00:00+01:00"}
GOOD = "Modtaget;Afdeling;Navn;Kort beskrivelse\r\n1.2.2026;Ældreplejen;Bo Ågesen;Ventetid på svar\r\n"
FAULTY = (
    GOOD + "31.2.2026;Ældreplejen;Asta Riis;Afslag\r\n;;Ib Bø;\r\n2.2.2026;Ydelse;Elna Vø;Tone;for meget\r\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where the file to import lies, in a folder of its own."""
    folder = tmp_path / "filer"
    folder.mkdir()
    return folder / "klager.csv"


def write(file: Path, content: str, encoding: str = "utf-8") -> str:
    """Write the file and return its name."""
    file.write_bytes(content.encode(encoding))
    return str(file)


def count(run: Run) -> int:
    """Return how many cases the register holds."""
    with opened(run.home / "klage.db") as register:
        return cases.count(register)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_spreadsheet_is_imported(run: Run, file: Path, encoding: str) -> None:
    """Danish headings and dates in any encoding become cases, and a new department is said."""
    result = run("import", write(file, GOOD, encoding), "--ja", env=NOW)
    assert result.stdout == "1 sag er importeret. Nye afdelinger: Ældreplejen.\n"
    with opened(run.home / "klage.db") as register:
        (case,) = exporting.all_cases(register)
    assert (case.complaint.citizen_name, case.complaint.department) == ("Bo Ågesen", "Ældreplejen")


def test_same_file_twice_changes_nothing(run: Run, file: Path) -> None:
    """The second time it is said when it was imported; forced, each case is known all the same."""
    name = write(file, GOOD)
    run("import", name, "--ja", env=NOW)
    before = (run.home / "klage.db").read_bytes()
    again = run("import", name, "--ja", env=NOW)
    assert "importeret fredag 20. november 2026 kl. 11.00. Intet er ændret" in again.stdout
    assert (run.home / "klage.db").read_bytes() == before
    forced = run("import", name, "--ja", "--alligevel", env=NOW)
    assert forced.stdout == "0 sager er importeret. 1 sag var i registret i forvejen.\n"
    assert count(run) == 1


def test_copy_with_more_rows_brings_only_those(run: Run, file: Path) -> None:
    """A spreadsheet that has grown since last time can be imported as it is."""
    run("import", write(file, GOOD), "--ja", env=NOW)
    result = run("import", write(file, GOOD + "2.2.2026;Ældreplejen;Asta;Afslag\r\n"), "--ja", env=NOW)
    assert result.stdout == "1 sag er importeret. 1 sag var i registret i forvejen.\n"


def test_what_was_corrected_is_not_brought_in_again(run: Run, file: Path) -> None:
    """The list that is kept by hand still says it as it was: text, name and receipt, also with a number."""
    listed = "Sagsnr.;" + GOOD.replace("\r\n1.2.2026", "\r\n2026-0007;1.2.2026")
    run("import", write(file, GOOD), "--ja", env=NOW)
    run("import", write(file, listed), "--ja", env=NOW)
    corrected = {
        "summary": "Ventetid på to svar",
        "citizen_name": "Bo Aagesen",
        "received_at": "31.1.2026 kl. 9",
    }
    run("ret", "1", "--json", "-", stdin=json.dumps(corrected), env=NOW)
    run("ret", "7", "--json", "-", stdin=json.dumps(corrected), env=NOW)
    grown = GOOD + "2.2.2026;Ældreplejen;Asta;Afslag\r\n"
    result = run("import", write(file, grown), "--ja", env=NOW)
    assert result.stdout == "1 sag er importeret. 1 sag var i registret i forvejen.\n"
    result = run("import", write(file, listed + ";2.2.2026;Ældreplejen;Ib;Tone\r\n"), "--ja", env=NOW)
    assert result.stdout == "1 sag er importeret. 1 sag var i registret i forvejen.\n"
    with opened(run.home / "klage.db") as register:
        names = [case.complaint.citizen_name for case in exporting.all_cases(register)]
    assert names == ["Bo Aagesen", "Bo Aagesen", "Asta", "Ib"]


def test_every_fault_is_told_with_its_line(run: Run, file: Path) -> None:
    """In Windows-1252 with CRLF all faults come at once, without names, and nothing is saved."""
    result = run("import", write(file, FAULTY, "cp1252"), "--ja", env=NOW, code=2)
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "Linje 3",
        "Linje 4",
        "Linje 4",
        "Linje 5",
        lines[-1],
    ]
    assert lines[-1].startswith("3 rækker kan ikke importeres. Intet er gemt.")
    assert not any(word in result.stderr for word in ("Asta", "Ib", "Elna", "Afslag"))
    assert count(run) == 0


def test_good_rows_alone_can_be_imported(run: Run, file: Path) -> None:
    """With --gode the rest lies in a private file with the reasons; mended, it can be imported."""
    result = run("import", write(file, FAULTY), "--ja", "--gode", env=NOW)
    assert result.stdout.startswith("1 sag er importeret. Fejl: 3.")
    rest = file.with_name("klager.fejl.csv")
    assert str(rest) in result.stdout
    assert stat.S_IMODE(rest.stat().st_mode) == 0o600
    rows = list(csv.reader(io.StringIO(rest.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    assert [row[1] for row in rows] == ["Linje", "3", "4", "5"]
    mended = rest.read_text(encoding="utf-8-sig").replace("31.2.2026", "28.2.2026").splitlines()[:2]
    write(rest, "\r\n".join(mended))
    assert "1 sag er importeret" in run("import", str(rest), "--ja", env=NOW).stdout
    assert count(run) == 2


def test_file_of_faults_replaces_no_other(run: Run, file: Path) -> None:
    """What lies there already is kept; the next free name is used."""
    taken = [write(file.with_name(name), "mit") for name in ("klager.fejl.csv", "klager.fejl-2.csv")]
    result = run("import", write(file, FAULTY), "--ja", "--gode", env=NOW)
    assert "klager.fejl-3.csv" in result.stdout
    assert [Path(name).read_text() for name in taken] == ["mit", "mit"]


def test_faults_that_cannot_be_written_stop_the_import(run: Run, file: Path) -> None:
    """No row is lost: where the rest cannot be kept, nothing is imported."""
    with Path(write(file, FAULTY)).open() as opened_file:
        # A folder in which not even root can make a file.
        name = f"/proc/self/fd/{opened_file.fileno()}"
        run("import", name, "--ja", "--gode", env=NOW, code=3)
    assert count(run) == 0


def test_long_name_leaves_room_for_that_of_the_faults(run: Run, file: Path) -> None:
    """A name as long as the file system allows is cut."""
    name = write(file.with_name("x" * 251 + ".csv"), FAULTY)
    assert "1 sag er importeret" in run("import", name, "--ja", "--gode", env=NOW).stdout


def test_trial_changes_nothing(run: Run, file: Path) -> None:
    """--proev says what would happen; a register is as it was to the byte, and none is made."""
    name = write(file, GOOD + GOOD.splitlines()[1] + "\r\n")
    for _ in range(2):
        result = run("import", name, "--proev", env=NOW)
        assert "1 sag kan importeres. 1 sag var i registret i forvejen." in result.stdout
        assert "Intet er ændret" in result.stdout
        assert not (run.home / "klage.db").exists()
    fill(run.home / "klage.db", open_cases=3)
    before = (run.home / "klage.db").read_bytes()
    run("import", name, "--prøv", env=NOW)
    run("import", write(file, FAULTY), "--proev", env=NOW, code=2)
    assert "Fejl: 3" in run("import", str(file), "--proev", "--gode", env=NOW).stdout
    assert (run.home / "klage.db").read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["klager.csv"]


@pytest.mark.parametrize(("answer", "found"), [("j\n", 1), ("n\n", None)])
def test_user_is_asked_before_anything_is_saved(run: Run, file: Path, answer: str, found: int | None) -> None:
    """On a terminal the counts come first, then the question."""
    result = run("import", write(file, GOOD), stdin=answer, terminal=True, env=NOW)
    assert "1 sag kan importeres" in result.stdout
    assert "Importér?" in result.stdout + result.stderr
    assert (count(run) if (run.home / "klage.db").exists() else None) == found


def test_nothing_new_is_nothing_to_ask_about(run: Run, file: Path) -> None:
    """When every case is there, there is no question."""
    run("import", write(file, GOOD), "--ja", env=NOW)
    result = run("import", write(file, f"{GOOD}\r\n"), terminal=True, env=NOW)
    assert "Der er intet at importere." in result.stdout


def test_script_must_say_what_it_wants(run: Run, file: Path) -> None:
    """Off a terminal nobody can answer."""
    assert "--ja" in run("import", write(file, GOOD), env=NOW, code=2).stderr
    assert not (run.home / "klage.db").exists()


def test_standard_input_is_read(run: Run) -> None:
    """A script can pipe its rows in."""
    assert "1 sag er importeret" in run("import", "-", "--ja", stdin=GOOD.encode("cp1252"), env=NOW).stdout


def test_unknown_columns_are_said(run: Run, file: Path) -> None:
    """A column that is not read is never dropped in silence."""
    content = "Modtaget;Skostørrelse;Beskrivelse\n1.2.2026;43;Ventetid\n"
    assert "Skostørrelse" in run("import", write(file, content), "--ja", env=NOW).stderr


def test_cpr_numbers_are_masked_and_said(run: Run, file: Path) -> None:
    """Ten digits are hidden unless they are to be kept."""
    content = "Modtaget;Beskrivelse\n1.2.2026;Ring til 010180-1234\n"
    assert "Skjulte CPR-numre: 1." in run("import", write(file, content), "--ja", env=NOW).stdout
    kept = content.replace("1.2", "2.2")
    assert "CPR" not in run("import", write(file, kept), "--ja", "--behold-tal", env=NOW).stdout
    with opened(run.home / "klage.db") as register:
        texts = [case.complaint.summary for case in exporting.all_cases(register)]
    assert texts == ["Ring til 010180-XXXX", "Ring til 010180-1234"]


def test_related_case_that_is_nowhere_is_a_fault(run: Run, file: Path) -> None:
    """It is told when the whole file has been read; with --gode the case stands alone."""
    row = {"received_at": "2026-02-01T10:00:00Z", "summary": "x", "related_case": "2020-0001"}
    name = write(file.with_suffix(".jsonl"), json.dumps(row))
    assert "Linje 1: Relateret sag" in run("import", name, "--ja", env=NOW, code=2).stderr
    run("import", name, "--ja", "--gode", env=NOW)
    assert count(run) == 1


def test_many_departments_are_not_all_listed(run: Run, file: Path) -> None:
    """The first twenty are enough to see a misspelling or a shifted column."""
    rows = "".join(f"1.2.2026;Afdeling {number};Klage {number}\n" for number in range(30))
    result = run("import", write(file, f"Modtaget;Afdeling;Beskrivelse\n{rows}"), "--ja", env=NOW)
    assert result.stdout.rstrip().endswith("Afdeling 19 med flere.")


def test_long_file_has_a_bar_on_a_terminal(run: Run, file: Path) -> None:
    """A thousand rows take long enough to show how far it has come."""
    rows = "".join(f"1.2.2026;Klage {number}\n" for number in range(1200))
    result = run("import", write(file, f"Modtaget;Beskrivelse\n{rows}"), "--ja", terminal=True, env=NOW)
    assert "Læser" in result.stderr
    assert "1.200 sager er importeret." in result.stdout


def test_sample_data_can_be_imported(run: Run) -> None:
    """The year of sample cases, the spreadsheet of Danish Excel and the one with five faults."""
    assert (
        "225 sager, 5 læringspunkter, 3 eksempler og 2 anbefalinger er importeret."
        in run("import", str(DATA / "sager.jsonl"), "--ja", env=NOW).stdout
    )
    assert "25 sager" in run("import", str(DATA / "regneark.csv"), "--ja", env=NOW).stdout
    faulty = run("import", str(DATA / "regneark-med-fejl.csv"), "--ja", env=NOW, code=2)
    assert faulty.stderr.count("Linje ") == 5


@pytest.mark.parametrize(("name", "code"), [("mangler.csv", 3), (".", 2)])
def test_file_that_is_none_has_its_code(run: Run, tmp_path: Path, name: str, code: int) -> None:
    """A missing file is not found, a folder is a wrong value, and no register is made."""
    run("import", str(tmp_path / name), "--ja", env=NOW, code=code)
    assert not (run.home / "klage.db").exists()


def test_a_terminal_says_what_is_to_be_phoned_now(run: Run, file: Path) -> None:
    """Old cases that come in open stand first on the list; who imports them is told so, a script is not."""
    said = run("import", write(file, GOOD), "--ja", terminal=True, env=NOW).stdout
    waits = "1 sag står nu på klage frister. Luk dem, der er færdige, med klage luk NR."
    assert said.endswith(f"{waits}\n")
    more = write(file, GOOD.replace("Ventetid", "Tonen"))
    assert "klage luk" not in run("import", more, "--ja", env=NOW).stdout
