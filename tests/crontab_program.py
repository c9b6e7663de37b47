"""A ``crontab`` for the tests: it keeps one file, and knows no user's own."""

from pathlib import Path

PROGRAM = """#!/bin/sh
# What Debian's crontab does with -l, - and -r, on one file; a line with the word "fault" is one.
case $1 in
-l) [ -f "{file}" ] && exec cat "{file}"; echo "no crontab for inge" >&2; exit 1 ;;
-r) exec rm "{file}" ;;
-) cat > "{file}.new"
   if grep -q fault "{file}.new"; then echo '"-":1: bad minute' >&2; exit 1; fi
   exec mv "{file}.new" "{file}" ;;
esac
"""


def install(folder: Path) -> Path:
    """Put the program into a folder for PATH, and return where it keeps its one crontab."""
    folder.mkdir(exist_ok=True)
    file = folder / "kept"
    program(folder, PROGRAM.format(file=file))
    return file


def program(folder: Path, script: str) -> None:
    """Put a script into the folder under the name ``crontab``."""
    path = folder / "crontab"
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
