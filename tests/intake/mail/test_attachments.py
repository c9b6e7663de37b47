"""Names of attachments are only names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.intake.mail.attachments import NAMELESS, listed


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Brev.pdf", "Brev.pdf"),
        ("../../.ssh/authorized_keys", "authorized_keys"),
        ("C:\\Windows\\system32\\a.exe", "a.exe"),
        ("fdp.\u202eexe", "fdp._exe"),
        ("a\x1b[31m\nb.txt", "a_[31m b.txt"),
        ("Bla\u030a.pdf", "Blå.pdf"),
        ("a" * 200 + ".docx", "a" * 88 + "…" + "aaaaa.docx"),
        ("..", NAMELESS),
        ("mappe/", NAMELESS),
        ("", NAMELESS),
    ],
)
def test_names(name: str, shown: str) -> None:
    """No folder, nothing hidden, not too long."""
    assert listed(name, 3).name == shown


@given(st.text(max_size=300), st.integers(-5, 10**9))
def test_any_name(name: str, size: int) -> None:
    """A name has no folder and no control character, and a size is none below nothing."""
    found = listed(name, size)
    assert found.name.isprintable()
    assert not {"/", "\\"} & {*found.name}
    assert 0 < len(found.name) <= 100
    assert found.size >= 0
