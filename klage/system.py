"""What is asked of the operating system wherever files are made: a folder on the disk, a process that still runs.

Imported where it is used: a command that only reads asks for neither.
"""

import os
from contextlib import suppress
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder are on the disk, where the system can.

    Windows and some network drives cannot. The content is on the disk already, and like SQLite we do not call
    a file unwritten because its name might be lost in a power cut.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_running(process: str) -> bool:
    """Tell whether the process with this number is there; of what is no number, and on Windows, it is believed."""
    if os.name != "posix" or not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
