"""Any text shown is harmless, keeps its meaning, and spreadsheet cells can be read back."""

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from klage.domain.cells import from_spreadsheet, spreadsheet
from klage.output.safe import SPELLED_OUT, json_escaped, one_line, set_in, shorten, visible
from tests.output.samples import HOSTILE, TEXTS

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.sampled_from(HOSTILE)
DIRECTION = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(ANY_TEXT)
def test_visible_leaves_no_control_or_direction_character(text: str) -> None:
    """Only newlines remain of the controls, and no bidi, separator, surrogate or format character but joiners."""
    for char in visible(text):
        assert char == "\n" or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert char not in DIRECTION
        assert char == "\u200d" or unicodedata.category(char) != "Cf"


@given(ANY_TEXT)
@example("\x1b\u200d\x1b")
@example("\ufe0f\u200d😀\u200d")
def test_visible_and_one_line_are_idempotent(text: str) -> None:
    """What is safe already is not changed again."""
    assert visible(visible(text)) == visible(text)
    assert one_line(one_line(text)) == one_line(text)


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    """No text of any kind makes a second line."""
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kære borger, æøå – »citat«", "Kære borger, æøå – »citat«"),
        ("\x1b[31mrød\x07\x7f", "␛[31mrød␇␡"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("a\u202eb\u2028c", "a⟨U+202E⟩b⟨U+2028⟩c"),
        ("hjemme\xadhjælp", "hjemme-hjælp"),
        ("a\u200bb\ufeff", "a⟨U+200B⟩b⟨U+FEFF⟩"),
        ("\ud83d", "⟨U+D83D⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\u3164\U000e0101", "⟨U+3164⟩⟨U+E0101⟩"),
        ("10\xa0kr.", "10\xa0kr."),
        (
            "👨\u200d👩\u200d👧 ❤\ufe0f 👍🏽\u200d💻 1\ufe0f⃣",
            "👨\u200d👩\u200d👧 ❤\ufe0f 👍🏽\u200d💻 1\ufe0f⃣",
        ),
        ("a\u200db", "a⟨U+200D⟩b"),
        ("😀\u200d", "😀⟨U+200D⟩"),
        ("\ufe0f", "⟨U+FE0F⟩"),
        ("😀\ufe0f\ufe0f", "😀\ufe0f⟨U+FE0F⟩"),
    ],
)
def test_visible_examples(text: str, shown: str) -> None:
    """Controls and invisible characters become marks; Danish, no-break spaces and emoji stay."""
    assert visible(text) == shown


def test_a_line_that_is_set_in_forges_none() -> None:
    """Every line but the first begins with a space, whatever ends the one before."""
    assert set_in("En\r\n2026-0001\tlukket\n\nslut") == "En\n  2026-0001 lukket\n\n  slut"


def test_one_line_shows_where_lines_were() -> None:
    """A forged second line stays on the first, after a mark; blank lines leave no mark of their own."""
    assert one_line("ok\r\n\n  2014-9999 lukket \n") == "ok ⏎ 2014-9999 lukket"


@given(ANY_TEXT)
def test_json_escapes_keep_the_text_and_hide_nothing(text: str) -> None:
    """An escaped document is safe to print as it is, and reads back as the very same text."""
    escaped = json_escaped(json.dumps(text, ensure_ascii=False))
    assert visible(escaped) == escaped
    # JSON has no lone halves: two of them side by side are read as the character they make.
    assert json.loads(escaped) == text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@given(ANY_TEXT | st.text("'=+-@ \t\r\nax＝"))
def test_spreadsheet_cells_read_back(text: str) -> None:
    """Guarding and reading back is exact for every text, also those that begin with an apostrophe."""
    assert from_spreadsheet(spreadsheet(text)) == text


@given(st.sampled_from("=+-@＝＋－＠\t\r"), st.text(" \xa0\u3000\n"), TEXTS)
def test_no_formula_survives(start: str, space: str, rest: str) -> None:
    """Whatever whitespace comes first, a cell that could be a formula begins with an apostrophe."""
    assert spreadsheet(space + start + rest).startswith("'")


@pytest.mark.parametrize("text", ["", "Hej", "'s aften", "3-1=2", "a\tb", "'"])
def test_ordinary_cells_are_left_alone(text: str) -> None:
    """A text that is no formula gets no apostrophe and loses none."""
    assert spreadsheet(text) == text
    assert from_spreadsheet(text) == text


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("Kort", 4, "Kort"),
        ("Kære borger i kommunen", 12, "Kære borger…"),
        ("Kære borger i kommunen", 15, "Kære borger i…"),
        ("Speciallægeerklæring", 8, "Special…"),
        ("A speciallægeerklæring", 12, "A speciallæ…"),
        ("日本語日本語", 6, "日本…"),
        ("Lang", 1, "…"),
        ("Lang", 0, ""),
    ],
)
def test_shorten_examples(text: str, width: int, short: str) -> None:
    """The cut falls between words when that leaves at least half of the space in use."""
    assert shorten(text, width) == short


@given(TEXTS, st.integers(0, 30))
def test_shorten_never_exceeds_the_width(text: str, width: int) -> None:
    """A shortened text fits its cells, wide characters counted as two."""
    assert cell_len(shorten(one_line(text), width)) <= width


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("ascii", 'Soeren Aagesen - paa "oe" par. 3 -> #-?'),
        ("cp1252", "Søren Ågesen – på »ø« § 3 -> #-?"),
        ("utf-8", "Søren Ågesen – på »ø« § 3 → █─日"),
    ],
)
def test_letters_that_an_encoding_lacks_are_spelled_out(encoding: str, written: str) -> None:
    """A name is read on any terminal; what has no spelling of its own is a question mark."""
    text = "Søren Ågesen – på »ø« § 3 → █─日"
    assert text.encode(encoding, errors=SPELLED_OUT).decode(encoding) == written


def test_only_writing_is_spelled_out() -> None:
    """Bytes that cannot be read are the reader's matter."""
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("ascii", errors=SPELLED_OUT)
