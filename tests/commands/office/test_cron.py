"""``klage kontor cron``: what it prints, and what it does to a crontab."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from klage.domain.crontab import BEGIN, END, Plan, block
from tests import crontab_program
from tests.cli import Result, Run, assert_danish
from tests.desk import Desk

ROOT = Path(__file__).parents[3]


class Cron:
    """Runs ``klage kontor cron`` with a crontab of its own."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.kept = crontab_program.install(folder)
        self.env = {"PATH": f"{folder}:/usr/bin:/bin", "PYTHONPATH": str(ROOT)}

    def __call__(self, *args: str, code: int = 0, typed: str | None = None, **env: str | None) -> Result:
        """Run one command line, at a terminal if something is typed."""
        return self.desk(
            "kontor",
            "cron",
            *args,
            stdin=typed or "",
            terminal=typed is not None,
            code=code,
            env={**self.env, **env},
        )

    @property
    def lines(self) -> list[str]:
        """Return the crontab as it stands."""
        return self.kept.read_text(encoding="utf-8").splitlines() if self.kept.exists() else []


@pytest.fixture
def cron(desk: Desk, tmp_path: Path) -> Cron:
    """Give a desk with a crontab of its own, that is not there yet."""
    return Cron(desk, tmp_path / "bin")


def job(printed: str, word: str) -> str:
    """Return the command of a printed line, as cron hands it to the shell."""
    (line,) = (line for line in printed.splitlines() if f" {word} " in line and not line.startswith("#"))
    return line.split(maxsplit=5)[5].replace("\\%", "%")


def test_the_printed_lines_run_as_cron_runs_them(cron: Cron, tmp_path: Path) -> None:
    """With nothing but HOME, SHELL and PATH, also from a folder with spaces, % and quotes in its name."""
    home = tmp_path / "Åse's 100 % mappe"
    home.mkdir()
    cron.desk = replace(cron.desk, run=Run(home))
    cron.desk("ny", "--tekst", "-", "--afdeling", "Ældreplejen", stdin="Anna Åse venter.")
    printed = cron(KLAGE_DB=f"{home}/klage.db").stdout
    bare = ["env", "-i", f"HOME={home}", "SHELL=/bin/sh", "PATH=/usr/bin:/bin", "sh", "-c"]
    done = subprocess.run(
        [*bare, job(printed, "frister")], cwd="/", capture_output=True, check=True, timeout=60
    )
    assert "\tÆldreplejen\t" in done.stdout.decode()
    assert "Anna" not in done.stdout.decode()
    assert done.stderr == b""
    subprocess.run([*bare, job(printed, "backup")], cwd="/", capture_output=True, check=True, timeout=60)
    assert [*(home / "sikkerhedskopier").iterdir()]
    assert "cron" not in cron.desk("tjek", "--stille", code=0).stdout


def test_where_the_register_lies_is_told_only_when_cron_cannot_know(cron: Cron) -> None:
    """Cron knows HOME and no other variable; a relative place is written in full."""
    home = cron.desk.run.home
    assert "KLAGE_DB" not in cron(KLAGE_DB=None, XDG_DATA_HOME=None).stdout
    assert f"KLAGE_DB={home}/data/klage/klage.db " in cron(KLAGE_DB=None).stdout
    assert f"KLAGE_DB={Path.cwd()}/her.db " in cron(KLAGE_DB="her.db").stdout
    assert f"PYTHONPATH={Path.cwd()}:{ROOT} " in cron(PYTHONPATH=f".:{ROOT}").stdout
    assert "ikke noget register endnu" in cron().stderr
    cron.desk.new()
    assert "ikke noget register" not in cron().stderr


def test_a_klage_that_cron_cannot_start_is_said(cron: Cron, tmp_path: Path) -> None:
    """Better today than no list tomorrow: neither a klage that falls over, nor a path that cron cannot hold."""
    (tmp_path / "broken" / "klage").mkdir(parents=True)
    (tmp_path / "broken" / "klage" / "__init__.py").write_text("raise SystemExit(1)\n")
    falls = cron("--installer", "--ja", PYTHONPATH=str(tmp_path / "broken"), code=3).stderr
    assert "kan ikke starte sådan, som cron ville starte det" in falls
    odd = cron("--installer", "--ja", PYTHONPATH="/nowhere\x07", code=2).stderr
    assert "tegn, som ikke kan stå" in odd
    assert_danish(falls + odd)
    assert cron.lines == []


