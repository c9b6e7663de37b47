"""The process in which a mail is read: its answer, and its limits."""

import json
import subprocess
import sys
from io import BytesIO

from klage.intake.mail import child as mail_child
from tests.intake.mails import mail
from tests.store.support import ROOT


def in_a_child(code: str) -> str:
    """Run code in a process of its own, after it has been given the limits, and return what it wrote."""
    start = (
        "from klage.intake import confined\nfrom klage.intake.mail import child\n"
        "confined.limit(seconds=child.SECONDS, memory=child.MEMORY)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", start + code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout


def test_the_answer_is_json() -> None:
    """The mail with instants as they are stored, or one sentence."""
    found = json.loads(mail_child.answer(BytesIO(mail("Hej."))))["mail"]
    assert found["times"] == ["2026-10-19T06:00:00Z"]
    assert found["sent_on_at"] is None
    assert found["parts"] == {"words": "Hej.", "signature": "", "history": "", "cover": ""}
    assert json.loads(mail_child.answer(BytesIO(b"hej"))).keys() == {"refused"}


def test_outlooks_files_are_known_by_their_first_bytes() -> None:
    """Whatever they are called."""
    refused = json.loads(mail_child.answer(BytesIO(mail_child.OLE + b"x")))["refused"]
    assert refused.startswith("Det er ikke en mail")


def test_a_stream_that_fails_is_refused_in_a_sentence() -> None:
    """What nobody thought of ends in a sentence as well; nothing of the mail is in it."""

    class Broken(BytesIO):
        """Fails when it is read."""

        def read(self, _size: int | None = -1) -> bytes:
            """Fail in a way that no list foresees."""
            raise ZeroDivisionError("noget om Anna")

    assert json.loads(mail_child.answer(Broken())) == {"refused": mail_child.NOT_READ}


def test_memory_has_an_end() -> None:
    """A gigabyte is not to be had; the answer comes all the same."""
    code = (
        "import io\nclass Large(io.BytesIO):\n    def read(self, size=-1): return bytes(2**30)\n"
        "print(child.answer(Large()))"
    )
    assert json.loads(in_a_child(code)) == {"refused": mail_child.TOO_MUCH}


def test_a_core_is_never_left() -> None:
    """What the process held in memory is written to no file."""
    assert in_a_child("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))") == "(0, 0)\n"


def test_a_system_without_limits_is_told_apart() -> None:
    """On Windows there is no module of limits, and the mail is read all the same."""
    code = "import sys; sys.modules['resource'] = None\nprint(confined.limit(seconds=1, memory=2**29))"
    assert in_a_child(code) == "False\n"
