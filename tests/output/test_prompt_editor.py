"""A long text at a prompt, and the editor that ``:e`` opens: what comes of it, and what lies until it is noted."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from klage.errors import InvalidValueError, KlageError
from klage.output.prompt import Prompter
from klage.store.text_drafts import Lying


class Shop:
    """A workshop without an editor or a register: what it is asked, and what lies in it."""

    now = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def __init__(self, *, makes: str | KlageError = "Ny", lies: str | None = None) -> None:
        self.opened: list[str] = []
        self.kept: list[tuple[str, str]] = []
        self.thrown_away: list[str] = []
        self.texts = self
        self._makes, self._lies = makes, lies

    def edit(self, text: str, _on_loss: Callable[[str], object]) -> str:
        """Return or raise what the editor is to make of it."""
        self.opened.append(text)
        if isinstance(self._makes, KlageError):
            raise self._makes
        return self._makes

    def find(self, _question: str) -> Lying | None:
        """Return the text that lies there."""
        return Lying(self._lies, self.now) if self._lies is not None else None

    def keep(self, question: str, text: str) -> bool:
        """Note what is kept."""
        self.kept.append((question, text))
        return True

    def throw_away(self, question: str) -> None:
        """Note what is thrown away."""
        self.thrown_away.append(question)


def block(typed: str, shop: Shop | None, question: str = "Hvad?", **more: Any) -> tuple[str, str]:
    """Return the text that was typed, and what was said."""
    said = io.StringIO()
    return Prompter(io.StringIO(typed), said, shop).text_block(question, **more), said.getvalue()


def test_e_opens_the_editor_on_what_is_typed() -> None:
    """Else on the text that is corrected; what comes back is the answer, and lies at the first line of the question."""
    shop = Shop()
    assert block("a\nb\n:e\n", shop)[0] == "Ny"
    assert block(" :e \n", shop, "Lang.\nNu står der: x", before="gammel")[0] == "Ny"
    assert shop.opened == ["a\nb", "gammel"]
    assert shop.kept == [("Hvad?", "Ny"), ("Lang.", "Ny")]
    assert block(":e\n", shop, kept=False)[0] == "Ny"
    assert len(shop.kept) == 2


def test_e_without_an_editor_is_a_text_like_others() -> None:
    """Where there is no workshop, and in the middle of a line."""
    assert block(":e\nb\n\n", None)[0] == ":e\nb"
    assert block("skriv :e\n\n", Shop())[0] == "skriv :e"


@pytest.mark.parametrize("makes", ["a", InvalidValueError("Editoren fejlede.")])
def test_an_editor_that_changed_nothing_loses_nothing(makes: str | KlageError) -> None:
    """The user goes on where they were."""
    text, said = block("a\n:e\nb\n\n", Shop(makes=makes))
    assert text == "a\nb"
    assert "Skriv videre her, eller slut med en tom linje." in said


def test_a_text_that_lies_there_is_offered() -> None:
    """Enter takes it up where it ended, no throws it away; hidden signs in it are shown harmlessly."""
    shop = Shop(lies="Før\n\x1b[31mrød")
    text, said = block("\nog efter\n\n", shop)
    assert text == "Før\n\x1b[31mrød\nog efter"
    assert "\x1b" not in said
    assert said.startswith(
        "Du skrev en tekst her i dag kl. 10.00, som ikke blev noteret. Vil du bruge den? [J/n] "
    )
    assert shop.kept == [("Hvad?", "Før\n\x1b[31mrød")]
    assert block("nej\nNyt\n\n", shop)[0] == "Nyt"
    assert shop.thrown_away == ["Hvad?"]
    assert "Vil du bruge" not in block("Nyt\n\n", shop, kept=False)[1]