def test_the_guide_shows_the_printed_lines() -> None:
    """What stands in the guide is what the command prints for a klage in a virtual environment."""
    plan = Plan(("/home/bruger/.venv/bin/klage",), {}, "bv@kommunen.dk")
    assert "```text\n" + "\n".join(block(plan)) + "\n```" in (
        ROOT / "klage/guide/83_morgenlisten.md"
    ).read_text(encoding="utf-8")


def test_installing_asks_first_and_twice_is_as_once(cron: Cron) -> None:
    """What will be different is shown; no changes nothing, yes does, and then there is nothing to do."""
    cron.kept.write_text("MAILTO=mig\n5 4 * * * true\n")
    shown = cron("--installer", typed="n\n")
    assert f"+{BEGIN}\n" in shown.stdout
    assert "5 4 * * *" not in shown.stdout
    assert shown.stdout.endswith("Din crontab er ikke ændret.\n")
    assert cron.lines == ["MAILTO=mig", "5 4 * * * true"]
    cron("--installer", "--mailto", "bv@kommunen.dk", typed="\n")
    assert cron.lines[:3] == ["MAILTO=mig", "5 4 * * * true", BEGIN]
    assert cron.lines[-1] == END
    assert 'MAILTO="bv@kommunen.dk"' in cron.lines
    before = cron.lines
    assert cron("--installer").stdout == "Linjerne står allerede i din crontab.\n"
    assert cron.lines == before
    cron("--installer", "--mailto", "", "--ja")
    assert 'MAILTO="bv@kommunen.dk"' not in cron.lines


def test_renewing_when_the_register_has_moved(cron: Cron) -> None:
    """The lines are changed where they stand, and only they; the address stays."""
    cron("--installer", "--ja", "--mailto", "bv@kommunen.dk")
    cron.kept.write_text(cron.kept.read_text(encoding="utf-8") + "1 1 * * * true\n", encoding="utf-8")
    said = cron("--installer", "--ja", KLAGE_DB="/srv/klage.db").stdout
    assert said.count("\n+") == said.count("\n-") == 2
    assert any("KLAGE_DB=/srv/klage.db" in line for line in cron.lines)
    assert 'MAILTO="bv@kommunen.dk"' in cron.lines
    assert cron.lines[-1] == "1 1 * * * true"


def test_removing(cron: Cron) -> None:
    """Klage's lines go, the user's own stay; a crontab with nothing left in it is no crontab."""
    assert cron("--fjern").stdout == "Der er ingen linjer fra klage i din crontab.\n"
    cron("--installer", "--ja")
    cron("--fjern", "--ja")
    assert not cron.kept.exists()
    cron.kept.write_text("5 4 * * * true\n")
    cron("--installer", "--ja")
    cron("--fjern", typed="j\n")
    assert cron.lines == ["5 4 * * * true"]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("--installer", "--fjern"), 2, "Brug kun ét af --installer og --fjern"),
        (("--fjern", "--mailto", "bv@kommunen.dk"), 2, "--mailto bruges ikke"),
        (("--installer",), 2, "Skriv --ja"),
        (("--installer", "--ja", "--mailto", "to adresser"), 2, "uden mellemrum"),
        (("--mailto", "-t"), 2, "uden mellemrum"),
    ],
)
def test_what_is_refused(cron: Cron, line: tuple[str, ...], code: int, said: str) -> None:
    """A refusal is one Danish sentence with its code, and the crontab is as it was."""
    cron.kept.write_text("5 4 * * * true\n")
    sentence = cron(*line, code=code).stderr
    assert said in sentence
    assert_danish(sentence.splitlines()[-1])
    assert cron.lines == ["5 4 * * * true"]
    assert "findes ikke" not in sentence


def test_without_cron(cron: Cron) -> None:
    """The lines can be printed on any machine, and put in only where there is a crontab."""
    (cron.kept.parent / "crontab").unlink()
    path = str(cron.kept.parent)
    assert BEGIN in cron(PATH=path).stdout
    assert "pakken cron" in cron("--installer", PATH=path, code=3).stderr
