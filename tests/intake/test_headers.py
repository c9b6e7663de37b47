"""Headings: English keys, Danish labels and what hand-kept spreadsheets say."""

from collections import Counter

import pytest

from klage.domain.folding import fold
from klage.errors import InvalidValueError
from klage.intake.headers import FAULT, KNOWN, LINE, headings_from, spellings


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("received_at", "received_at"),
        ("Modtaget", "received_at"),
        ("MODTAGET DEN", "received_at"),
        (" ønsket løsning ", "wanted_outcome"),
        ("oensket loesning", "wanted_outcome"),
        ("Tlf.", "phone"),
        ("Sagsnr", "case_no"),
        ("Temaer", "themes"),
    ],
)
def test_heading_is_known_by_any_of_its_names(cell: str, key: str) -> None:
    """Case, accents and punctuation do not matter."""
    assert headings_from([cell]).keys == (key,)


def test_no_two_fields_share_a_heading() -> None:
    """Every spelling of every field means one field only."""
    names = Counter(name for field in KNOWN for name in {fold(spelling) for spelling in spellings(field)})
    assert [name for name, count in names.items() if count > 1] == []


def test_unknown_headings_are_kept_to_be_said() -> None:
    """A column that is not read is named; columns without a heading and those of a fault file are not."""
    headings = headings_from(["Modtaget", "Skostørrelse", "", FAULT, LINE])
    assert headings.unknown == ("Skostørrelse",)
    assert headings.keys == ("received_at", None, None, None, None)


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (["Skostørrelse", "Vægt"], "ingen kendte"),
        ([], "ingen kendte"),
        (["Tlf.", "Navn", "phone"], "Telefon"),
    ],
)
def test_headings_that_cannot_be_used_are_refused(cells: list[str], word: str) -> None:
    """No known heading, or two for the same field: the sentence says which."""
    with pytest.raises(InvalidValueError, match=word):
        headings_from(cells)
