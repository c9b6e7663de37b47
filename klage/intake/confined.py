"""A process that reads what strangers have made: with little time and memory, and little to do harm with.

What it cannot do within its limits it does not do, and klage itself goes on.
"""

import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import klage

_START = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import klage  # this one and no other that is installed; the rest is found from there
del sys.path[0]
from {} import main
main()
"""


def run(module: str, *arguments: str, source: IO[bytes], answer: IO[bytes], wait: float) -> bool:
    """Run ``main`` of a module of klage's in a process of its own; tell whether it came to its end.

    Args:
        module: The module; it calls ``limit`` before it reads anything.
        arguments: Its arguments.
        source: A file that it gets as stdin, from the start.
        answer: A file that it gets as stdout.
        wait: How many seconds are waited for it: its limit is on the processor's time, which others want too.
    """
    root = str(Path(klage.__file__).parent.parent)
    source.flush()
    os.lseek(source.fileno(), 0, os.SEEK_SET)
    try:
        # -P: what lies in the folder where klage is run is not what klage is made of.
        done = subprocess.run(  # noqa: S603 -- a fixed line; what strangers made comes on stdin
            [sys.executable, "-P", "-X", "utf8", "-c", _START.format(module), root, *arguments],
            stdin=source, stdout=answer, stderr=subprocess.DEVNULL, timeout=wait, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    answer.seek(0)
    return done.returncode == 0


def limit(*, seconds: int, memory: int) -> bool:
    """Give this process its limits; tell whether this system has such limits.

    Args:
        seconds: Of the processor.
        memory: In bytes, of addresses.
    """
    try:
        resource: Any = import_module("resource")
    except ImportError:  # pragma: no cover -- Windows
        return False
    for kind, most in (("RLIMIT_CPU", seconds), ("RLIMIT_AS", memory), ("RLIMIT_CORE", 0)):
        with suppress(ValueError, OSError):  # one that is tighter already, or that the system does not keep
            resource.setrlimit(getattr(resource, kind), (most, most))
    return True
