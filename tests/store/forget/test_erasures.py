"""The file that remembers which cases were anonymised, when the register itself is lost."""

import multiprocessing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.errors import DiskError, NotFoundError, PermissionRefusedError
from klage.store.forget import erasures
from klage.store.forget.erasures import Erasure
from tests.store import support
from tests.store.support import NOW, as_root, mode


def test_what_is_appended_is_read_back(path: Path) -> None:
    """In order, each case once a line, and nothing but numbers and times in the file."""
    erasures.append(path, [2026000002, 2026000001, 2026000002], NOW)
    erasures.append(path, [2025000009], NOW + timedelta(days=1))
    assert erasures.read(path) == [
        Erasure(2026000001, NOW),
        Erasure(2026000002, NOW),
        Erasure(2025000009, NOW + timedelta(days=1)),
    ]
    assert erasures.file_of(path).read_text() == (
        '{"at":"2026-11-20T10:00:00Z","cases":[2026000001,2026000002]}\n'
        '{"at":"2026-11-21T10:00:00Z","cases":[2025000009]}\n'
    )
    assert mode(erasures.file_of(path)) == 0o600
    assert mode(erasures.file_of(path).parent) == 0o700


def test_nothing_to_erase_makes_no_file(path: Path) -> None:
    """And where there is no file, nothing was erased."""
    erasures.append(path, [], NOW)
    assert not erasures.file_of(path).exists()
    assert erasures.read(path) == []


def test_a_torn_line_costs_only_itself(path: Path) -> None:
    """However a power cut has torn the last line, those before and after it are read."""
    erasures.append(path, [1], NOW)
    erasures.append(path, [2], NOW)
    file = erasures.file_of(path)
    whole = file.read_bytes()
    for cut in range(len(whole) // 2 + 1, len(whole)):
        file.write_bytes(whole[:cut])
        erasures.append(path, [3], NOW)
        found = [each.case_id for each in erasures.read(path)]
        # Without its line end alone the second line is still whole.
        assert found == ([1, 2, 3] if cut == len(whole) - 1 else [1, 3])


@given(st.binary(max_size=200))
def test_any_file_at_all_is_read_without_an_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    """What somebody else has put there is passed over."""
    path = tmp_path_factory.mktemp("kontor") / "klage.db"
    erasures.append(path, [1], NOW)
    file = erasures.file_of(path)
    file.write_bytes(content + b"\n" + file.read_bytes())
    assert erasures.read(path)[-1] == Erasure(1, NOW)


@pytest.mark.parametrize(
    "line",
    [
        '{"at":"2026-99-20T10:00:00Z","cases":[1]}',
        '{"at":"2026-11-20T10:00:00Z","cases":[1,,2]}',
        '{"at":"2026-11-20T10:00:00Z","cases":[1]} ',
        '{"at":"2026-11-20T10:00:00Z","cases":["1"]}',
    ],
)
def test_a_line_that_is_not_one_is_passed_over(path: Path, line: str) -> None:
    """Nothing is guessed from it."""
    erasures.append(path, [1], NOW)
    erasures.file_of(path).write_text(f"{line}\n")
    assert erasures.read(path) == []


def append_often(path: Path, first: int) -> None:
    """Append twenty-five lines."""
    for number in range(25):
        erasures.append(path, [first + number], NOW)


def test_several_may_append_at_once(path: Path) -> None:
    """No line overwrites another."""
    several = [multiprocessing.Process(target=append_often, args=(path, 100 * each)) for each in range(4)]
    for process in several:
        process.start()
    for process in several:
        process.join()
    found = {each.case_id for each in erasures.read(path)}
    assert found == {100 * each + number for each in range(4) for number in range(25)}


def test_a_link_is_not_written_through(path: Path, tmp_path: Path) -> None:
    """What it points at stays as it was."""
    file = erasures.file_of(path)
    file.parent.mkdir()
    (tmp_path / "andet").write_text("andet")
    file.symlink_to(tmp_path / "andet")
    with pytest.raises(NotFoundError):
        erasures.append(path, [1], NOW)
    assert (tmp_path / "andet").read_text() == "andet"


def test_a_folder_in_its_place_is_an_error_of_ours(path: Path) -> None:
    """It is told, and is no traceback."""
    erasures.file_of(path).mkdir(parents=True)
    with pytest.raises((DiskError, NotFoundError)):
        erasures.append(path, [1], NOW)
    with pytest.raises((DiskError, NotFoundError, PermissionRefusedError)):
        erasures.read(path)


@as_root
def test_without_permission_it_is_said() -> None:
    """Before a case is anonymised, so that it is not forgotten without being remembered."""
    with support.open_to_all() as folder:
        (folder / "sikkerhedskopier").mkdir(mode=0o755)
        assert support.run_child("erased", folder / "klage.db", "1", user=support.NOBODY).returncode == 8
