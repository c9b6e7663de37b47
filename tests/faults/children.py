"""Children that run klage's own command line: forked after the imports, so that a run costs milliseconds."""

import io
import json
import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from klage.cli import main

# What the commands load when they are asked for, loaded once before the fork.
for _module in ("commands.frister", "commands.ny", "session", "store.writing"):
    import_module(f"klage.{_module}")


def environment(path: Path) -> dict[str, str]:
    """Return an environment with nothing but the register in it."""
    home = str(path.parent)
    return {"KLAGE_DB": str(path), "HOME": home, "XDG_STATE_HOME": home, "USER": "inge"}


def fork(work: Callable[[], int]) -> tuple[int, int]:
    """Run ``work`` in a child with stdout in a pipe; return the child and the end to read from."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        os.close(reading)
        sys.stdout = os.fdopen(writing, "w", encoding="utf-8")
        code = work()
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)  # not sys.exit(): what the parent would do at its own end is not the child's


def typed(text: str) -> io.TextIOWrapper:
    """Return a standard input with a text in it."""
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")


def register_case(path: Path, summary: str) -> int:
    """Run ``klage ny`` as a script does; the number on stdout is the acknowledgement."""
    case = {
        "summary": summary,
        "citizen_name": "Inger Hansen",
        "phone": "20123456",
        "themes": "koordinering:2|sagsbehandlingstid",
    }
    sys.stdin = typed(json.dumps(case))
    return main(["ny", "--json", "-", "--kun-nr"], environment(path))


def list_open(path: Path) -> int:
    """Run ``klage frister``, which prints one array of all that is open and covered."""
    return main(["frister", "--json", "--alle"], environment(path))
