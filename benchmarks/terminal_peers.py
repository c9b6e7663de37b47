"""The terminal programs that a borgervejleder might have used instead of klage: lists of tasks, hours and notes."""

import json
import os
import subprocess
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy, which
from typing import ClassVar

from benchmarks.measuring import TooSlowError, measured
from benchmarks.peers import IMPORTED, WORD, Command, Given, Missing, Peer, complaints, version_of

FILLING = 300
"""How many seconds of CPU a program is given to take its complaints in."""


class Taskwarrior(Peer):
    """Taskwarrior 2.6, as Debian has it: a complaint is a task, a closed one is completed."""

    name = "Taskwarrior 2"
    OPTIONS = (
        "rc.confirmation=off",
        "rc.verbose=nothing",
        "rc.defaultwidth=200",
        "rc.color=off",
        "rc.news.version=9.9.9",
    )
    JOBS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "frister": ("status:pending", "due.before:now+24h", "minimal"),
        "open": ("status:pending", "due.before:now+24h", "minimal"),
        "rapport": ("ghistory.monthly",),
        "soeg": (f"description.contains:{WORD}", "all"),
    }

    def install(self) -> str:
        """Install it with apt if this is root's Debian."""
        if which("task") is None and os.geteuid() == 0 and which("apt-get"):
            subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "taskwarrior"], check=False,
                           stdout=subprocess.DEVNULL)  # fmt: skip
        if which("task") is None or not version_of("task", "--version").startswith("2."):
            raise Missing("Debian's package taskwarrior 2 is not installed")
        return version_of("task", "--version")

    def fill(self, folder: Path, count: int, *, closed: bool) -> None:
        """Import them, and run once, so that what is completed is put away."""
        given = folder / "tasks.json"
        given.write_text(
            json.dumps([_task(nth, each) for nth, each in enumerate(complaints(count, closed=closed))]),
            "utf-8",
        )
        (folder / "data").mkdir(exist_ok=True)
        for words in (("import", str(given)), ("minimal",)):
            command = self.typed(folder, *words)
            try:
                measured(command.argv, command.environ, folder=command.folder, limit=FILLING)
            except TooSlowError:
                raise Missing(f"{count} tasks are not imported in {FILLING} s") from None

    def command(self, job: str, folder: Path, nth: int) -> Command | None:
        """Return what is typed."""
        if job == "import":
            given = self.filled(IMPORTED) / "tasks.json"
            into = folder / f"import-{nth}"
            (into / "data").mkdir(parents=True, exist_ok=True)
            return self.typed(into, "import", str(given))
        if job == "ny":
            return self.typed(
                folder, "add", f"{nth}. {WORD}", "due:now+24h", "project:Jobcenter", "+optraeden"
            )
        return self.typed(folder, *self.JOBS[job])

    def typed(self, folder: Path, *words: str) -> Command:
        """Return a command line on the data of a folder."""
        environ = self.environ(TASKRC="/dev/null", TASKDATA=str(folder / "data"))
        return Command(["task", *self.OPTIONS, *words], environ)


def _task(nth: int, given: Given) -> dict[str, object]:
    """Return a complaint as Taskwarrior's JSON has it."""
    each, due, closed = given
    task: dict[str, object] = {
        "uuid": str(uuid.UUID(int=nth + 1, version=4)),
        "description": each.summary,
        "entry": _stamp(each.received_at),
        "due": _stamp(due),
        "project": each.department,
        "tags": [point.theme for point in each.points],
        "status": "completed" if closed else "pending",
    }
    return task | ({"end": _stamp(closed)} if closed else {})


def _as_champion(task: Mapping[str, object]) -> str:
    """Return a task as Taskwarrior 3 stores it: times in seconds, and a key for each tag."""
    kept = {key: str(value) for key, value in task.items() if key not in {"uuid", "tags"}}
    for key in ("entry", "due", "end"):
        if key in kept:
            kept[key] = str(int(datetime.strptime(kept[key], "%Y%m%dT%H%M%S%z").timestamp()))
    tags = task["tags"]
    assert isinstance(tags, list)
    return json.dumps({**kept, "tags": ",".join(tags), **{f"tag_{tag}": "x" for tag in tags}})


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


