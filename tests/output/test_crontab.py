"""Reading and writing a crontab through the program, and what the machine says of itself."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from klage.errors import DiskError, NotFoundError, PermissionRefusedError, RefusedError
from klage.output import crontab
from tests import crontab_program

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def environ(folder: Path) -> dict[str, str]:
    """Return an environment in which the tests' own program is found first."""
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Byte for byte, also what is no UTF-8 and line ends of another system; none at all is empty."""
    kept = crontab_program.install(tmp_path)
    env = environ(tmp_path)
    assert crontab.read(env) == ""
    kept.write_bytes(b"# \xe6\xf8\xe5\r\n\x0c5 4 * * * true\n")
    found = crontab.read(env)
    crontab.write(env, found + "# ærlig\n")
    assert kept.read_bytes() == b"# \xe6\xf8\xe5\r\n\x0c5 4 * * * true\n" + "# ærlig\n".encode()
    crontab.remove(env)
    assert crontab.read(env) == ""


def test_what_crontab_refuses(tmp_path: Path) -> None:
    """A fault in the lines leaves the old crontab; what it says is repeated in one line."""
    kept = crontab_program.install(tmp_path)
    kept.write_text("# old\n")
    with pytest.raises(RefusedError, match=r"ikke ændret.*bad minute"):
        crontab.write(environ(tmp_path), "fault\n")
    assert kept.read_text() == "# old\n"
    crontab_program.program(tmp_path, "#!/bin/sh\necho 'You (inge) are not allowed' >&2\nexit 1\n")
    with pytest.raises(PermissionRefusedError, match="not allowed"):
        crontab.read(environ(tmp_path))
    with pytest.raises(RefusedError, match="not allowed"):
        crontab.remove(environ(tmp_path))


def test_a_crontab_that_did_not_become_what_it_should(tmp_path: Path) -> None:
    """It is read back before anybody says that it was changed."""
    crontab_program.program(tmp_path, "#!/bin/sh\ncat > /dev/null\necho '# another'\n")
    with pytest.raises(DiskError, match="crontab -l"):
        crontab.write(environ(tmp_path), "# mine\n")


def test_a_machine_without_cron(tmp_path: Path) -> None:
    """One sentence says what is missing, and where it comes from."""
    with pytest.raises(NotFoundError, match="pakken cron"):
        crontab.read({"PATH": str(tmp_path)})


def test_a_command_starts_as_cron_starts_it(tmp_path: Path) -> None:
    """In a bare environment and by /bin/sh; nothing of the user's own environment helps it."""
    assert crontab.starts('test "$PATH" = /usr/bin:/bin && test -z "$KLAGE_DB"', {"KLAGE_DB": "x"})
    assert crontab.starts(f'test "$HOME" = {tmp_path}', {"HOME": str(tmp_path)})
    assert not crontab.starts("/nowhere/klage --version", {})


def test_the_machines_zone(tmp_path: Path) -> None:
    """It is read from the machine's file; without one, or with nonsense in it, a machine keeps UTC."""
    assert crontab.machine_zone(tmp_path / "none") == UTC
    nonsense = tmp_path / "localtime"
    nonsense.write_text("Danmark")
    assert crontab.machine_zone(nonsense) == UTC
    known = Path("/usr/share/zoneinfo/Europe/Copenhagen")
    if known.exists():
        offset = NOON.astimezone(crontab.machine_zone(known)).utcoffset()
        assert offset is not None
        assert offset.total_seconds() == 3600
