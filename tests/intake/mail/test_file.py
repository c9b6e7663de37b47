"""A mail in a file or on a pipe."""

import os
import sys
from io import BytesIO
from pathlib import Path

import pytest

from klage.errors import InvalidValueError, KlageError, NotFoundError
from klage.intake.mail import file as mail_file
from tests.intake.mails import FOLDER, SAID, mail, sample


@pytest.mark.parametrize("name", ["outlook.msg", "outlook-videresendt.eml", "thunderbird.eml"])
def test_what_the_child_read_is_what_is_returned(name: str) -> None:
    """Nothing is lost on the way from the other process."""
    assert name in SAID
    assert mail_file.read(FOLDER / name) == sample(name)


def test_a_folder_with_a_module_of_that_name_is_not_run(tmp_path: Path) -> None:
    """What lies where klage is run is not imported: neither email.py nor klage/."""
    (tmp_path / "email.py").write_text("raise SystemExit('kapret')")
    (tmp_path / "json.py").write_text("raise SystemExit('kapret')")
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert mail_file.read_stream(BytesIO(mail("Hej."))).parts.words == "Hej."
    finally:
        os.chdir(before)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", mail_file.EMPTY),
        (b" \r\n", mail_file.EMPTY),
        (b"x" * (mail_file.LARGEST + 1), mail_file.TOO_LARGE),
        (b"\x89PNG", "Det er ikke en mail"),
    ],
)
def test_what_is_refused(raw: bytes, sentence: str) -> None:
    """Nothing, too much, and no mail."""
    with pytest.raises(InvalidValueError) as refused:
        mail_file.read_stream(BytesIO(raw))
    assert refused.value.sentence.startswith(sentence)


def test_what_is_no_file(tmp_path: Path) -> None:
    """A folder, a pipe that nobody writes to, and a name that is not there."""
    os.mkfifo(tmp_path / "pipe")
    for name, error in (("", InvalidValueError), ("pipe", InvalidValueError), ("findes-ikke", NotFoundError)):
        with pytest.raises(KlageError) as refused:
            mail_file.read(tmp_path / name)
        assert type(refused.value) is error
        assert "CSV" not in refused.value.sentence


def test_this_system_has_limits() -> None:
    """The tests of the limits mean something here."""
    assert sys.platform != "win32"


def test_the_child_runs_this_klage(tmp_path: Path) -> None:
    """Not another that is installed beside it: what it refuses with is what stands here."""
    (tmp_path / "klage").mkdir()
    (tmp_path / "klage" / "__init__.py").write_text("raise SystemExit('en anden klage')")
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(tmp_path)
    try:
        assert mail_file.read_stream(BytesIO(mail("Hej."))).parts.words == "Hej."
    finally:
        del os.environ["PYTHONPATH"]
        os.environ.update({} if before is None else {"PYTHONPATH": before})
