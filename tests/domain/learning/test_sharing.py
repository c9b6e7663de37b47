"""What may be approved for sharing: everything but what can lead to a person."""

import pytest

from klage.domain.learning import screening, sharing
from klage.domain.learning.sharing import Text
from klage.errors import RefusedError

KNOWN = screening.Recorded(parts=frozenset({"ørum", "orum"}))


def find(text: str) -> tuple[screening.Finding, ...]:
    """Find a citizen called Ørum, and whatever looks like a number or an address."""
    return screening.findings(text, KNOWN)


@pytest.mark.parametrize("with_word", [True, False])
def test_a_text_with_a_person_in_it_is_refused(with_word: bool) -> None:
    """The sentence says where, and shows the word only to whoever sits at the terminal."""
    texts = [Text("overskriften", "Et brev"), Text("fortællingen", "Brevet til Ørum kom aldrig.")]
    with pytest.raises(RefusedError) as refused:
        sharing.check("Eksemplet", texts, find, with_word=with_word)
    assert refused.value.sentence.startswith("Eksemplet kan føre til en person")
    assert "I fortællingen står et navn, der står i registret" in refused.value.sentence
    assert "ord nr. 3" in refused.value.sentence
    assert ("Ørum" in refused.value.sentence) == with_word


def test_other_texts_pass() -> None:
    """Nothing is said, whatever the number of texts."""
    sharing.check("Ordene", [], find, with_word=True)
    sharing.check("Ordene", [Text("teksten", "Jeg kan godt tåle et nej.")], find, with_word=True)
