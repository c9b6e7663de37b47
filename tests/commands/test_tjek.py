"""``klage tjek``: what it says, how it ends, and that it changes nothing unless it is asked to."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from klage.clock import COPENHAGEN
from klage.store.backup import backups
from klage.store.file import VERSION
from klage.store.inspect import examination
from tests.cli import Result, assert_danish
from tests.desk import Desk, uncoloured
from tests.store import support
from tests.store.checking import rewrite_schema, tamper


class Office(Desk):
    """A desk whose register lies in a folder of its own, and not in the user's home."""

    def __call__(self, *args: str, env: Mapping[str, str | None] | None = None, **more: Any) -> Result:
        """Run one command line there."""
        return super().__call__(*args, env={"KLAGE_DB": str(self.path), **(env or {})}, **more)

    @property
    def path(self) -> Path:
        """Return where the register lies."""
        return self.run.home / "kontor" / "klage.db"

    def environ(self, **more: str) -> dict[str, str]:
        """Return the environment of a process of its own."""
        return {**support.child_environment(), **self.run.environ(KLAGE_DB=str(self.path)), **more}


@pytest.fixture
def well(desk: Desk) -> Office:
    """Return a desk with a register of its own folder, cases, a backup and a morning list."""
    at_home = Office(desk.run)
    at_home.new(
        citizen_name="Anna Åse", phone="20123456", department="Jobcenter", text="Plejesengen kom aldrig."
    )
    at_home.new(citizen_name="Bo Bering", text="Ingen ringer tilbage.")
    at_home("opkald", "1", "--udfald", "besked")
    at_home("frister", "--cron")
    copied(at_home)
    return at_home


def copied(desk: Desk) -> None:
    """Make a backup at the desk's time."""
    with support.opened(desk.path) as register:
        backups.make(register, datetime.fromisoformat(desk.now).replace(tzinfo=COPENHAGEN))


def findings(desk: Desk, *options: str, code: int = 0) -> dict[str, dict[str, Any]]:
    """Return what ``tjek --json`` finds, by the key of the check, without what is well."""
    found = json.loads(desk("tjek", "--json", *options, code=code).stdout)
    # What the tests' own disk is like is not the matter of a test.
    return {
        each["key"]: each
        for each in found
        if each["level"] != "ok" and each["key"] not in ("disk", "encryption")
    }


def test_a_register_that_is_well(well: Office) -> None:
    """Silent and 0 with --stille; otherwise a page that says what was looked at."""
    before = well.content()
    assert well("tjek", "--stille").stdout == ""
    page = well("tjek").stdout
    assert page.startswith("Registret er i orden.")
    assert "\nI orden\nFilen: begyndelse og længde, udgave, " in page
    assert "Historikken: kun tilføjelser, kæden af hændelser" in page
    assert "Advarsler" not in page
    assert_danish(page)
    assert set(findings(well)) == {"closing_days"}
    assert well.content() == before
    assert well("check", "--stille").stdout == ""


def test_the_page_on_a_terminal(well: Office) -> None:
    """Eighty columns, words and not only colours, and the same under --plain and NO_COLOR."""
    well.path.chmod(0o644)
    page = uncoloured(well.terminal("tjek").stdout)
    assert max(map(len, page.splitlines())) <= 80
    for word in ("Advarsler", "Adgang", "klage.db", "klage tjek --ret", "I orden", "Seglet", "Råd"):
        assert word.casefold() in page.casefold(), word
    plain = well("tjek", "--plain", terminal=True, env={"NO_COLOR": "1"}).stdout
    assert "Adgang: Andre på computeren kan få adgang til 1 fil: klage.db. Kør klage tjek --ret" in plain
    assert "\x1b" not in plain


def test_every_check_is_one_row_or_more(well: Office) -> None:
    """Stable keys in a stable order, with null where there is nothing to say."""
    found = json.loads(well("tjek", "--json").stdout)
    assert list(dict.fromkeys(each["key"] for each in found)) == [check.key for check in examination.CHECKS]
    assert {tuple(each) for each in found} == {("key", "group", "level", "message", "advice", "mended")}
    seal = next(each for each in found if each["key"] == "seal")
    assert seal == {
        "key": "seal", "group": "content", "level": "ok", "message": None, "advice": None, "mended": [],
    }  # fmt: skip


def test_one_letter_in_a_note(well: Office) -> None:
    """6, with the case and the way out, and without a word of what was written."""
    tamper(well.path, "update complaint set summary = 'Plejesengen kom altid.' where id = 2026000001")
    newest = backups.kept(well.path)[0].path
    for line in (("tjek",), ("tjek", "--stille")):
        answer = well(*line, code=6)
        assert "Sag 2026-0001: sagens oplysninger er ændret uden om klage." in answer.stdout
        assert f"klage gendan {newest}" in answer.stdout.replace("\n", " ")
        assert "Plejeseng" not in answer.stdout
        assert answer.stderr == ""
    assert set(findings(well, code=6)) == {"tables", "search_texts", "closing_days"}
    assert str(newest) in findings(well, code=6)["tables"]["advice"]
    assert well("tjek", "--hurtig", "--stille").stdout == ""


