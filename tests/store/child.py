"""``python -m tests.store.child VERB FILE …``: what the tests need a process of its own for.

Ends with the exit code that klage would end with, and the sentence on stderr.
"""

import errno
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from klage.errors import KlageError
from klage.store.backup import backups, encryption, restoring
from klage.store.forget import erasures
from klage.store.importing import staging
from klage.store.register import create_register
from tests.store import support


def create(path: Path) -> None:
    """Create a register."""
    create_register(path)


def create_slowly(path: Path, moment: str) -> None:
    """Create a register and be killed before the ``moment``-th time that its folder is touched."""
    left = int(moment)

    def count(_event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if any(str(argument).startswith(str(path.parent)) for argument in arguments):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    create_register(path)


def due(path: Path) -> None:
    """Print how many open cases the due list reads."""
    print(len(support.due_list(path).cases))


def add(path: Path, times: str, text: str = "Ingen svarer") -> None:
    """Register complaints, each in a command of its own, and print each number when it is committed."""
    for number in range(int(times)):
        with support.opened(path, writing=True) as register:
            with support.changing(register) as writer:
                key = support.add(writer, support.complaint(f"{text} {number}"))
            print(key, flush=True)


def hold(path: Path) -> None:
    """Hold the lock until stdin ends."""
    with support.written(path):
        print("held", flush=True)
        sys.stdin.read()


def die(path: Path) -> None:
    """Be killed in the middle of a commit: the file is half written, and the journal is hot."""
    with support.opened(path, writing=True) as register:
        register.connection.execute("pragma cache_size = 2")  # pages go to the file before the commit
        with support.changing(register) as writer:
            for number in range(200):
                support.add(writer, support.complaint(f"Når aldrig frem {number} " * 20))
            writer.flush()
            os.kill(os.getpid(), signal.SIGKILL)


def add_without_space(path: Path) -> None:
    """Register a complaint that does not fit into what the file may grow to."""
    size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, size + 8192))
    add(path, "1", "For stor til disken " * 5000)


def erased(path: Path, case_id: str) -> None:
    """Note that a case is anonymised."""
    erasures.append(path, [int(case_id)], support.NOW)


def backup(path: Path) -> None:
    """Make a backup and print its name."""
    with support.opened(path) as register:
        print(backups.make(register, support.NOW).path.name)


def backup_without_space(path: Path) -> None:
    """Make a backup that does not fit into what a file may grow to."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192 * 4, 8192 * 4))
    backup(path)


def identities(path: Path) -> None:
    """Read the secret keys in a file."""
    encryption.identities(path)


def stage(path: Path, file: str) -> None:
    """Fetch a copy to restore it."""
    staging.is_encrypted(Path(file))
    with staging.staged(path, Path(file)):
        pass


def stage_without_space(path: Path, file: str) -> None:
    """Fetch a copy that does not fit into what a file may grow to."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192 * 4, 8192 * 4))
    stage(path, file)


def restore(path: Path, file: str, at_the_last_moment: str) -> None:
    """Restore where there is no register, and meet something when the copy is given the register's name."""

    def meet(event: str, _arguments: tuple[object, ...]) -> None:
        if event == "os.link" and at_the_last_moment == "a register":
            path.write_text("en andens")
        elif event == "os.link":
            raise OSError(errno.EPERM, "no hard links here")

    with staging.staged(path, Path(file)) as copy:
        sys.addaudithook(meet)
        restoring.put(copy, path, support.NOW)


def restore_without_space(path: Path, file: str) -> None:
    """Restore when the backup of the register that is there does not fit into what a file may grow to."""
    with staging.staged(path, Path(file)) as copy:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192 * 4, 8192 * 4))
        restoring.put(copy, path, support.NOW)


def restore_and_die(path: Path, file: str, milliseconds: str) -> None:
    """Restore, and be killed so many milliseconds after it began."""
    with staging.staged(path, Path(file)) as copy:
        signal.setitimer(signal.ITIMER_REAL, float(milliseconds) / 1000)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        restoring.put(copy, path, support.NOW)
        signal.setitimer(signal.ITIMER_REAL, 0)


VERBS: Mapping[str, Callable[..., None]] = {
    "create": create,
    "create-slowly": create_slowly,
    "due": due,
    "add": add,
    "hold": hold,
    "die": die,
    "add-without-space": add_without_space,
    "erased": erased,
    "backup": backup,
    "stage": stage,
    "stage-without-space": stage_without_space,
    "restore": restore,
    "restore-without-space": restore_without_space,
    "restore-and-die": restore_and_die,
    "identities": identities,
    "backup-without-space": backup_without_space,
}


def main(verb: str, path: str, *args: str) -> int:
    """Do what is asked and return the exit code."""
    try:
        VERBS[verb](Path(path), *args)
    except KlageError as error:
        print(error.sentence, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
