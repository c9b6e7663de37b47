"""The fields: one description for every door, without two meanings for one heading."""

from collections import Counter

import pytest

from klage.domain import fields
from klage.domain.fields import Field
from klage.domain.folding import fold
from klage.domain.journey import journey

DOORS = {
    "complaint": fields.COMPLAINT,
    "point": fields.POINT,
    "call": fields.CALL,
    "closing": fields.CLOSING,
    "case": fields.CASE,
    "journey": journey.FIELDS,
}
KINDS = {"text", "line", "code", "instant", "date", "flag", "number", "case", "department", "json"}


@pytest.mark.parametrize("door", DOORS)
def test_keys_are_english_and_labels_danish_each_given_once(door: str) -> None:
    """A key is an identifier; a label begins with a capital and is another field's in no door."""
    described = DOORS[door]
    assert list(fields.by_key(described).values()) == list(described)
    assert all(field.key.isidentifier() and field.key.islower() for field in described)
    assert all(field.label[0].isupper() for field in described)
    assert max(Counter(field.label for field in described).values()) == 1


@pytest.mark.parametrize("door", DOORS)
def test_every_kind_is_known_and_codes_have_a_vocabulary(door: str) -> None:
    """Codes are ASCII, as they are stored; the labels are what the user reads."""
    for field in DOORS[door]:
        assert field.kind in KINDS
        assert (field.codes is not None) == (field.kind == "code" and field.key != "theme")
        assert all(code.isascii() and code.islower() for code in field.codes or {})
        assert len({*(field.codes or {}).values()}) == len(field.codes or {})


def test_no_heading_of_a_file_means_two_things() -> None:
    """Key, label and further headings of a complaint and a case, folded as import compares them."""
    names: dict[str, str] = {}
    for field in (*fields.COMPLAINT, *fields.CASE):
        for name in {fold(each) for each in (field.key, field.label, *field.headings)}:
            assert names.setdefault(name, field.key) == field.key, name


def test_free_text_is_personal() -> None:
    """What a citizen said, or what identifies one, is wiped; the names of staff and codes are not."""
    impersonal = {"journal_no", "owner", "call_policy", "themes", "unit"}
    for described in DOORS.values():
        for field in described:
            free = field.kind in {"text", "line"} and field.key not in impersonal
            assert field.personal == free, field.key


def test_a_field_is_plain_unless_said_otherwise() -> None:
    """The defaults."""
    assert Field("x", "X") == Field("x", "X", "text", None, False, ())
