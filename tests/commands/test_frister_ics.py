"""``klage frister --ics``: the due list as a calendar file, as it is typed."""

from pathlib import Path

import pytest

from tests.cli import assert_danish
from tests.desk import Desk
from tests.store.support import mode

pytest.importorskip("icalendar", reason="the extra kontor is not installed")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where the calendar file is to lie."""
    return tmp_path / "frister.ics"


def test_the_list_is_written(desk: Desk, file: Path) -> None:
    """What the list shows stands in a file that only its owner reads; the register is as it was."""
    desk.new(citizen_name="Anna Åse", phone="20123456", department="Jobcenter", text="Ingen svarer Anna.")
    desk(
        "opkald",
        "1",
        "--udfald",
        "talt_med",
        "--senest",
        "1.12.2026",
        "--aftale",
        "-",
        stdin="Anna får brev.",
    )
    desk.new(text="En anden sag.", complaint_kind="realitet")
    before = desk.content()
    said = desk("frister", "--ics", str(file))
    assert said.stdout.startswith(f"1 frist er skrevet i {file}, uden navne.\n")
    assert_danish(said.stdout.replace(str(file), ""))
    assert mode(file) == 0o600
    assert file.read_bytes().count(b"BEGIN:VEVENT") == 1
    desk("due", "--alle", "--ics", str(file), "--overskriv")
    content = file.read_text(encoding="utf-8")
    assert content.count("BEGIN:VEVENT") == len(desk.due("--alle")) == 3
    assert not [word for word in ("Anna", "20123456", "20 12", "svarer", "brev") if word in content]
    assert desk.content() == before


def test_importing_again_replaces(desk: Desk, file: Path) -> None:
    """The identifiers are the same in the next file, and other ones in another register."""
    desk.new()
    desk("frister", "--ics", str(file))
    first = uids(file)
    desk.at("2026-11-20T11:00")("frister", "--ics", str(file), "--overskriv")
    assert uids(file) == first
    desk.path.unlink()
    desk.new()
    desk("frister", "--ics", str(file), "--overskriv")
    assert uids(file) != first
    assert len(first) == 1


def uids(file: Path) -> list[str]:
    """Return the identifiers in a calendar file."""
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("UID:")]


def test_a_child_concern_is_said_and_the_code_kept(desk: Desk, file: Path) -> None:
    """The warning is not lost because the list goes to a file, and --kode still says that something is due."""
    desk.new(child_concern=True)
    said = desk("frister", "--ics", str(file), "--kode", code=10)
    assert "bekymring for et barn" in said.stderr


def test_nothing_due_writes_no_file(desk: Desk, file: Path) -> None:
    """A calendar without entries is no calendar (RFC 5545)."""
    desk("opkald", desk.new(), "--udfald", "talt_med")
    assert (
        desk("frister", "--ics", str(file)).stdout == "Der er ingen frister. Der er ikke skrevet nogen fil.\n"
    )
    assert not file.exists()


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("--ics", "-"), 2, "Skriv et filnavn"),
        (("--ics", "klage.db", "--overskriv"), 2, "registret selv"),
        (("--ics", "der.ics"), 2, "findes allerede"),
        (("--ics", "ingen/mappe.ics"), 3, "Mappen"),
        (("--ics", "a.ics", "--json"), 2, "uden navne"),
        (("--ics", "a.ics", "--med-navne"), 2, "uden navne"),
        (("--ics", "a.ics", "--stille"), 2, "uden navne"),
        (("--ics", "a.ics", "--cron"), 2, "Vælg kun én af"),
        (("--ics", "a.ics", "--forklar"), 2, "Vælg kun én af"),
        (("--overskriv",), 2, "--ics FIL"),
    ],
)
def test_what_is_refused(
    desk: Desk, line: tuple[str, ...], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal is one Danish sentence with its code; nothing is written."""
    desk.new()
    monkeypatch.chdir(desk.run.home)
    (desk.run.home / "der.ics").write_text("min egen")
    sentence = desk.refused("frister", *line, code=code)
    assert said in sentence
    assert_danish(sentence)
    assert (desk.run.home / "der.ics").read_text() == "min egen"
    assert not (desk.run.home / "a.ics").exists()
