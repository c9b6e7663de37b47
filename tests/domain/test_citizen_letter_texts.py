"""The words of klage's own letters."""

import pytest

from klage.domain import citizen_letter_texts as letter_texts

TEXTS = {
    name: text for name, text in vars(letter_texts).items() if name.isupper() and not name.startswith("_")
}


@pytest.mark.parametrize("name", TEXTS)
def test_plain_danish(name: str) -> None:
    """To du and never De, in short sentences, with a heading, a greeting and a way to answer."""
    text = TEXTS[name]
    assert not {"De", "Dem", "Deres", "såfremt", "vedrørende", "nærværende", "henset"} & {*text.split()}
    assert text.count("\n# ") == text.count("{hilsen}") == text.count("Venlig hilsen") == 1
    assert "{kontor_telefon}" in text
    sentences = text.replace("\n", " ").replace("stk. 2", "stk 2").split(". ")
    assert max(len(sentence.split()) for sentence in sentences) <= 32


def test_there_are_four() -> None:
    """One for each step at which a citizen is written to."""
    assert sorted(TEXTS) == ["AGREEMENT", "FORWARDED", "NOT_REACHED", "RECEIPT"]
