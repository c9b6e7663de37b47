"""Encrypting a copy to a public key, and reading it with the secret one (age, https://age-encryption.org/v1).

The machine with the register needs only the public key: whoever finds the copy, or the machine, cannot
read the copies with it. pyrage does all of it, and comes with the extra ``kryptering``.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from klage.errors import (
    DamagedError,
    DiskError,
    InvalidValueError,
    NotFoundError,
    PermissionRefusedError,
    needs_extra,
)
from klage.store import failures
from klage.store.file import write_file

SECRET = "AGE-SECRET-KEY-"  # noqa: S105 -- how every secret key begins, and none itself

NOT_READ_BACK = "Den krypterede kopi kunne ikke læses igen og er slettet. Få disken undersøgt."

_LONGEST_KEY_FILE = 100_000


class Key(Protocol):
    """A public or a secret key of pyrage's."""


def new_key() -> tuple[str, str]:
    """Return a new secret key and its public one, each as the text that stands for it."""
    secret = _pyrage().x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def recipients(value: str) -> list[Key]:
    """Return the public keys that ``value`` names: one itself, or a file with one on each line.

    Raises:
        InvalidValueError: It is no public key, or the extra is missing.
        NotFoundError: There is no such file.
        PermissionRefusedError: It may not be read.
    """
    pyrage = _pyrage()
    is_key = value.startswith("age1") or value.upper().startswith(SECRET)
    lines = [value] if is_key else _lines(Path(value))
    if any(line.upper().startswith(SECRET) for line in lines):
        raise InvalidValueError(
            "Det er den hemmelige nøgle. Den hører til i pengeskabet; brug den offentlige, der begynder med age1."
        )
    try:
        found: list[Key] = [pyrage.x25519.Recipient.from_str(line) for line in lines]
    except pyrage.RecipientError as error:
        raise InvalidValueError("Det er ikke en offentlig nøgle. Den begynder med age1.") from error
    if not found:
        raise InvalidValueError("Der står ingen offentlig nøgle i filen. Den begynder med age1.")
    return found


def identities(file: Path) -> list[Key]:
    """Return the secret keys that stand in a file, one on each line.

    Raises:
        InvalidValueError: There is none in it, or the extra is missing.
        NotFoundError: There is no such file.
        PermissionRefusedError: It may not be read.
    """
    pyrage = _pyrage()
    try:
        found: list[Key] = [pyrage.x25519.Identity.from_str(line) for line in _lines(file)]
    except pyrage.IdentityError as error:
        raise InvalidValueError(f"Filen er ikke en nøglefil. Nøglen begynder med {SECRET}1.") from error
    if not found:
        raise InvalidValueError(f"Der står ingen nøgle i filen. Den begynder med {SECRET}1.")
    return found


def encrypter(keys: list[Key]) -> Callable[[Path, Path], None]:
    """Return what encrypts a file to those keys; it reads the result back before it returns."""
    pyrage = _pyrage()

    def encrypt(source: Path, to: Path) -> None:
        # Read back with a key of its own that no one else ever has, because the machine has no other.
        throwaway = pyrage.x25519.Identity.generate()
        write_file(to, b"")
        try:
            with source.open("rb") as plain, to.open("wb") as secret:
                # Not encrypt_file(): on a full disk it says nothing and leaves half a file.
                pyrage.encrypt_io(plain, secret, [*keys, throwaway.to_public()])
                secret.flush()
                os.fsync(secret.fileno())
        except pyrage.EncryptError as error:  # how it wraps what the disk says at the beginning of a file
            raise DiskError(failures.DISK[1]) from error
        if _digest_of(to, throwaway) != _Digest.of(source):
            raise DiskError(NOT_READ_BACK)

    return encrypt


def decrypt(source: Path, to: Path, keys: list[Key]) -> None:
    """Write what an encrypted file holds to a new file, 0600.

    Raises:
        InvalidValueError: None of the keys fits.
        DamagedError: The file is damaged, or was not encrypted with age.
        OSError: The disk is full or failing.
    """
    pyrage = _pyrage()
    write_file(to, b"")
    try:
        with source.open("rb") as secret, to.open("wb") as plain:
            pyrage.decrypt_io(secret, plain, keys)
            plain.flush()
            os.fsync(plain.fileno())
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise InvalidValueError("Nøglen passer ikke til kopien. Intet er ændret.") from error
        raise DamagedError(
            "Kopien er beskadiget eller er ikke krypteret med age. Intet er ændret."
        ) from error
    except OSError as error:
        if error.errno is not None:
            raise
        # age's own word for a part that does not fit its checksum.
        raise DamagedError("Den krypterede kopi er beskadiget. Intet er ændret.") from error


class _Digest:
    """A file to write to that keeps only the hash of what is written."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b()

    def write(self, content: bytes) -> int:
        self._hash.update(content)
        return len(content)

    def flush(self) -> None:
        """There is nothing to flush; pyrage asks all the same."""

    def hex(self) -> str:
        return self._hash.hexdigest()

    @staticmethod
    def of(file: Path) -> str:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, hashlib.blake2b).hexdigest()


def _digest_of(secret: Path, key: Key) -> str:
    pyrage, digest = _pyrage(), _Digest()
    with secret.open("rb") as opened:
        try:
            pyrage.decrypt_io(opened, digest, [key])
        except (pyrage.DecryptError, OSError) as error:
            raise DiskError(NOT_READ_BACK) from error
    return digest.hex()


def _lines(file: Path) -> list[str]:
    """Return the lines of a key file that say something; age writes comments with #."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_LONGEST_KEY_FILE)
    except PermissionError as error:
        raise PermissionRefusedError("Du har ikke lov til at læse nøglefilen.") from error
    except (OSError, ValueError) as error:  # a ValueError is a NUL in the name
        raise NotFoundError("Nøglefilen findes ikke. Kontrollér stien.") from error
    lines = (line.strip() for line in content.decode("utf-8", errors="replace").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _pyrage() -> Any:
    """Return the library, which has no types of its own.

    Raises:
        InvalidValueError: It is not installed.
    """
    try:
        import pyrage  # type: ignore[import-untyped]  # it has no types
    except ImportError as error:
        raise needs_extra("Kryptering", "kryptering") from error
    return pyrage
