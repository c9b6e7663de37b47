"""Mediators: how to reach them, and what is passed on to the citizen."""

import pytest

from klage.domain.mediator import Mediator, contact, e_mail_from, to_pass_on
from klage.errors import InvalidValueError

# As S5 has it.
CRECEA = Mediator(
    "borgermaegler",
    "Crecea",
    "30583502",
    "mandag – fredag kl. 9 – 12",
    "borger@crecea.dk",
    "www.aarhus.dk/borgermægler",
)
OLD = Mediator("borgermaegler", "Gammel", active=False)
EXTERNAL = Mediator("ekstern_maegler", "Bro & Holm", "86123456")


def test_the_borgermaegler_of_aarhus() -> None:
    """Name, telephone, hours, e-mail and website, in the order one says them."""
    assert contact(CRECEA) == (
        "Borgermægler Crecea, telefon 30 58 35 02, mandag – fredag kl. 9 – 12, borger@crecea.dk,"
        " www.aarhus.dk/borgermægler"
    )
    assert contact(OLD) == "Borgermægler Gammel"


def test_what_is_passed_on() -> None:
    """Those in use of the kind, or the one that the case has although it is retired; a meeting has none."""
    known = [CRECEA, OLD, EXTERNAL]
    first, move = to_pass_on(known, "borgermaegler")
    assert first == f"Giv borgeren dette: {contact(CRECEA)}."
    assert move == "Borgeren henvender sig selv; det er gratis."
    assert to_pass_on(known, "ekstern_maegler") == [
        "Giv borgeren dette: Ekstern mægler Bro & Holm, telefon 86 12 34 56."
    ]
    assert "Gammel" in to_pass_on(known, "borgermaegler", "Gammel")[0]
    assert to_pass_on(known, "dialogmoede") == []


def test_when_there_is_none() -> None:
    """The user is told how to add one."""
    (said,) = to_pass_on([OLD], "borgermaegler")
    assert said == "Ingen borgermægler er i brug. Tilføj en med klage kontor maeglere."


@pytest.mark.parametrize("text", ["borger", "@crecea.dk", "borger@crecea", "b org@crecea.dk", "!"])
def test_what_is_no_address(text: str) -> None:
    """An address has a name, an at sign and a domain, and no space."""
    assert e_mail_from(" borger@crecea.dk ") == "borger@crecea.dk"
    with pytest.raises(InvalidValueError, match="--e-mail skal"):
        e_mail_from(text)
