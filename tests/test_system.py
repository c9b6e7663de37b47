"""What is asked of the operating system: folders that cannot be synced, and processes that are gone."""

import os
import subprocess
import sys
from pathlib import Path

from klage import system
from tests.store import support


def test_a_folder_that_cannot_be_synced_is_no_error(tmp_path: Path) -> None:
    """Some systems cannot; what is in the files is on the disk already."""
    system.sync_folder(tmp_path)
    system.sync_folder(tmp_path / "ingen")


def test_a_process_is_running_until_it_is_gone() -> None:
    """Our own is; one that has ended is not; of what can be no process nothing is taken away."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert system.is_running(str(os.getpid()))
    assert not system.is_running(str(gone.pid))
    assert system.is_running("abc")
    assert system.is_running(str(10**30))


@support.as_root
def test_a_process_of_somebody_else_is_running() -> None:
    """Seen by another user, who may not signal it."""
    done = subprocess.run(
        ["setpriv", f"--reuid={support.NOBODY}", "--clear-groups", sys.executable, "-c",
         "from klage.system import is_running; print(is_running('1'), is_running('x'))"],
        cwd=support.ROOT, env=support.child_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "True True\n", done.stderr
