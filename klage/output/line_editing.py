"""One line typed at the user's own terminal, with arrow keys, and with what is pasted kept in one piece."""

import sys

from klage.output.sentence import is_real_terminal


def edited_line(prompt: str, *, marks_pasted: bool) -> str:
    """Read a line at the user's own terminal, with arrow keys and without a limit to its length.

    The question is given to ``input`` so that editing does not draw over it; it lands on stdout,
    which is that same terminal.
    """
    try:
        import readline
    except ImportError:  # pragma: no cover - Windows edits lines by itself
        pass
    else:
        # No answer may come back at the next question's arrow-up.
        readline.set_auto_history(False)
        # Of the two editors that Python may have, libedit would take the marks for letters.
        if marks_pasted and "libedit" not in (readline.__doc__ or "") and is_real_terminal(sys.stdout):
            return _marked(prompt)
    return input(prompt)


def _marked(prompt: str) -> str:
    """Read a line from a terminal that is told to mark what is pasted; else three lines answer three questions.

    readline's own enable-bracketed-paste was tried: with it Python misses a Ctrl-C right after a key.
    """
    sys.stdout.write("\x1b[?2004h")
    sys.stdout.flush()
    try:
        return input(prompt)
    finally:
        sys.stdout.write("\x1b[?2004l")
        sys.stdout.flush()
