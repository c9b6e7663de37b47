"""Files for the user are whole, private, and never written over or through something else."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from klage.errors import DiskError, InvalidValueError, KlageError, NotFoundError, PermissionRefusedError
from klage.output.files import write_new

WRITER = """
import os, resource, sys, tempfile
from pathlib import Path
from klage.errors import KlageError
from klage.output.files import write_new
if sys.argv[2] == "limited":
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
else:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    write_new(Path(sys.argv[1]), [b"x" * 10_000])
except KlageError as error:
    print(error.sentence)
    sys.exit(error.exit_code)
"""


def written_elsewhere(path: Path, how: str) -> subprocess.CompletedProcess[str]:
    """Write a file in a process of its own: ``limited`` to 4 KiB a file, or as ``nobody``."""
    # Coverage could not write its own file there either.
    environment = {**os.environ, "COVERAGE_PROCESS_START": "", "COVERAGE_PROCESS_CONFIG": ""}
    command = [sys.executable, "-c", WRITER, str(path), how]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def no_hard_links(temporary: Path, path: Path) -> None:
    """Fail as ``os.link`` does on a file system without hard links."""
    raise OSError(errno.EPERM, "no links here", str(temporary), None, str(path))


def names_in(folder: Path) -> list[str]:
    """Return all names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("link", [os.link, no_hard_links])
def test_a_new_file_is_whole_and_private(tmp_path: Path, link: object) -> None:
    """Text and bytes are written in order, readable by the owner only whatever the umask, and nothing else is left."""
    target = tmp_path / "udtræk.csv"
    before = os.umask(0)
    try:
        write_new(target, ["æ;", b"b\r\n"], link=link)  # type: ignore[arg-type]
    finally:
        os.umask(before)
    assert target.read_bytes() == "æ;b\r\n".encode()
    assert target.stat().st_mode & 0o777 == 0o600
    assert names_in(tmp_path) == ["udtræk.csv"]


@pytest.mark.parametrize("link", [os.link, no_hard_links])
def test_an_existing_file_is_refused(tmp_path: Path, link: object) -> None:
    """What is there stays as it was, and the sentence names the option that overwrites."""
    target = tmp_path / "a.csv"
    target.write_text("gammel")
    with pytest.raises(InvalidValueError, match="--overskriv"):
        write_new(target, ["ny"], link=link)  # type: ignore[arg-type]
    assert target.read_text() == "gammel"
    assert names_in(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("dangling", [False, True])
def test_never_through_a_symlink(tmp_path: Path, overwrite: bool, dangling: bool) -> None:
    """A link at the name is refused, also when overwriting and when it points nowhere; its target is untouched."""
    victim = tmp_path / "victim"
    if not dangling:
        victim.write_text("andres")
    link = tmp_path / "a.csv"
    link.symlink_to(victim)
    with pytest.raises(InvalidValueError):
        write_new(link, ["ny"], overwrite=overwrite)
    assert link.is_symlink()
    assert victim.exists() is not dangling
    assert dangling or victim.read_text() == "andres"


def test_overwriting_replaces_whole_and_private(tmp_path: Path) -> None:
    """With ``overwrite`` the new content takes the place of the old, with the new file's narrow mode."""
    target = tmp_path / "a.csv"
    target.write_text("gammel og længere")
    target.chmod(0o644)
    write_new(target, ["ny"], overwrite=True)
    assert target.read_text() == "ny"
    assert target.stat().st_mode & 0o777 == 0o600
    write_new(tmp_path / "b.csv", ["ny"], overwrite=True)
    assert names_in(tmp_path) == ["a.csv", "b.csv"]


def test_a_folder_is_never_overwritten(tmp_path: Path) -> None:
    """A folder at the name is not an ordinary file."""
    with pytest.raises(InvalidValueError, match="ikke en almindelig fil"):
        write_new(tmp_path, ["ny"], overwrite=True)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """Folders are not made on a misspelling."""
    with pytest.raises(NotFoundError, match="Mappen til"):
        write_new(tmp_path / "findes" / "ikke.csv", ["ny"])


def test_an_impossible_name_is_said(tmp_path: Path) -> None:
    """A name too long for the file system is an invalid value, and is not repeated whole."""
    with pytest.raises(InvalidValueError, match="filnavn") as refused:
        write_new(tmp_path / ("x" * 300), ["ny"])
    assert len(refused.value.sentence) < 150


@pytest.mark.parametrize("overwrite", [False, True])
def test_failure_while_writing_leaves_nothing(tmp_path: Path, overwrite: bool) -> None:
    """When the content cannot be made, neither half a file nor a temporary one is left."""
    target = tmp_path / "a.csv"

    def breaks() -> Iterator[str]:
        yield "halvt"
        raise KeyError("row")

    with pytest.raises(KeyError):
        write_new(target, breaks(), overwrite=overwrite)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskError),
        (errno.EIO, DiskError),
        (errno.EROFS, PermissionRefusedError),
        (errno.EACCES, PermissionRefusedError),
        (errno.ENOTDIR, NotFoundError),
    ],
)
def test_errors_of_the_system_are_explained(tmp_path: Path, number: int, expected: type[KlageError]) -> None:
    """Each failure has its class, and a sentence that names the file safely."""

    def failing(temporary: Path, path: Path) -> None:
        raise OSError(number, "x", str(temporary), None, str(path))

    with pytest.raises(expected, match="␛fil"):
        write_new(tmp_path / "\x1bfil", ["ny"], link=failing)
    assert names_in(tmp_path) == []


def test_an_unknown_error_stays_what_it_is(tmp_path: Path) -> None:
    """An error we never thought of is a bug to be seen, not a guess."""

    def failing(temporary: Path, path: Path) -> None:
        raise OSError(errno.EPIPE, "x", str(temporary), None, str(path))

    with pytest.raises(BrokenPipeError):
        write_new(tmp_path / "a", ["ny"], link=failing)


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """When the system stops the writing half way, the exit code is 5 and the folder is as before."""
    done = written_elsewhere(tmp_path / "a.csv", "limited")
    assert done.returncode == DiskError.exit_code
    assert "Disken er fuld" in done.stdout
    assert names_in(tmp_path) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small file system needs root")
def test_a_really_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """The same on a file system of 8 KiB, where the write itself is refused for lack of space."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8k", "klage-test", tmp_path], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not allow mounting")
    try:
        with pytest.raises(DiskError, match="Skaf plads"):
            write_new(tmp_path / "a.csv", [b"x" * 100_000])
        assert names_in(tmp_path) == []
    finally:
        subprocess.run(["umount", tmp_path], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="becoming another user needs root")
def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    """A user who may not write in a folder is told so, with exit code 8."""
    done = written_elsewhere(tmp_path / "a.csv", "nobody")
    assert (done.returncode, done.stderr) == (PermissionRefusedError.exit_code, "")
    assert "ikke lov" in done.stdout
