"""Put a word in every text about a citizen, do everything, and look for the word where it must not be.

``python -m tests.faults.privacy [--short]``. It may stand in the register and its copies, in what the user asked
for with ``--med-navne`` and in exported files; never in a pipe, an error, the log of a bug, a temporary file,
or on a command line. Everything klage makes is 0600 or 0700 whatever the umask, a link where a file is to be
written is not followed, no other user reads the register, and no plugin of somebody else's is loaded. The
negative controls: with ``--med-navne`` the word is found, and another program loads the plugin.
"""

import argparse
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from klage.cli import COMMANDS
from klage.danish_cli import CommandRow
from tests.cli import Result
from tests.desk import Desk
from tests.faults import full, lines
from tests.faults.traced import RAM
from tests.store import support

NEEDLE = "Nåleborger"
WORK = "Breve siger ikke, hvorfor."
SAID = re.compile(r"n(å|aa)leborger|\\u00e5leborger", re.IGNORECASE)
FORBIDDEN = re.compile(r"--(navn|telefon|borger|tlf|cpr|beskrivelse)\b")
"""Options that would put a citizen on the command line; the office's own names are no secret."""

PLUGIN = "import pathlib\npathlib.Path({marker!r}).touch()\n"


class Tally(NamedTuple):
    """How many outputs were searched, and what was wrong."""

    searched: int
    wrong: list[str]


def with_needle(line: lines.Line) -> lines.Line:
    """Return a line that gives the word on standard input wherever it gives a text."""
    text = line.stdin.replace(lines.WORD, NEEDLE).replace("Inger Hansen", NEEDLE)
    return line._replace(stdin=text)


def outputs(home: Path, folder: Path) -> Tally:
    """Type every line without ``--med-navne``, also with broken input, and search what comes."""
    searched, wrong = 0, list[str]()
    for line in lines.every_line():
        if "--med-navne" in line.args:
            continue
        for typed in (with_needle(line), *broken(line)):
            desk = copied(home, folder)
            result = lines.run(desk, typed.within(folder))
            searched += 1
            if SAID.search(result.stdout + result.stderr):
                wrong.append(f"{' '.join(typed.args)} says it: {_around(result)}")
            if any(SAID.search(word) for word in typed.args):
                wrong.append(f"{' '.join(typed.args)} has it on the command line")
    return Tally(searched, wrong)


def broken(line: lines.Line) -> Iterator[lines.Line]:
    """Yield the same line with input that cannot be read, the word in all of it."""
    if "-" in line.args:
        for text in (
            f'{{"summary": "{NEEDLE}',
            json.dumps({NEEDLE: NEEDLE}),
            json.dumps({"summary": [NEEDLE], "result": NEEDLE}),
        ):
            yield line._replace(stdin=text)


def copied(home: Path, folder: Path) -> Desk:
    """Return a desk with a copy of a filled register."""
    place = folder / "home"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(home, place)
    return lines.desk_in(place)


def _around(result: Result) -> str:
    text = result.stdout + result.stderr
    at = SAID.search(text)
    assert at
    return repr(text[max(0, at.start() - 60) : at.end() + 20])


def helps(desk: Desk) -> Tally:
    """Look for options that take a citizen's name or number, in the help of every command but the office's."""
    wrong, names = list[str](), list(lines.named())
    for name in names:
        result = lines.run(desk, lines.Line([*name.split(), "--help"]))
        if not name.startswith("kontor") and FORBIDDEN.search(result.stdout):
            wrong.append(f"{name} --help: an option for a person")
        if SAID.search(result.stdout):
            wrong.append(f"{name} --help says it")
    return Tally(len(names), wrong)


def bug(home: Path, folder: Path) -> Tally:
    """Let a command break with a case in its hands, and search what is said and every log."""
    desk = copied(home, folder)
    broken_row = CommandRow("brag", "tests.commands.test_hostile:explode", "bang", "Test", "Gå i stykker.")
    desk = Desk(desk.run.__class__(desk.run.home, (*COMMANDS, broken_row)))
    result = lines.run(desk, lines.Line(["brag"]))
    logs = [path.read_text() for path in desk.run.home.rglob("*.log")]
    wrong = [] if result.code == 1 and logs else [f"the bug was not noted: {result}"]
    wrong += [
        f"a bug says it: {text!r}" for text in (result.stdout, result.stderr, *logs) if SAID.search(text)
    ]
    return Tally(1 + len(logs), wrong)


def modes(home: Path, folder: Path) -> Tally:
    """Type every line that writes with a umask of nothing, and look at all that was made."""
    wrong, count = list[str](), 0
    temporary = folder / "tmp"
    temporary.mkdir()
    mask, tempfile.tempdir = os.umask(0), str(temporary)
    try:
        for line in lines.writing().values():
            copied(home, folder)
            full.run(full.Place("umask", folder), with_needle(line))
            for path in sorted(folder.rglob("*")):
                count += 1
                if stat.S_IMODE(path.lstat().st_mode) & 0o077 and path != temporary:
                    wrong.append(
                        f"{' '.join(line.args[:2])}: {path.name} is {stat.S_IMODE(path.stat().st_mode):o}"
                    )
            wrong += [f"{line.args[0]} left {path.name}" for path in temporary.iterdir()]
    finally:
        os.umask(mask)
        tempfile.tempdir = None
    return Tally(count, wrong)


