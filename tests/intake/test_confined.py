"""Processes with limits: what ends well is told from what does not."""

import subprocess
import sys
import tempfile

from klage.intake import confined

SLEEPS = "import time; time.sleep(60)"


def test_answer_comes_from_the_start() -> None:
    """The source is given from its first byte, and the answer read from its own."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        source.write(b"PK and noise")
        assert confined.run("klage.intake.workbook.child", "", source=source, answer=answer, wait=60)
        assert b"refused" in answer.readline()


def test_process_that_is_not_done_in_time_is_given_up() -> None:
    """It is ended, and the user is not left waiting."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        assert not confined.run("timeit", "-n1", "-r1", SLEEPS, source=source, answer=answer, wait=0.5)


def test_limits_hold() -> None:
    """A process that asks for more memory than it may have does not get it."""
    line = (
        "from klage.intake import confined; assert confined.limit(seconds=5, memory=2**28); bytearray(2**29)"
    )
    done = subprocess.run([sys.executable, "-c", line], capture_output=True, check=False, timeout=30)
    assert b"MemoryError" in done.stderr
