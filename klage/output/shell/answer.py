"""The answer to the Tab key as each shell's script reads it: its kind on the first line, then a value a line.

The scripts lie beside this module. None of them evaluates what it reads: a value is only ever inserted,
and quoted by the shell itself.
"""

import re
from collections.abc import Iterable

from klage.domain.suggestion import Suggestion
from klage.output.safe import one_line

SHELL, LINE, AT = "_KLAGE_COMPLETE", "_KLAGE_LINE", "_KLAGE_WORD"
"""The environment of a question: the shell, the line up to the cursor, and the word as bash sees it."""

WORDS, NAMES, FILES, FOLDERS = "words", "names", "files", "folders"
"""What the answer is: values as they are, values that must be quoted, or the shell's own files."""

_BARE = re.compile(r"[\w./:=@%+,-]*")


def answer(shell: str, kind: str, found: Iterable[Suggestion], edge: tuple[str, str], word: str = "") -> str:
    """Return the answer, or nothing for a shell that is not known.

    Args:
        shell: ``bash``, ``zsh`` or ``fish``.
        kind: One of the four kinds.
        found: The values.
        edge: What stands before the value in the same word (``--afdeling=``), and what is typed of it.
        word: What bash takes for the word at the cursor: it breaks words at ``=`` and ``:``.
    """
    write = {"bash": _bash, "zsh": _told, "fish": _told}.get(shell)
    # A value that cannot be shown as it is cannot be chosen with open eyes either.
    sound = [each for each in found if one_line(each.value) == each.value]
    if write is None:
        return ""
    before, typed = edge
    if shell == "bash":
        whole = before + typed
        before = before.removeprefix(whole.removesuffix(word)) if whole.endswith(word) else ""
    lines = [write(before, each) for each in sound]
    is_bare = all(map(_BARE.fullmatch, (each.value for each in sound)))
    return "\n".join([NAMES if kind == WORDS and not is_bare else kind, *lines])


def _bash(before: str, each: Suggestion) -> str:
    return before + each.value


def _told(before: str, each: Suggestion) -> str:
    """Return a value and, after a tab, what is said of it."""
    return f"{before}{each.value}\t{one_line(each.about)}"