def links(home: Path, folder: Path) -> Tally:
    """Put a link where each file is to be written, with and without ``--overskriv``; nothing is written through it."""
    wrong, count = list[str](), 0
    precious = folder / "precious"
    for line in lines.writing().values():
        for name in (Path(word).name for word in line.args if "{folder}" in word):
            for more in ([], ["--overskriv"]):
                (folder / name).unlink(missing_ok=True)
                precious.write_text("kept")
                (folder / name).symlink_to(precious)
                result = lines.run(
                    copied(home, folder), line._replace(args=[*line.args, *more]).within(folder)
                )
                count += 1
                if precious.read_text() != "kept" or result.code == 0:
                    wrong.append(f"{line.args[0]} {name} {more}: followed a link ({result.code})")
    return Tally(count, wrong)


def others(home: Path, folder: Path) -> Tally:
    """Let another user try to read everything, as root can have it tried."""
    if os.geteuid() or shutil.which("setpriv") is None:
        return Tally(0, [])
    copied(home, folder)
    folder.chmod(0o755)
    become = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    found = subprocess.run(
        [*become, "find", str(folder / "home"), "-readable"], capture_output=True, text=True, check=False
    )
    return Tally(1, [f"another user reads {path}" for path in found.stdout.splitlines()])


def plugin(folder: Path) -> Tally:
    """Install a plugin for sqlite-utils; klage makes a register, imports and exports without loading it."""
    marker, site = folder / "loaded", folder / "site"
    (site / "evil-1.0.dist-info").mkdir(parents=True)
    (site / "evil.py").write_text(PLUGIN.format(marker=str(marker)))
    (site / "evil-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (site / "evil-1.0.dist-info" / "entry_points.txt").write_text("[sqlite_utils]\nevil = evil\n")
    environ = {
        **support.child_environment(), "PYTHONPATH": f"{support.ROOT}:{site}", "HOME": str(folder),
        "KLAGE_DB": f"{folder}/new/klage.db",
    }  # fmt: skip
    wrong = list[str]()
    for line in (
        lines.LINES["import"][0],
        lines.LINES["ny"][0],
        lines.LINES["backup"][0],
        *lines.LINES["eksport"][:1],
    ):
        done = subprocess.run([sys.executable, "-m", "klage", *line.args], input=line.stdin, env=environ,
                              cwd=folder, capture_output=True, text=True, check=False)  # fmt: skip
        if done.returncode or marker.exists():
            wrong.append(f"{line.args[0]} loaded the plugin, or failed: {done.stderr}")
    control = "import sqlite_utils; sqlite_utils.Database(memory=True)"
    subprocess.run([sys.executable, "-c", control], env=environ, cwd=folder, check=True)
    if not marker.exists():
        wrong.append("control: nobody loads the plugin")
    return Tally(4, wrong)


def control(home: Path, folder: Path) -> int:
    """Return in how many outputs the word is found when it is asked for."""
    desk, found = copied(home, folder), 0
    for line in lines.every_line():
        if "--med-navne" in line.args and not line.writes:
            found += bool(SAID.search(lines.run(desk, line).stdout))
    return found


def campaign(folder: Path) -> tuple[bool, str]:
    """Do all of it; return whether all is well, with one line and what is wrong."""
    home, work = folder / "filled", folder / "work"
    lines.fill(lines.desk_in(home), NEEDLE, work=WORK)
    parts = {
        "outputs": outputs, "logs": bug, "modes": modes, "links": links, "other users": others,
    }  # fmt: skip
    tallies = {"help pages": helps(lines.desk_in(home)), "plugins": plugin(_fresh(work))}
    for name, part in parts.items():
        tallies[name] = part(home, _fresh(work))
    found = control(home, _fresh(work))
    wrong = [f"{name}: {problem}" for name, tally in tallies.items() for problem in tally.wrong]
    counts = ", ".join(f"{tally.searched} {name}" for name, tally in tallies.items())
    said = f"privacy: {counts}; {len(wrong)} wrong; asked for with --med-navne the word is in {found} outputs"
    return not wrong and found > 0, "\n  ".join([said, *wrong])


def _fresh(folder: Path) -> Path:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    return folder


def main() -> int:
    """Run the campaign and return 1 if the word was found, or the controls did not find it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="the same: it takes seconds")
    parser.parse_args()
    with tempfile.TemporaryDirectory(dir=RAM) as folder:
        Path(folder).chmod(0o755)  # another user shall be stopped by klage's own modes
        good, line = campaign(Path(folder))
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
