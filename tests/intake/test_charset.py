"""From bytes to text, whatever the mail says they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.intake.charset import decoded, tidy


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("æøå".encode(), "utf-8", "æøå"),
        ("æøå".encode(), "iso-8859-1", "æøå"),
        ("æøå".encode("latin-1"), "iso-8859-1", "æøå"),
        ("æøå".encode("latin-1"), "utf-8", "æøå"),
        ("æøå".encode("latin-1"), None, "æøå"),
        ("æøå".encode("latin-1"), "us-ascii", "æøå"),
        ("„æ“ – €".encode("cp1252"), "iso-8859-1", "„æ“ – €"),
        ("æøå €".encode("iso-8859-15"), "iso-8859-15", "æøå €"),
        ("æøå".encode("utf-7"), "utf-7", "æøå"),
        ("æøå".encode("utf-7"), "unicode-1-1-utf-7", "æøå"),
        ("æøå".encode("utf-16"), "UTF-16", "æøå"),
        ("Привет".encode("koi8-r"), "koi8-r", "Привет"),
        ("ÆØÅ".encode("mac-roman"), "macintosh", "ÆØÅ"),
        ("日本".encode("iso-2022-jp"), "iso-2022-jp", "日本"),
        (b"\xef\xbb\xbfHej", "utf-8", "Hej"),
        (b"\x81\xff", None, "\ufffdÿ"),
        (b"abc", "zlib", "abc"),
        (b"abc", "idna", "abc"),
        (b"abc", "rot13", "abc"),
        (b"abc", ' "UTF-8" ', "abc"),
        (b"a\0b\x1bc\x7f", None, "abc"),
        ("\xe6".encode("latin-1"), "gb-findes-ikke", "æ"),
        (b"\xe6\x00", "utf-32", "æ"),
    ],
)  # fmt: skip
def test_the_ladder(raw: bytes, declared: str | None, text: str) -> None:
    """UTF-8 where all of it fits, then what is declared, then Windows-1252; no codec that is no character set."""
    assert decoded(raw, declared) == text


def test_apples_letters_are_put_together() -> None:
    """An a and a ring are one letter; lines end one way."""
    assert decoded("A\u030a\r\nb\rc\u2028d".encode(), "utf-8") == "Å\nb\nc\nd"
    assert tidy("a\ud800") == "a?"


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "utf-8", "utf-16", "utf-7", "latin-1", "cp037", "hz", "x"]),
)
def test_any_bytes_become_text(raw: bytes, declared: str | None) -> None:
    """Text that can be stored: Unicode throughout, no control characters."""
    text = decoded(raw, declared)
    assert text.encode().decode() == text
    assert not any(ord(c) < 32 and c not in "\t\n" for c in text)
