"""Files that are no register, or no longer a whole one: refused with the right code, and left untouched."""

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from klage.errors import (
    DamagedError,
    NewerRegisterError,
    NoRegisterError,
    PermissionRefusedError,
)
from klage.store import appeals, history, office
from klage.store.file import VERSION, connect
from klage.store.register import create_register, open_register
from tests.store import support
from tests.store.support import altered, names


def cut(length: int) -> Callable[[bytes], bytes]:
    """Return a change that keeps only the beginning."""
    return lambda content: content[:length]


def patch(offset: int, new: bytes) -> Callable[[bytes], bytes]:
    """Return a change of some bytes."""
    return lambda content: content[:offset] + new + content[offset + len(new) :]


def shuffled(content: bytes) -> bytes:
    """Return the pages but the first in another order."""
    pages = [content[at : at + 4096] for at in range(4096, len(content), 4096)]
    random.Random(4).shuffle(pages)
    return content[:4096] + b"".join(pages)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    **{f"{length} bytes": cut(length) for length in (0, 1, 15, 16, 99, 100, 4095, 4096)},
    "half": lambda content: content[: len(content) // 2],
    "minus one page": lambda content: content[:-4096],
    "text": lambda _: "Kære borgerrådgiver, jeg vil klage.\n".encode() * 200,
    "zip": lambda _: b"PK\x03\x04" + bytes(5000),
    "random": lambda _: random.Random(5).randbytes(9000),
    "zeros": lambda content: bytes(len(content)),
    "magic off by one": patch(0, b"T"),
    "page size 0": patch(16, b"\0\0"),
    "page size 1000": patch(16, b"\x03\xe8"),
    "read version 9": patch(19, b"\x09"),
    "schema format 9": patch(44, b"\0\0\0\x09"),
    "encoding 7": patch(56, b"\0\0\0\x07"),
    "other application": patch(68, b"abcd"),
    "no application": patch(68, bytes(4)),
    "schema page zeroed": patch(100, bytes(3996)),
    **{f"page {page} zeroed": patch((page - 1) * 4096, bytes(4096)) for page in range(2, 12)},
    "pages shuffled": shuffled,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_or_foreign_file_is_refused_untouched(tmp_path: Path, name: str) -> None:
    """It ends with 6, for reading and for writing, and not a byte is changed; no list is ever shorter."""
    path = tmp_path / "klage.db"
    support.fill(path, open_cases=30, closed_cases=30)
    whole = support.due_list(path)
    damaged = DAMAGE[name](path.read_bytes())
    path.write_bytes(damaged)
    try:
        assert support.due_list(path) == whole
    except DamagedError:
        pass
    else:
        assert "zeroed" in name  # a page of closed cases, or of the history: a matter for klage tjek
    with pytest.raises(DamagedError):
        open_register(path, writing=True)
    assert path.read_bytes() == damaged
    assert names(tmp_path) == ["klage.db"]


def test_another_programs_database_is_not_a_register(tmp_path: Path) -> None:
    """An SQLite file of something else is refused."""
    path = tmp_path / "klage.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table musik (titel text)")
    connection.close()
    with pytest.raises(DamagedError, match="ikke et klageregister"):
        open_register(path)


def test_minus_one_byte_is_refused_or_whole(path: Path) -> None:
    """A last page that is cut by a byte gives the whole list or a refusal."""
    path.write_bytes(path.read_bytes()[:-1])
    with suppress(DamagedError):
        assert support.due_list(path).cases == []


@pytest.mark.parametrize(
    "read",
    [
        lambda connection: office.department_named(connection, "Jobcenter"),
        lambda connection: appeals.find(connection, 1),
        history.head,
    ],
)
def test_what_is_asked_of_a_bare_connection_is_refused_alike(
    path: Path, read: Callable[[sqlite3.Connection], object]
) -> None:
    """A page that is gone is damage (6) and no bug (1), also where a command asks by the way."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    with closing(connect(path)) as connection, pytest.raises(DamagedError):
        read(connection)


def test_a_newer_register_is_left_alone(path: Path) -> None:
    """A register of a later klage is not guessed at."""
    altered(path, 60, (VERSION + 1).to_bytes(4, "big"))
    before = path.read_bytes()
    with pytest.raises(NewerRegisterError):
        open_register(path)
    assert path.read_bytes() == before


def test_a_file_that_can_only_be_read_by_its_version_still_gives_the_list(path: Path) -> None:
    """A write version that this SQLite does not know stops writing (8), not the list."""
    altered(path, 18, b"\x09")
    assert support.due_list(path).cases == []
    with pytest.raises(PermissionRefusedError), support.written(path) as writer:
        support.add(writer, support.complaint())


def test_wal_mode_is_ended_by_the_next_write(path: Path) -> None:
    """Another program may have set it; the list comes all the same, and writing puts it back."""
    connection = sqlite3.connect(path)
    connection.execute("pragma journal_mode = wal")
    connection.close()
    assert support.due_list(path).cases == []
    with support.opened(path, writing=True) as register:
        assert register.one("pragma journal_mode") == ("delete",)
    assert names(path.parent) == ["klage.db"]


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_garbage_beside_the_register_is_no_part_of_it(path: Path, ending: str) -> None:
    """A journal that is none is not rolled back."""
    path.with_name(path.name + ending).write_bytes(random.Random(6).randbytes(5000))
    assert support.due_list(path).cases == []


def no_file(path: Path) -> None:
    """Leave nothing there."""


def dangling(path: Path) -> None:
    """Make a link to nothing."""
    path.symlink_to(path.with_name("findes-ikke"))


def loop(path: Path) -> None:
    """Make a link to itself."""
    path.symlink_to(path)


def device(path: Path) -> None:
    """Make a link to a device."""
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [no_file, dangling, loop, device, Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_no_register(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """Nothing is opened that could hang, and nothing is made by looking."""
    path = tmp_path / "klage.db"
    make(path)
    with pytest.raises(NoRegisterError):
        open_register(path)
    assert names(tmp_path) == ([] if make is no_file else ["klage.db"])


def test_a_name_that_is_no_utf_8_can_be_opened(tmp_path: Path) -> None:
    """Also one with the characters that mean something in a URI."""
    path = tmp_path / os.fsdecode("register 100%?#\xe6ø".encode("latin-1"))
    create_register(path)
    assert support.due_list(path).cases == []
