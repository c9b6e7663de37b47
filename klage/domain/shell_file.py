"""The one line that a shell's own start file gets, so that it reads klage's script; the rest is the user's.

The line is known by its end, so that it is found again when the script has moved, and put in only once.
"""

import shlex

MARK = "# klage: Tab-udfyldning (fjernes med klage kontor udfyldning --fjern)"


def line_for(script: str) -> str:
    """Return the line that reads a script where it is there; without it the shell starts as ever."""
    return f"if [ -r {shlex.quote(script)} ]; then . {shlex.quote(script)}; fi  {MARK}"


def with_line(content: str, script: str) -> str:
    """Return a start file that reads the script, once; what stands there already stays as it is.

    Args:
        content: The start file.
        script: The script's path.
    """
    line = line_for(script)
    if line in content.splitlines():
        return content
    rest = without_line(content)
    return f"{rest}{'' if not rest or rest.endswith(chr(10)) else chr(10)}{line}\n"


def without_line(content: str) -> str:
    """Return a start file without klage's line, wherever that stands."""
    return "".join(line for line in content.splitlines(keepends=True) if not line.rstrip().endswith(MARK))
