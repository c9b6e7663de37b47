"""The office's mediators in the register: found, added, changed, retired."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from klage.domain.mediator import Mediator
from klage.errors import NotFoundError, RefusedError
from klage.store import mediators
from klage.store.register import Register
from klage.store.writing import Writer
from tests.store import support

CRECEA = Mediator("borgermaegler", "Crecea", "30583502", "kl. 9-12", "borger@crecea.dk", "www.aarhus.dk")
BRO = Mediator("ekstern_maegler", "Bro & Ågård")


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """Return an empty register, open for writing."""
    with support.opened(path, writing=True) as register:
        yield register


@pytest.fixture
def writer(register: Register) -> Iterator[Writer]:
    """Return the changes of one command, with two mediators added."""
    with support.changing(register, command="kontor maeglere") as writer:
        mediators.add(writer, register, CRECEA)
        mediators.add(writer, register, BRO)
        yield writer


def test_what_is_added_is_read_back(register: Register, writer: Writer) -> None:
    """Whole, in the order they came."""
    assert mediators.all_of(register) == [CRECEA, BRO]
    assert mediators.key_of(writer, "Bro & Ågård") == 2
    assert mediators.key_of(writer, "Nogen") is None
    assert mediators.key_of(writer, None) is None


def test_one_is_found_whatever_the_spelling(register: Register, writer: Writer) -> None:
    """Case, accents and å do not matter; a slip gets the nearest, and another kind is not looked in."""
    assert mediators.require(register, "bro aagaard") == BRO
    assert mediators.require(register, "CRECEA", "borgermaegler") == CRECEA
    with pytest.raises(NotFoundError, match=r"Mente du Crecea\?"):
        mediators.require(register, "Crecae")
    with pytest.raises(NotFoundError, match="Se dem med klage kontor maeglere"):
        mediators.require(register, "Crecea", "ekstern_maegler")


def test_one_is_changed_and_retired(register: Register, writer: Writer) -> None:
    """A change that is none says so; one that is emptied is empty."""
    after = CRECEA._replace(phone=None, phone_hours="kl. 10-12")
    assert mediators.change(writer, CRECEA, after)
    assert not mediators.change(writer, after, after)
    assert mediators.change(writer, after, after._replace(active=False))
    assert mediators.all_of(register)[0] == after._replace(active=False)


def test_a_name_is_given_once(register: Register, writer: Writer) -> None:
    """A second of the same name is refused, with the way to correct or revive the first."""
    with pytest.raises(RefusedError, match="--ret"):
        mediators.add(writer, register, CRECEA._replace(name="crecea"))
    mediators.change(writer, CRECEA, CRECEA._replace(active=False))
    with pytest.raises(RefusedError, match="--genopliv"):
        mediators.add(writer, register, CRECEA)
