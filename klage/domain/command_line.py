"""A command line that is still being typed: which words stand there, and how the last one begins."""

import re
import shlex

_END = "\0"
"""Put after the line, so that the word at the cursor is there even when nothing of it is typed yet."""

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")


def typed(line: str) -> tuple[list[str], str]:
    """Return the words after the program's name, and what is typed of the word at the cursor.

    Quotes and backslashes mean what they mean to a shell; a quote may still be open.

    Args:
        line: The line up to the cursor, with the program's name, as the user sees it.
    """
    words = _words(line.replace(_END, "") + _END)
    while len(words) > 1 and _ASSIGNMENT.match(words[0]):
        del words[0]
    *whole, begun = words
    return whole[1:], begun.removesuffix(_END) if whole else ""


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    try:
        # Not list(): what was read before an open quote is wanted too.
        for word in lexer:
            words.append(word)  # noqa: PERF402
    except ValueError:
        words.append(lexer.token)
    return words
