"""Fixtures for every test; the first of them keeps the tests away from the user's own register."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.cli import Run
from tests.desk import Desk
from tests.transcripts import Shell

ROOT = Path(__file__).parent.parent

# How long an example takes says something of the machine, not of klage: speed is no matter for a test.
settings.register_profile("klage", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("klage")


@pytest.fixture(scope="session")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a regular file, below which nothing can lie."""
    # One for all tests: pytest reads the whole folder for the next free name, which is dear with thousands.
    found = tmp_path_factory.mktemp("wall") / "not-a-folder"
    found.write_text("A file, so that nothing can lie below it.")
    return found


@pytest.fixture(autouse=True)
def no_way_home(wall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the process's own environment useless for finding a register.

    A test gives klage an environment of its own. Code that reads ``os.environ`` all the same finds
    places below a regular file, where nothing can be made, and fails where it stands.
    """
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "KLAGE_DB"):
        monkeypatch.setenv(name, str(wall / name.lower()))
    for kind in ("DATA", "STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(wall / kind.lower()))
    for name in ("KLAGE_NOW", "KLAGE_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run klage with its own table of commands; see ``tests.cli.Run``."""
    home = tmp_path / "home"
    home.mkdir()
    return Run(home)


@pytest.fixture
def desk(run: Run) -> Desk:
    """Run klage on Friday 20 November 2026 at ten, without a register yet; see ``tests.desk.Desk``."""
    return Desk(run)


@pytest.fixture
def shell(run: Run, tmp_path: Path) -> Shell:
    """Give what transcripts run in; ``$DATA`` is the folder of sample files."""
    programs = tmp_path / "bin"
    programs.mkdir()
    klage = programs / "klage"
    klage.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m klage "$@"\n')
    klage.chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    more = {
        "PATH": path,
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "LOGNAME": "borgervejleder",
        "DATA": str(ROOT / "data"),
    }
    return Shell(run.environ(**more), run.home)
