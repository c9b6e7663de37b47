"""A folder of mails becomes rows."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from klage.errors import InvalidValueError, PermissionRefusedError
from klage.intake.mail import folder as mail_folder
from tests.intake.mails import NOW, mail


@contextmanager
def opened(folder: Path) -> Iterator[mail_folder.Folder]:
    """Open a folder without a bar."""
    with mail_folder.opened(folder, NOW, lambda _done, _total: None) as found:
        yield found


def test_a_row_for_each_mail(tmp_path: Path) -> None:
    """In the order of the names, read as often as is asked; what is no mail by its name is only counted."""
    (tmp_path / "b.EML").write_bytes(mail("To", "Message-ID: <2@a>"))
    (tmp_path / "a.eml").write_bytes(mail("En", "Message-ID: <1@a>"))
    (tmp_path / "c.eml").write_bytes(b"hej")
    (tmp_path / "d.eml").write_bytes(mail("Uden dato", "Date: i går"))
    (tmp_path / "brev.pdf").write_bytes(b"x")
    (tmp_path / ".skjult.eml").write_bytes(b"x")
    (tmp_path / "mappe.eml").mkdir()
    seen: list[tuple[int, int]] = []
    with mail_folder.opened(tmp_path, NOW, lambda done, total: seen.append((done, total))) as found:
        rows = [*found.rows()]
        assert rows == [*found.rows()]
    assert (found.names, found.left_out) == (("a.eml", "b.EML", "c.eml", "d.eml"), 1)
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [row.line for row in rows] == [1, 2, 3, 4]
    assert str(rows[0].values["summary"]).startswith("Klage\n\nEn")
    assert rows[0].mail_print is not None
    assert rows[0].mail_print != rows[1].mail_print
    assert [(row.problem or "")[:24] for row in rows] == [
        "",
        "",
        "Det er ikke en mail, kla",
        "Mailen siger ikke, hvorn",
    ]
    assert found.place(3) == "»c.eml«"


def test_the_same_mails_have_the_same_hash(tmp_path: Path) -> None:
    """Whatever the folder is called; one more is another."""
    hashes = []
    for name, count in (("en", 1), ("to", 1), ("tre", 2)):
        (tmp_path / name).mkdir()
        for nth in range(count):
            (tmp_path / name / f"{nth}.eml").write_bytes(mail(f"Nr. {nth}"))
        with opened(tmp_path / name) as found:
            hashes.append(found.source.digest)
    assert hashes[0] == hashes[1] != hashes[2]


def test_a_folder_without_mails_is_refused(tmp_path: Path) -> None:
    """It is most likely the wrong folder."""
    with pytest.raises(InvalidValueError, match="ingen mails"), opened(tmp_path):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    """The operating system says no."""
    tmp_path.chmod(0)
    try:
        with pytest.raises(PermissionRefusedError), opened(tmp_path):
            pass
    finally:
        tmp_path.chmod(0o700)
