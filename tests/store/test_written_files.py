"""The files that klage has written about cases: noted, named while they are there, whatever they are called."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage.errors import BusyError
from klage.store import history, written_files
from klage.store.written_files import WrittenFile
from tests.store import support
from tests.store.support import NOW, opened


def test_a_file_is_named_with_when_and_by_what(path: Path, tmp_path: Path) -> None:
    """The oldest first; one that is written again stands once, and one that is gone is not named."""
    one, two, gone = tmp_path / "en.csv", tmp_path / "to.csv", tmp_path / "væk.csv"
    with opened(path) as register:
        for file in (one, two, gone, one):
            file.write_text("x")
            written_files.note(
                register, file, "eksport", NOW + timedelta(minutes=len(support.names(tmp_path)))
            )
        gone.unlink()
        found = written_files.existing(register)
        assert [file.path for file in found] == [two, one]
        assert found[0] == WrittenFile(two, NOW + timedelta(minutes=3), "eksport")
        assert history.head(register.connection).event_id == 0


def test_a_relative_name_is_noted_whole(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found again from any folder."""
    (tmp_path / "sager.csv").write_text("x")
    with opened(path) as register:
        monkeypatch.chdir(tmp_path)
        written_files.note(register, Path("sager.csv"), "eksport", NOW)
        monkeypatch.chdir("/")
        assert [file.path for file in written_files.existing(register)] == [tmp_path / "sager.csv"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(min_size=1, max_size=60).filter(lambda raw: not set(raw) & {0, 47} and raw not in (b".", b".."))
)
def test_any_name_comes_back(path: Path, tmp_path: Path, name: bytes) -> None:
    """Also one that is not UTF-8, or that looks like something else."""
    file = tmp_path / os.fsdecode(name)
    file.touch()
    with opened(path) as register:
        written_files.note(register, file, "eksport", NOW)
        assert file in [each.path for each in written_files.existing(register)]


def test_while_another_writes_it_is_told(path: Path, tmp_path: Path) -> None:
    """The caller decides what a file is worth that could not be noted."""
    with opened(path, writing=True) as other, opened(path, timeout=0) as register:
        other.connection.execute("begin exclusive")
        with pytest.raises(BusyError):
            written_files.note(register, tmp_path / "a.csv", "eksport", NOW)


def test_a_folder_that_may_not_be_looked_into(path: Path, tmp_path: Path) -> None:
    """A file that cannot be asked for is named: better one too many than one too few."""
    with opened(path) as register:
        written_files.note(register, tmp_path / ("a" * 300), "eksport", NOW)
        assert len(written_files.existing(register)) == 1
