"""The Tab key from end to end: what klage answers the shell that asks, and what it never does."""

import subprocess
import sys
from pathlib import Path

import pytest

from klage.cli import main
from tests.desk import Desk
from tests.test_questions import ROOT, SLOW

HOSTILE = "x $(touch pwned) `id` \"q' \\$(id); rm *"


def asked(desk: Desk, line: str, shell: str = "zsh") -> str:
    """Return klage's answer, and see that it wrote nothing else and changed nothing."""
    before = desk.content()
    folder = sorted(each.name for each in desk.run.home.iterdir())
    found = desk(env={"_KLAGE_COMPLETE": shell, "_KLAGE_LINE": line})
    assert found.stderr == ""
    assert desk.content() == before
    assert sorted(each.name for each in desk.run.home.iterdir()) == folder
    return found.stdout


def values(desk: Desk, line: str) -> list[str]:
    """Return the values that are offered."""
    return [each.partition("\t")[0] for each in asked(desk, line).splitlines()[1:]]


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Return a desk with three open cases and a closed one."""
    desk.at("2026-11-18T10:00").new(
        text="En", department="Jobcenter Nord", citizen_name="Anna Åse", phone="20123456"
    )
    desk.new(text="To", department="Ældreplejen")
    desk.new(text="Tre", department=HOSTILE)
    desk.new(text="Fire", department="Jobcenter")
    desk("luk", "4", "--metode", "moede", "--resultat", "medhold")
    return desk


def test_cases_are_offered_by_number(office: Desk) -> None:
    """The one to be called first stands first, with department and deadline, never with a name."""
    lines = asked(office, "klage opkald ").splitlines()
    assert lines[:2] == ["words", "1\tJobcenter Nord, ring senest i går 10:00"]
    assert values(office, "klage opkald ") == ["1", "2", "3", "4"]
    assert lines[-1] == "4\tJobcenter, afsluttet i dag 10:00"
    assert values(office, "klage genaabn ") == ["4"]
    assert values(office, "klage vis 2026-") == ["2026-0001", "2026-0002", "2026-0003", "2026-0004"]
    everything = "".join(asked(office, f"klage {command} ") for command in ("vis", "opkald", "luk", "ret"))
    assert "Anna" not in everything
    assert "2012" not in everything


def test_names_codes_and_files(office: Desk) -> None:
    """Departments as they are spelled, codes with their labels, and the shell's own files."""
    assert values(office, "klage ny --afdeling ") == ["Jobcenter", "Jobcenter Nord", HOSTILE, "Ældreplejen"]
    assert values(office, "klage ny --afdeling=ae") == ["--afdeling=Ældreplejen"]
    assert (
        asked(office, "klage opkald 1 i") == "words\nikke_truffet\tIkke truffet\nintet_nummer\tIntet nummer"
    )
    assert values(office, "klage luk 1 --resultat l") == ["loest_i_dialog"]
    assert values(office, "klage indsats 1 --resultat l") == ["loest"]
    assert values(office, "klage ny --tema koord") == ["koordinering"]
    assert values(office, "klage kontor aabningstid --dag t") == ["tirsdag", "torsdag"]
    assert values(office, "klage brev 1 --skabelon k") == ["kvittering"]
    assert asked(office, "klage import ") == "files"
    assert asked(office, "klage backup --mappe ") == "folders"
    assert values(office, "klage ret 1 --tekst ") == [] or values(office, "klage ny --tekst ") == ["-"]
    assert values(office, "klage ny --modtaget ") == []


def test_what_is_out_of_use_is_offered_where_it_is_taken_back(office: Desk) -> None:
    """And nowhere else."""
    office("kontor", "afdelinger", "--nedlaeg", "Jobcenter")
    office("kontor", "temaer", "--nedlaeg", "databeskyttelse")
    assert values(office, "klage kontor afdelinger --genopliv ") == ["Jobcenter"]
    assert "Jobcenter" not in values(office, "klage ny --afdeling ")
    assert values(office, "klage kontor temaer --genopliv ") == ["databeskyttelse"]
    assert "databeskyttelse" not in values(office, "klage ny --tema ")


