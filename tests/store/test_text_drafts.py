"""Texts from the editor: each at its own question and case, until it is noted or thrown away."""

from pathlib import Path

from klage.domain.draft import TEXT
from klage.store import drafts
from klage.store.register import Register, open_register
from klage.store.text_drafts import Lying, TextDrafts
from tests.store import support
from tests.store.support import NOW


def texts(register: Register | None, about: int | None = None) -> TextDrafts:
    """Return the texts of a run about a case."""
    return TextDrafts(lambda: register, lambda: about, lambda: NOW)


def test_each_question_has_its_text(path: Path) -> None:
    """Of this case and no other; the newest holds, and one that is thrown away leaves the others."""
    with support.opened(path) as register:
        run = texts(register, 7)
        assert not run.is_kept
        assert run.keep("Hvad?", "En")
        assert run.keep("Hvad?", "To")
        assert run.keep("Hvorfor?", "Tre")
        assert run.is_kept
        assert run.find("Hvad?") == Lying("To", NOW)
        assert texts(register, 8).find("Hvad?") is texts(register).find("Hvad?") is None
        run.throw_away("Hvad?")
        assert run.find("Hvad?") is None
        assert run.find("Hvorfor?") == Lying("Tre", NOW)
        run.throw_away("Hvorfor?")
        assert drafts.all_of(register) == []


def test_what_is_noted_lies_no_more(path: Path) -> None:
    """Removed in the transaction that notes it; a run that kept nothing removes nothing of another's."""
    with support.opened(path, writing=True) as register:
        texts(register, 7).keep("Hvad?", "En")
        texts(register, 7).noted(register.connection)
        assert texts(register, 7).find("Hvad?") is not None
        run = texts(register, 7)
        run.keep("Hvad?", "To")
        run.noted(register.connection)
        assert not run.is_kept
        assert drafts.find(register, TEXT, 7) is None


def test_before_there_is_a_register(path: Path) -> None:
    """Nothing is kept and nothing lies; none is made."""
    run = texts(None)
    assert not run.keep("Hvad?", "En")
    assert run.find("Hvad?") is None
    run.throw_away("Hvad?")
    assert not run.is_kept


def test_a_busy_register_does_not_take_the_text(path: Path) -> None:
    """It could not be kept, which is no reason to lose it: the user goes on with it in hand."""
    register = open_register(path, timeout=0.1)
    other = open_register(path, writing=True)
    other.connection.execute("begin exclusive")
    try:
        run = texts(register, 7)
        assert not run.keep("Hvad?", "En")
        assert not run.is_kept
    finally:
        other.close()
        register.close()


def test_what_another_klage_wrote_there_is_no_text(path: Path) -> None:
    """A draft whose content is something else is not offered."""
    with support.opened(path) as register:
        drafts.keep(register, TEXT, 7, {"Hvad?": 4}, NOW)
        assert texts(register, 7).find("Hvad?") is None
