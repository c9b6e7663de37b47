"""Lines typed and pasted at a real terminal."""

import contextlib
import os
import pty
import select
import subprocess
import sys


def test_long_answer_at_a_terminal_is_whole() -> None:
    """With line editing a pasted line may be longer than the 4,095 bytes a terminal hands over otherwise."""
    shown, printed = at_a_terminal("å" * 5000)
    assert printed == ""
    assert shown.endswith("5000\r\n")


def test_question_at_a_terminal_leaves_stdout_clean() -> None:
    """With stdout in a pipe the question is still seen, and only the program's own output is piped."""
    shown, printed = at_a_terminal("Åse", stdout_too=False)
    assert shown.startswith("Navn: ")
    assert printed == "3\n"


def test_a_line_cut_by_the_terminal_is_refused() -> None:
    """Without line editing, a line that the terminal has cut is asked for again, never stored cut."""
    shown, printed = at_a_terminal("x" * 6000, "kort", stdout_too=False)
    assert "Linjen er for lang til terminalen" in shown
    assert printed == "4\n"


def test_a_cut_line_does_not_end_a_text() -> None:
    """In a longer text the cut line alone is left out; what was typed before and after is kept."""
    shown, printed = at_a_terminal("før", "x" * 6000, "efter", "", call="text_block", stdout_too=False)
    assert "Linjen er for lang til terminalen" in shown
    assert printed == f"{len('før|efter')}\n"


def test_the_terminal_is_asked_to_mark_what_is_pasted() -> None:
    """Python turns it off; then three lines pasted at one question would answer three."""
    shown, _ = at_a_terminal("Åse", terminal="xterm")
    assert shown.index("\x1b[?2004h") < shown.index("Navn: ") < shown.index("\x1b[?2004l")
    assert "\x1b" not in at_a_terminal("Åse")[0]


def test_a_pasted_text_keeps_its_empty_lines() -> None:
    """What a terminal marks as pasted is one piece: an empty line in it does not end the text."""
    pasted = "\x1b[200~Kære kommune\r\rHjælpen kom ikke.\x1b[201~"
    shown, _ = at_a_terminal(pasted, "", call="text_block", terminal="xterm")
    assert shown.rstrip().endswith(str(len("Kære kommune||Hjælpen kom ikke.")))


def test_a_pasted_answer_is_one_line() -> None:
    """A name pasted with a line end in it is still one answer."""
    shown, _ = at_a_terminal("\x1b[200~Åse\rBerg\x1b[201~", terminal="xterm")
    assert shown.rstrip().endswith(str(len("Åse Berg")))


def at_a_terminal(
    *lines: str, call: str = "ask", stdout_too: bool = True, terminal: str = "dumb"
) -> tuple[str, str]:
    """Ask at a pseudo-terminal for the length of an answer; return what it showed and what was piped."""
    program = (
        "import sys; from klage.output.prompt import Prompter;"
        f"print(len(Prompter(sys.stdin, sys.stderr, marks_pasted={terminal != 'dumb'}).{call}('Navn')))"
    )
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=follower,
        stdout=follower if stdout_too else subprocess.PIPE,
        stderr=follower,
        env={**os.environ, "TERM": terminal, "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"},
    ) as process:
        os.close(follower)
        shown = os.read(leader, 1024)
        for line in lines:
            shown += _typed(leader, f"{line}\n".encode())
        piped = process.stdout.read() if process.stdout else b""
        shown += _read_all(leader)
    os.close(leader)
    return shown.decode(errors="replace"), piped.decode()


def _typed(leader: int, keys: bytes) -> bytes:
    """Type ``keys`` and return what is echoed, so that neither end waits for the other."""
    shown = b""
    for start in range(0, len(keys), 256):
        os.write(leader, keys[start : start + 256])
        shown += _read_all(leader, patience=0.02)
    return shown


def _read_all(leader: int, patience: float = 20) -> bytes:
    shown = b""
    # Linux says EIO when the program at the other end has ended.
    with contextlib.suppress(OSError):
        while select.select([leader], [], [], patience)[0]:
            shown += os.read(leader, 4096)
    return shown