def test_lessons_actions_and_recommendations(office: Desk) -> None:
    """By number, with what tells them apart; the text of none."""
    office("laering", "ny", "1", "--hvad", "-", stdin="Der bliver ikke ringet.")
    office("laering", "handling", "1", "--type", "it", "--hvad", "-", stdin="En ny knap.")
    office("laering", "anbefaling", "--hvem", "Direktøren", "--tekst", "-", stdin="Gør noget.")
    assert asked(office, "klage laering vis ") == "words\n1\tJobcenter Nord"
    assert asked(office, "klage laering status ") == "words\n1\tJobcenter Nord, It, Foreslået"
    assert asked(office, "klage laering svar ") == "words\n1\tgivet fredag 20. november 2026"
    assert values(office, "klage laering status 1 aft") == ["aftalt"]
    assert values(office, "klage laering vis 2") == []


def test_without_a_register_there_is_still_something(desk: Desk) -> None:
    """Commands, options and codes need none, and none is made."""
    assert "opkald" in values(desk, "klage ")
    assert values(desk, "klage ny --tema koord") == ["koordinering"]
    for line in ("klage vis ", "klage genaabn ", "klage ny --afdeling ", "klage kontor temaer --genopliv ",
                 "klage laering vis ", "klage laering status ", "klage laering svar "):  # fmt: skip
        assert values(desk, line) == []
    assert not desk.path.exists()


@pytest.mark.parametrize("content", [b"", b"no register", b"SQLite format 3\0" + bytes(5000)])
def test_a_damaged_register_is_no_error(desk: Desk, content: bytes) -> None:
    """In the middle of a line that is being typed nothing is said of it."""
    desk.path.write_bytes(content)
    assert values(desk, "klage vis ") == []
    assert "opkald" in values(desk, "klage ")


def test_a_shortened_list_is_no_answer(office: Desk) -> None:
    """Where the open cases do not fit the seal, none is offered."""
    content = bytearray(office.path.read_bytes())
    assert content.count(b"Jobcenter Nord") >= 1
    office.path.write_bytes(content.replace(b"Jobcenter Nord", b"Jobcenter Syd "))
    assert asked(office, "klage vis ") == ""


def test_a_register_that_is_locked_is_not_waited_for(office: Desk) -> None:
    """Another klage is writing: nothing is offered, at once."""
    import sqlite3

    connection = sqlite3.connect(office.path, isolation_level=None)
    connection.execute("begin exclusive")
    assert asked(office, "klage vis ") == ""
    connection.close()


@pytest.mark.parametrize(
    "line",
    ["klage findes ikke ", "klage --register / vis ", "klage vis 1 2 3 ", "\udcff \udcff "],
)
def test_a_line_that_makes_no_sense(office: Desk, line: str) -> None:
    """No value is offered, and no error is shown."""
    assert values(office, line) == []


def test_a_bug_shows_itself_only_to_whoever_looks_for_it(office: Desk) -> None:
    """Outside of ``KLAGE_DEBUG=1`` an error becomes no answer."""
    broken = {"_KLAGE_COMPLETE": "zsh", "_KLAGE_LINE": "klage vis ", "KLAGE_NOW": "no time"}
    assert office.run(env=broken).stdout == ""
    with pytest.raises(Exception, match="KLAGE_NOW"):
        main([], office.run.environ(**broken, KLAGE_DEBUG="1"))


def test_what_the_tab_key_imports(office: Desk) -> None:
    """Nothing slow; and of a name, nothing of the register."""
    for line, absent in (
        ("klage op", {"klage.session", "sqlite3"}),
        ("klage vis ", set[str]()),
    ):
        done = subprocess.run(
            [sys.executable, "-c",
             "import sys; from klage.cli import main; main([]); print('', *sys.modules, sep='\\n')"],
            env=office.run.environ(PYTHONPATH=str(ROOT), _KLAGE_COMPLETE="bash", _KLAGE_LINE=line),
            capture_output=True, check=True, text=True, timeout=60, cwd=Path("/"),
        )  # fmt: skip
        found = {*done.stdout.split("\n")}
        assert not (SLOW | absent | {"typer.rich_utils"}) & found