DAMAGE = {
    "the middle": (5 * 4096, bytes(4096)),
    "the schema": (100, bytes(3996)),
    "the first bytes": (0, b"x" * 100),
    "everything": (0, b"x" * 400_000),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_file_too_damaged_to_open(well: Office, kind: str) -> None:
    """It is diagnosed: what is wrong, and which backup to restore; the file is left untouched."""
    support.altered(well.path, *DAMAGE[kind])
    before = well.content()
    page = well("tjek", code=6)
    assert page.stderr == ""
    assert page.stdout.startswith("Registret er ikke i orden: ")
    assert "Sådan kommer du videre\n" in page.stdout
    assert f"klage gendan {backups.kept(well.path)[0].path}" in page.stdout
    assert kind == "the middle" or "\nIkke undersøgt\n" in page.stdout
    assert_danish(page.stdout.replace("klage gendan", ""))
    assert well.content() == before


def test_a_broken_seal_is_not_mended(well: Office) -> None:
    """A seal made anew would vouch for what was changed: --ret leaves the file as it is."""
    tamper(well.path, "update complaint set call_due_at = '2027-01-01T00:00:00Z' where id = 2026000001")
    before = well.content()
    assert "Seglet er brudt" in well("tjek", "--ret", code=6).stdout
    assert well.content() == before
    well("frister", code=6)


def test_what_is_safe_is_mended_and_said(well: Office) -> None:
    """Access, index, counter and half files; what the cases say is as it was."""
    before = well.case("1")
    well.path.chmod(0o666)
    well.path.parent.chmod(0o755)
    gone = subprocess.Popen(["true"])
    gone.wait()
    well.path.with_name(f".klage.db.{gone.pid}.ny").touch()
    tamper(well.path, "delete from search", "update number_counter set last = 1")
    assert set(findings(well, code=6)) == {
        "numbers",
        "search_texts",
        "permissions",
        "leftovers",
        "closing_days",
    }
    page = well("tjek", "--ret").stdout
    for sentence in (
        "Søgeindekset er lavet forfra af 2 sager.",
        "Tælleren er sat op for 1 år.",
        "Adgangen er lukket for andre til 2 filer og mapper.",
        "1 halv fil er slettet.",
    ):
        assert page.count(sentence) == 1, sentence
    assert set(findings(well)) == {"closing_days"}
    assert well.case("1") == before
    assert well("soeg", "-", stdin="seng").stdout.startswith("2026-0001\t")
    assert well.new(text="En tredje") == "2026-0003"


def test_mending_is_said_also_when_it_is_quiet(well: Office) -> None:
    """What was changed is never kept quiet, and nothing is said where nothing was."""
    assert well("tjek", "--ret", "--stille").stdout == ""
    well.path.chmod(0o640)
    said = well("tjek", "--ret", "--stille").stdout
    assert said == "Adgangen er lukket for andre til 1 fil eller mappe.\n"


def test_a_warning_is_said_and_ends_with_0(well: Office) -> None:
    """The newest backup is old, the morning list has stopped, and the clock goes backwards."""
    late = well.at("2026-12-24T13:00")
    late.new(text="En sen klage")
    said = late("tjek", "--stille").stdout
    assert "Advarsel: Den nyeste sikkerhedskopi er 34 dage gammel" in said
    assert "Advarsel: Morgenlisten er sidst kørt fredag 20. november 2026 kl. 10.00." in said
    assert "Advarsel: Uret på computeren går bagud" in well.at("2026-12-20T10:00")("tjek", "--stille").stdout


def test_wrong_time_zones_are_seen(well: Office) -> None:
    """With data in which Danish time is that of London: in a process of its own, that has no other."""
    folder = well.run.home / "zoner" / "Europe"
    folder.mkdir(parents=True)
    london = resources.files("tzdata").joinpath("zoneinfo", "Europe", "London").read_bytes()
    (folder / "Copenhagen").write_bytes(london)
    environ = well.environ(PYTHONTZPATH=str(folder.parent))
    done = subprocess.run(
        [sys.executable, "-m", "klage", "tjek", "--stille"],
        cwd=support.ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Advarsel: Computeren regner forkert med dansk tid i 7 af 7 prøver." in done.stdout


def test_no_register(well: Office) -> None:
    """3, and the backups that lie beside the empty place are named."""
    kept = backups.kept(well.path)[0].path
    well.path.unlink()
    sentence = well("tjek", code=3).stderr
    assert "Der er intet register her" in sentence
    assert f"klage gendan {kept}" in sentence.replace("\n", " ")
    kept.unlink()
    assert "gendan" not in well("tjek", "--json", code=3).stderr


def test_a_newer_register(well: Office) -> None:
    """7, as everywhere."""
    tamper(well.path, f"pragma user_version = {VERSION + 1}")
    assert "nyere udgave" in well.refused("tjek", code=7)


def test_an_older_register_is_not_brought_forward(well: Office) -> None:
    """Looking changes nothing, and what cannot be held against today's tables waits."""
    tamper(well.path, "pragma user_version = 2")
    before = well.content()
    page = well("tjek").stdout
    assert "Registret er fra en ældre udgave af klage." in page
    assert "når registret er bragt frem til denne udgave" in page
    assert well.content() == before


def as_nobody(well: Office, *line: str, mode: int) -> subprocess.CompletedProcess[str]:
    """Run a line as another user on a copy of the register that has this mode."""
    with support.open_to_all() as folder:
        shutil.copytree(well.path.parent, folder / "kontor")
        path = folder / "kontor" / well.path.name
        for each in (path, *backups.folder_of(path).iterdir()):
            each.chmod(mode)
        for each in (path.parent, backups.folder_of(path)):
            each.chmod(0o755)
        environ = well.environ(KLAGE_DB=str(path), KLAGE_NOW="2026-11-20T10:00:00+01:00")
        user = ["setpriv", f"--reuid={support.NOBODY}", f"--regid={support.NOBODY}", "--clear-groups"]
        return subprocess.run(
            [*user, sys.executable, "-m", "klage", *line],
            cwd=support.ROOT, env=environ, capture_output=True, text=True, check=False,
        )  # fmt: skip


@support.as_root
def test_a_register_one_may_only_read(well: Office) -> None:
    """It is examined in full, also where FTS5 may not be asked and nothing can be made beside it."""
    done = as_nobody(well, "tjek", "--json", mode=0o444)
    assert done.returncode == 0, done.stderr
    found = {each["key"]: each["level"] for each in json.loads(done.stdout)}
    assert found["search_index"] == found["tables"] == found["pages"] == "ok"
    assert found["permissions"] == "advarsel"
    refused = as_nobody(well, "tjek", "--ret", mode=0o444)
    assert (refused.returncode, refused.stdout) == (8, "")


@support.as_root
def test_a_register_one_may_not_read(well: Office) -> None:
    """8, before anything is looked at."""
    done = as_nobody(well, "tjek", mode=0o600)
    assert (done.returncode, done.stdout) == (8, "")
    assert "ikke lov til" in done.stderr


def test_hostile_names_in_the_file_are_harmless(well: Office) -> None:
    """A table that another program named is shown, and not obeyed."""
    tamper(well.path, 'create table "\x1b[2J[red]x" (a)')
    rewrite_schema(well.path, "update sqlite_master set sql = sql || ' ' where name = 'mark'")
    for line in (("tjek",), ("tjek", "--stille"), ("tjek", "--json")):
        answer = well(*line, terminal=True)
        assert "\x1b[2J" not in answer.stdout
        assert "[red]x" in answer.stdout


@pytest.mark.parametrize("line", [("--json", "--plain"), ("--csv",), ("nu",)])
def test_what_is_not_understood(well: Office, line: tuple[str, ...]) -> None:
    """2, with one sentence."""
    well.refused("tjek", *line, code=2)


def test_whatever_klage_does_is_well_afterwards(well: Office) -> None:
    """Import, calls, changes, merging, learning, undoing, forgetting and restoring leave nothing to complain of."""
    data = str(support.ROOT / "data" / "sager.jsonl")
    lesson = json.dumps({"observation": "Ingen svarede.", "words": "Ingen ringede", "cause": "arbejdsgang"})
    lines: tuple[tuple[str, ...], ...] = (
        ("import", data, "--ja"),
        ("opkald", "2", "--udfald", "talt_med", "--samtale", "afklaret_loest", "--oplyst"),
        ("ret", "1", "--type", "realitet", "--afdeling", "Visitationen"),
        ("luk", "2", "--metode", "moede", "--resultat", "medhold"),
        ("fortryd", "--ja"),
        ("fortryd", "--om", "--ja"),
        ("sammenlaeg", "1", "2", "--ja"),
        ("skil", "2"),
        ("laering", "ny", "2025-1", "--json", "-"),
        ("kontor", "sletning", "--efter", "3", "--ogsaa-uden-journalnr"),
        ("anonymiser", "--ja"),
        ("kontor", "lukkedage", "--ny", "28.12.2026"),
        ("fortryd", "--ja"),
    )
    for line in lines:
        well(*line, stdin=lesson)
        if line[0] in ("fortryd", "anonymiser"):
            assert well("tjek", "--stille").stdout == "", line
    later = well.at("2026-11-21T10:00")
    later("backup")
    later.new(text="Efter kopien")
    later("gendan", str(backups.kept(well.path)[0].path), "--ja")
    assert later("tjek", "--stille").stdout == ""