class Taskwarrior3(Taskwarrior):
    """Taskwarrior 3, from Debian's newest suite, unpacked with the libraries it wants and never installed."""

    name = "Taskwarrior 3"
    PACKAGES = ("taskwarrior", "libc6", "libgcc-s1", "libsqlite3-0", "libstdc++6", "libuuid1")

    @property
    def _root(self) -> Path:
        return self.work / "taskwarrior3"

    def install(self) -> str:
        """Fetch the packages with apt, in folders of its own, and unpack them."""
        if not (self._root / "usr" / "bin" / "task").exists():
            if which("apt-get") is None or which("dpkg-deb") is None:
                raise Missing("Taskwarrior 3 is only fetched from Debian, with apt")
            self._fetch()
        # It looks for its colours beside where it is started, if they are not where Debian puts them.
        copy(self._root / "usr" / "share" / "taskwarrior" / "default.theme", self._root)
        return version_of(*self._program, "--version")

    def _fetch(self) -> None:
        apt = self._root / "apt"
        for folder in ("lists/partial", "cache/archives/partial", "debs"):
            (apt / folder).mkdir(parents=True, exist_ok=True)
        key = "/usr/share/keyrings/debian-archive-keyring.gpg"
        (apt / "sources").write_text(f"deb [signed-by={key}] http://deb.debian.org/debian sid main\n")
        places = {"Etc::sourcelist": "sources", "State::lists": "lists", "Cache": "cache"}
        options = [f"-oDir::{key}={apt / name}" for key, name in places.items()]
        options += ["-oDir::Etc::sourceparts=/dev/null", "-oDir::State::status=/dev/null", "-qq"]
        for words in (("update",), ("download", *self.PACKAGES)):
            if subprocess.run(["apt-get", *options, *words], cwd=apt / "debs", check=False).returncode:
                raise Missing("Debian's newest suite cannot be reached")
        for package in (apt / "debs").glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(package), str(self._root)], check=True)

    @property
    def _program(self) -> list[str]:
        libraries = self._root / "usr" / "lib" / "x86_64-linux-gnu"
        loader = str(libraries / "ld-linux-x86-64.so.2")
        return [loader, "--library-path", str(libraries), str(self._root / "usr" / "bin" / "task")]

    def fill(self, folder: Path, count: int, *, closed: bool) -> None:
        """Let it import one task, and write the others into its database: its import takes minutes for 10,000."""
        import sqlite3

        super().fill(folder, 1, closed=closed)
        made = sqlite3.connect(folder / "data" / "taskchampion.sqlite3")
        tasks = [_task(nth, given) for nth, given in enumerate(complaints(count, closed=closed))]
        rows = [(str(task["uuid"]), _as_champion(task)) for task in tasks]
        waiting = [task["uuid"] for task in tasks if task["status"] == "pending"]
        made.executemany("insert or replace into tasks (uuid, data) values (?, ?)", rows)
        made.execute("delete from working_set")
        made.executemany("insert into working_set (id, uuid) values (?, ?)", enumerate(waiting, start=1))
        made.commit()
        made.close()
        (folder / "tasks.json").write_text(json.dumps(tasks), "utf-8")

    def typed(self, folder: Path, *words: str) -> Command:
        """Return a command line of the unpacked program."""
        found = super().typed(folder, *words)
        return found._replace(argv=[*self._program, *found.argv[1:]], folder=self._root)


class Todoman(Peer):
    """todoman: a complaint is an .ics file in a folder."""

    name = "todoman"

    def install(self) -> str:
        """Return its version."""
        return version_of(str(self.venv("todoman", "todo")), "--version")

    def fill(self, folder: Path, count: int, *, closed: bool) -> None:
        """Write the files and let todoman read them once into its cache."""
        tasks = folder / "lists" / "klager"
        tasks.mkdir(parents=True, exist_ok=True)
        for nth, given in enumerate(complaints(count)):
            (tasks / f"{nth}.ics").write_text(_ics(nth, given), "utf-8")
        settings = {
            "path": f"{folder}/lists/*",
            "cache_path": f"{folder}/cache.sqlite3",
            "default_list": "klager",
        }
        (folder / "config.py").write_text("\n".join(f"{key} = {value!r}" for key, value in settings.items()))
        found = self.command("frister", folder, 0)
        assert found is not None
        subprocess.run(found.argv, env=found.environ, stdout=subprocess.DEVNULL, check=True)

    def command(self, job: str, folder: Path, nth: int) -> Command | None:
        """Return what is typed; todoman has no report and no import."""
        words = {
            "frister": ["list", "--due", "24", "--sort", "due"],
            "ny": ["new", "--list", "klager", f"{nth}. {WORD}"],
            "soeg": ["list", "--status", "ANY", "--grep", WORD],
        }.get(job)
        program = str(self.work / "venv-todoman" / "bin" / "todo")
        environ = self.environ(TODOMAN_CONFIG=str(folder / "config.py"))
        return Command([program, "--color", "never", *words], environ) if words else None


