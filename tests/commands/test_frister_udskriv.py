"""``klage frister --udskriv``: the due list for paper, as it is typed."""

from pathlib import Path

import pytest

from klage.store import written_files
from tests.cli import assert_danish
from tests.desk import Desk
from tests.store.support import mode, opened

SECRETS = ("Anna Åse", "20 12 34 56", "20123456", "støtten")


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Return a desk with a case to call, one with another date, and a child concern."""
    desk.new(
        citizen_name="Anna Åse", phone="20123456", department="Jobcenter", text="Brevet om støtten kom ikke."
    )
    desk.new(text="En afgørelse.", complaint_kind="realitet", received_at="2026-11-19T12:00")
    desk("opkald", "2", "--udfald", "talt_med")
    desk.new(text="Barnet er alene.", child_concern=True, received_at="2026-11-19T18:00")
    return desk


def test_the_list_comes_as_pages_of_text(full: Desk) -> None:
    """Off a terminal and on it alike, ready for the printer, and nothing is noted."""
    before = full.content()
    said = full("frister", "--udskriv")
    assert said.stdout.startswith("Ringeliste\n\n2 borgere skal ringes op inden for 24 timer.")
    assert said.stdout.index("Sag 2026-0003") < said.stdout.index("Sag 2026-0001")
    assert "Sag 2026-0002" not in said.stdout
    assert said.stdout.endswith("Side 1 af 1\n")
    assert said.stderr == ""
    assert_danish(said.stdout)
    shown = full("frister", "--udskriv", terminal=True)
    assert shown.stdout == said.stdout
    assert "Sådan kommer listen på papir" in shown.stderr
    assert full.content() == before


def test_names_are_asked_for_by_the_option_alone(full: Desk) -> None:
    """Also at a terminal: what is printed lies about."""
    for terminal in (False, True):
        shown = full("frister", "--udskriv", terminal=terminal).stdout
        assert not [word for word in SECRETS if word in shown]
    shown = full("frister", "--udskriv", "--med-navne").stdout
    assert "Anna Åse, 20 12 34 56" in shown
    assert "Brevet om støtten kom ikke." in shown


def test_everything_has_a_block_for_each_case(full: Desk) -> None:
    """The reassessment is there with ``--alle``, and what is no call has no room for one."""
    shown = full("due", "--udskriv", "--alle").stdout
    assert shown.startswith("Ringeliste\n\n2 borgere skal ringes op. 1 anden ting venter også.")
    assert "Genvurdering: senest" in shown
    assert shown.count("[ ] Sag") == 3
    assert shown.count("Gjort, dag og af hvem") == 1


@pytest.mark.parametrize("name", ["ringeliste.html", "ringeliste.txt", "RINGELISTE.HTML"])
def test_a_file_is_private_and_noted_only_when_it_has_names(full: Desk, tmp_path: Path, name: str) -> None:
    """Without names it is a list of numbers; with them it is one of those that forgetting names."""
    file = tmp_path / name
    said = full("frister", "--udskriv", "--ud", str(file))
    assert said.stdout == f"Listen er skrevet i {file}. Navne er udeladt; --med-navne tager dem med.\n"
    assert mode(file) == 0o600
    assert not [word for word in SECRETS if word in file.read_text(encoding="utf-8")]
    with opened(full.path) as register:
        assert written_files.existing(register) == []
    said = full("frister", "--udskriv", "--med-navne", "--ud", str(file), "--overskriv")
    assert said.stdout == f"Listen er skrevet i {file}. Den har navne på; kun du kan læse filen.\n"
    assert "Anna Åse" in file.read_text(encoding="utf-8")
    with opened(full.path) as register:
        assert [(found.path, found.kind) for found in written_files.existing(register)] == [(file, "frister")]


def test_nothing_due_is_said_on_paper_and_quiet_when_asked(desk: Desk) -> None:
    """A sheet that says so, nothing with ``--stille``, and the code of ``--kode``."""
    desk("opkald", desk.new(), "--udfald", "talt_med")
    assert (
        "Ingen borgere skal ringes op inden for 2 timer."
        in desk("frister", "--udskriv", "--timer", "2").stdout
    )
    assert desk("frister", "--udskriv", "--stille").stdout == ""
    desk.new(text="Ring til mig.")
    assert "1 borger skal ringes op" in desk("frister", "--udskriv", "--stille", "--kode", code=10).stdout


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("--udskriv", "--ud", "liste.pdf"), 2, ".html eller .txt"),
        (("--udskriv", "--ud", "-"), 2, ".html eller .txt"),
        (("--udskriv", "--ud", "der.html"), 2, "findes allerede"),
        (("--udskriv", "--ud", "ingen/mappe.html"), 3, "Mappen"),
        (("--udskriv", "--ud", "genvej.html", "--overskriv"), 2, "registret selv"),
        (("--ud", "liste.html"), 2, "hører til --udskriv eller --overdrag"),
        (("--udskriv", "--overskriv"), 2, "hører til --ud FIL"),
        (("--udskriv", "--json"), 2, "til papir"),
        (("--udskriv", "--csv"), 2, "til papir"),
        (("--udskriv", "--plain"), 2, "til papir"),
        (("--udskriv", "--cron"), 2, "til papir"),
        (("--udskriv", "--forklar"), 2, "til papir"),
        (("--udskriv", "--ics", "a.ics"), 2, "til papir"),
        (("--udskriv", "--overdrag"), 2, "til papir"),
    ],
)
def test_what_is_refused(
    full: Desk, line: tuple[str, ...], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal is one Danish sentence with its code; nothing is written."""
    monkeypatch.chdir(full.run.home)
    (full.run.home / "der.html").write_text("min egen")
    (full.run.home / "genvej.html").symlink_to(full.path)
    sentence = full.refused("frister", *line, code=code)
    assert said in sentence
    assert_danish(sentence)
    assert (full.run.home / "der.html").read_text() == "min egen"
    assert not (full.run.home / "liste.pdf").exists()


def test_a_screen_is_given_no_new_pages(full: Desk) -> None:
    """The printer's sign for a new page is for paper; a pager would show it as a letter."""
    for number in range(6):
        full.new(received_at="2026-11-19T12:00", text=f"Klage {number}.")
    assert "\f" in full("frister", "--udskriv").stdout
    assert "\f" not in full.terminal("frister", "--udskriv").stdout
