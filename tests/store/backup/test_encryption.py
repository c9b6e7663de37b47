"""Encrypting to a public key: read back before it counts, and opened only by the secret one."""

import resource
from pathlib import Path

import pytest

from klage.errors import DamagedError, DiskError, InvalidValueError, NotFoundError, PermissionRefusedError
from klage.store.backup import encryption
from tests.store import support
from tests.store.support import as_root, mode

pytest.importorskip("pyrage", reason="the extra kryptering is not installed")

PLAIN = b"Borgeren hedder Inger. " * 10_000


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, Path]:
    """Return a public key and the file with its secret one."""
    secret, public = encryption.new_key()
    file = tmp_path / "noegle.txt"
    file.write_text(f"# public key: {public}\n\n{secret}\n")
    return public, file


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a file with something personal in it."""
    file = tmp_path / "kopi.db"
    file.write_bytes(PLAIN)
    return file


def encrypted(copy: Path, *public: str) -> Path:
    """Encrypt a file to some keys and return the result."""
    to = copy.with_suffix(".age")
    keys = [key for each in public for key in encryption.recipients(each)]
    encryption.encrypter(keys)(copy, to)
    return to


def test_what_is_encrypted_is_read_with_the_key(copy: Path, pair: tuple[str, Path], tmp_path: Path) -> None:
    """Both files are private, and nothing of the text stands in the encrypted one."""
    public, file = pair
    secret = encrypted(copy, public)
    assert mode(secret) == 0o600
    assert b"Inger" not in secret.read_bytes()
    encryption.decrypt(secret, tmp_path / "ud.db", encryption.identities(file))
    assert (tmp_path / "ud.db").read_bytes() == PLAIN
    assert mode(tmp_path / "ud.db") == 0o600


def test_each_of_several_keys_opens_it(copy: Path, pair: tuple[str, Path], tmp_path: Path) -> None:
    """The public keys stand in a file, one on each line, as age writes them."""
    secret, public = encryption.new_key()
    (tmp_path / "begge.pub").write_text(f"# til kontoret\n{public}\n{pair[0]}\n")
    file = encrypted(copy, str(tmp_path / "begge.pub"))
    (tmp_path / "anden.txt").write_text(secret)
    for keys in (pair[1], tmp_path / "anden.txt"):
        encryption.decrypt(file, tmp_path / "ud.db", encryption.identities(keys))
        assert (tmp_path / "ud.db").read_bytes() == PLAIN


def test_a_wrong_key_is_told_from_a_damaged_file(copy: Path, pair: tuple[str, Path], tmp_path: Path) -> None:
    """The one is put right with another key, the other is not."""
    (tmp_path / "anden.txt").write_text(encryption.new_key()[0])
    file = encrypted(copy, pair[0])
    with pytest.raises(InvalidValueError, match="Nøglen passer ikke til kopien"):
        encryption.decrypt(file, tmp_path / "ud.db", encryption.identities(tmp_path / "anden.txt"))
    whole = file.read_bytes()
    for damaged in (whole[:-1], whole[:70_000], whole[:80], b"", whole[:-9] + bytes(9)):
        file.write_bytes(damaged)
        with pytest.raises(DamagedError, match="beskadiget"):
            encryption.decrypt(file, tmp_path / "ud.db", encryption.identities(pair[1]))


@pytest.mark.parametrize("value", ["age1forkert", "ingen.pub", "tom.pub", "tekst.pub"])
def test_what_is_no_public_key_is_refused(tmp_path: Path, value: str) -> None:
    """Each with its own sentence, and none of them repeats what was given."""
    (tmp_path / "tom.pub").write_text("# kun en kommentar\n")
    (tmp_path / "tekst.pub").write_bytes(b"\xff\xfe hej")
    named = value if value.startswith("age1") else str(tmp_path / value)
    with pytest.raises((InvalidValueError, NotFoundError)) as refused:
        encryption.recipients(named)
    assert value not in refused.value.sentence


def test_a_secret_key_is_never_a_recipient(tmp_path: Path, pair: tuple[str, Path]) -> None:
    """Neither in a file nor on the command line: it would go on lying beside the copies."""
    for value in (str(pair[1]), encryption.new_key()[0], encryption.new_key()[0].lower()):
        with pytest.raises(InvalidValueError, match="Det er den hemmelige nøgle") as refused:
            encryption.recipients(value)
        assert "1" not in refused.value.sentence.replace("age1", "")


def test_what_is_no_secret_key_is_refused(tmp_path: Path, pair: tuple[str, Path]) -> None:
    """The public key, an empty file, none at all, a folder."""
    (tmp_path / "offentlig.txt").write_text(pair[0])
    (tmp_path / "tom.txt").write_text("")
    for name in ("offentlig.txt", "tom.txt"):
        with pytest.raises(InvalidValueError, match="nøgle"):
            encryption.identities(tmp_path / name)
    for name in ("ingen.txt", "", "a\0b"):
        with pytest.raises(NotFoundError):
            encryption.identities(tmp_path / name)


@as_root
def test_a_key_that_may_not_be_read_is_told() -> None:
    """It is somebody else's."""
    with support.open_to_all() as folder:
        (folder / "noegle.txt").write_text(encryption.new_key()[0])
        (folder / "noegle.txt").chmod(0o600)
        done = support.run_child("identities", folder / "noegle.txt", user=support.NOBODY)
        assert done.returncode == PermissionRefusedError.exit_code


def test_a_full_disk_is_an_error_and_not_half_a_file(copy: Path, pair: tuple[str, Path]) -> None:
    """Pyrage's own function for files says nothing when the last part cannot be written."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in (10, 1000, 100_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
        try:
            with pytest.raises((OSError, DiskError)):
                encrypted(copy, pair[0])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