def _ics(nth: int, given: Given) -> str:
    """Return a complaint as a task of iCalendar."""
    each, due, closed = given
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:klage benchmark", "BEGIN:VTODO", f"UID:{nth}@klage",
        f"DTSTAMP:{_stamp(each.received_at)}", f"CREATED:{_stamp(each.received_at)}",
        f"DUE:{_stamp(due)}", f"SUMMARY:{each.summary}",
        f"CATEGORIES:{each.points[0].theme}",
        *(("STATUS:COMPLETED", f"COMPLETED:{_stamp(closed)}", "PERCENT-COMPLETE:100") if closed else ()),
        "END:VTODO", "END:VCALENDAR", "",
    ]  # fmt: skip
    return "\r\n".join(lines)


class Watson(Peer):
    """Watson: a complaint is a frame of an hour in a project, its themes are tags; it holds no text."""

    name = "Watson"

    def install(self) -> str:
        """Return its version."""
        return version_of(str(self.venv("td-watson", "watson")), "--version")

    def fill(self, folder: Path, count: int, *, closed: bool) -> None:
        """Write its one file of JSON."""
        frames = [
            [
                int(each.received_at.timestamp()), int(each.received_at.timestamp()) + 3600, each.department,
                f"{nth:032x}", [point.theme for point in each.points], int(each.received_at.timestamp()),
            ]
            for nth, (each, *_) in enumerate(complaints(count))
        ]  # fmt: skip
        (folder / "frames").write_text(json.dumps(frames), "utf-8")

    def command(self, job: str, folder: Path, nth: int) -> Command | None:
        """Return what is typed: its log of the newest, its report; it has nothing to search in and no import."""
        words = {
            "frister": ["log", "--from", "2026-11-01"],
            "ny": [
                "add",
                "--from",
                f"2026-11-21 08:{nth:02}:00",
                "--to",
                f"2026-11-21 08:{nth:02}:30",
                "Jobcenter",
                "+optraeden",
            ],
            "rapport": ["report", "--from", "2016-01-01", "--to", "2026-12-31"],
        }.get(job)
        program = str(self.work / "venv-td-watson" / "bin" / "watson")
        return Command([program, *words], self.environ(WATSON_DIR=str(folder))) if words else None


class Jrnl(Peer):
    """jrnl: a complaint is an entry in one text file, its themes are tags."""

    name = "jrnl"

    def install(self) -> str:
        """Return its version."""
        return version_of(str(self.venv("jrnl", "jrnl")), "--version")

    def fill(self, folder: Path, count: int, *, closed: bool) -> None:
        """Write its one file of text."""
        with (folder / "journal.txt").open("w", encoding="utf-8") as file:
            for each, *_ in complaints(count):
                tags = " ".join(f"@{point.theme}" for point in each.points)
                file.write(
                    f"[{each.received_at:%Y-%m-%d %H:%M}] {each.department}. {each.summary} {tags}\n\n"
                )
        _configured(folder, folder / "journal.txt")

    def command(self, job: str, folder: Path, nth: int) -> Command | None:
        """Return what is typed: the newest 200, its tags as a report; it knows nothing of what is open."""
        if job == "import":
            given = self.filled(IMPORTED) / "journal.txt"
            folder = folder / f"import-{nth}"
            folder.mkdir(exist_ok=True)
            (folder / "journal.txt").write_text("")
            _configured(folder, folder / "journal.txt")
            return self._typed(folder, "--import", "--file", str(given))
        words = {
            "frister": ["-n", "200", "--short"],
            "ny": [f"{nth}. {WORD} @optraeden"],
            "rapport": ["--tags"],
            "soeg": ["-contains", WORD, "--short"],
        }.get(job)
        return self._typed(folder, *words) if words else None

    def _typed(self, folder: Path, *words: str) -> Command:
        program = str(self.work / "venv-jrnl" / "bin" / "jrnl")
        return Command([program, "--config-file", str(folder / "jrnl.yaml"), *words], self.environ())


def _configured(folder: Path, journal: Path) -> None:
    settings = {
        "colors": {"body": "none", "date": "none", "tags": "none", "title": "none"},
        "default_hour": 9, "default_minute": 0, "editor": "", "encrypt": False, "highlight": False,
        "indent_character": "|", "journals": {"default": {"journal": str(journal)}}, "linewrap": 200,
        "tagsymbols": "@", "template": False, "timeformat": "%Y-%m-%d %H:%M", "version": "4.6",
    }  # fmt: skip
    # YAML of which each value is JSON; a file that is JSON altogether jrnl takes for that of an old version.
    lines = [f"{key}: {json.dumps(value)}\n" for key, value in settings.items()]
    (folder / "jrnl.yaml").write_text("".join(lines), "utf-8")
