"""The man page as roff: escaped, in ASCII, and without a warning of the programs that show it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import guide
from klage.intake import guide as source
from klage.output.guide import manual
from klage.output.guide.manual import Named

COMMANDS = (
    Named("Hver dag", "", "Vis dagen."),
    Named("Hver dag", "ny", "Registrér."),
    Named("Kontoret", "kontor navn", "Sæt."),
)
TOPICS = [
    guide.topic(
        1,
        "ring",
        "# Ring først\n\nSkriv `klage ring`.\n\n## Så\n\n- Notér.\n- Luk.\n\n3. Gå.\n\n.fed tekst\n\n"
        "```console\n$ klage 'ny'\n.\n\n─● å\n```\n\n```text\n$ intet\n```\n",
    ),
    guide.topic(
        2, "opslag", "# Slå op\n\nUdelades.\n\n## Filer\n\nEn fil.\n\n- To.\n\n## Koder\n\n- `0`: godt.\n"
    ),
]


def page() -> list[str]:
    """Return the lines of a small page."""
    return manual.as_man("1.2", COMMANDS, TOPICS, "opslag").splitlines()


def test_the_commands_stand_under_their_headings() -> None:
    """Each once, in order, with its one line."""
    lines = page()
    at = lines.index(".SH KOMMANDOER")
    assert lines[at + 1 : lines.index(".SH VEJLEDNING")] == [
        ".SS Hver dag", ".TP", r"\fBklage\fR", "Vis dagen.", ".TP", r"\fBklage ny\fR", r"Registr\[u00E9]r.",
        ".SS Kontoret", ".TP", r"\fBklage kontor navn\fR", r"S\[ae]t.",
    ]  # fmt: skip


def test_a_topic_is_a_section_of_the_guide() -> None:
    """Its headings have weight, its points a dot, its transcripts stand as they are."""
    lines = page()
    at = lines.index(".SH VEJLEDNING")
    assert lines[at + 1 : lines.index(".SH FILER")] == [
        r".SS Ring f\[/o]rst", r"Skriv \fBklage ring\fR.", ".PP", r"\fBS\[oa]\fR",
        r".IP \(bu 4", r"Not\[u00E9]r.", r".IP \(bu 4", "Luk.", ".IP 3. 4", r"G\[oa].", ".PP", r"\&.fed tekst",
        ".PP", ".EX", r"\fB$ klage \(aqny\(aq\fR", r"\&.", "", r"\-* \[oa]", ".EE", ".PP", ".EX", "$ intet", ".EE",
    ]  # fmt: skip


def test_what_is_looked_up_are_sections_of_their_own() -> None:
    """Exit codes and files stand where a reader of man pages looks for them; the words before them do not."""
    lines = page()
    assert lines[lines.index(".SH FILER") :] == [
        ".SH FILER", "En fil.", r".IP \(bu 4", "To.", ".SH KODER", r".IP \(bu 4", r"\fB0\fR: godt.",
    ]  # fmt: skip
    assert "Udelades" not in "".join(lines)


@given(st.text(max_size=60))
def test_no_text_is_a_command_of_roff(text: str) -> None:
    """Whatever it says, it goes out in ASCII and every backslash of its own is shown as one."""
    shown = manual.escaped(text)
    assert shown.isascii()
    assert shown.count(r"\e") == text.count("\\")


@pytest.mark.parametrize("width", [72, 200])
def test_a_long_line_of_a_screen_is_broken(width: int) -> None:
    """Man does not fill them, so 72 columns are what fits beside its margin."""
    topic = guide.topic(1, "x", "# T\n\n```text\n" + "ord " * (width // 4) + "\n```\n")
    lines = manual.as_man("1", (), [topic], "opslag").splitlines()
    found = lines[lines.index(".EX") + 1 : lines.index(".EE")]
    assert max(map(len, found)) <= 72
    assert " ".join(found).split() == ["ord"] * (width // 4)


# --- the programs that show it ---------------------------------------------------------------------


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Give the page of the whole guide as a file."""
    file = tmp_path / "klage.1"
    file.write_text(manual.as_man("1", COMMANDS, source.topics(), "opslag"), encoding="ascii")
    return file


def checked(*command: str | Path) -> str:
    """Run a program of the machine and return all it says; skip where it is not installed."""
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "MANWIDTH": "80"},
    )
    return done.stdout + done.stderr


@pytest.mark.real
def test_groff_warns_of_nothing(whole: Path) -> None:
    """Every macro and every letter is known, with all warnings on."""
    assert checked("groff", "-man", "-ww", "-z", "-Tutf8", whole) == ""


@pytest.mark.real
def test_mandoc_warns_of_nothing_but_the_date(whole: Path) -> None:
    """The page has no date, because it is the same whenever it is made."""
    said = checked("mandoc", "-Tlint", whole).splitlines()
    assert [line for line in said if "missing date" not in line] == []


@pytest.mark.real
def test_man_shows_danish_letters_in_80_columns(whole: Path) -> None:
    """What the guide says is what man shows."""
    shown = checked("man", "-l", whole)
    assert max(map(len, shown.splitlines())) <= 80
    assert all(topic.title in shown for topic in source.topics()[:-1])
    assert "\nMILJØVARIABLER\n" in shown
