"""What is shared with others than the borgervejleder: read through, screened, and approved on a day.

Source: seed S3 (illustrative examples) and issue 4.4–4.5: the borgervejleder chooses and approves. A
text that can lead to a person (``domain.learning.screening``) is not approved; whoever wrote it writes it anew.
"""

from collections.abc import Iterable
from typing import NamedTuple

from klage.domain.learning.screening import LABELS, Find
from klage.errors import RefusedError


class Text(NamedTuple):
    """A text with what it is called in a sentence: ``teksten``."""

    label: str
    text: str


def check(what: str, texts: Iterable[Text], find: Find, *, with_word: bool) -> None:
    """See that texts may be approved for sharing.

    Args:
        what: What they belong to, at the beginning of a sentence.
        texts: The texts.
        find: What keeps a text from being shared.
        with_word: Whether the word that stopped it may be shown: it may be a name.

    Raises:
        RefusedError: One can lead to a person; the sentence says where in it.
    """
    for label, text in texts:
        for found in find(text):
            word = f" ({found.word})" if with_word else ""
            raise RefusedError(
                f"{what} kan føre til en person og er derfor ikke godkendt: I {label} står {LABELS[found.kind]}"
                f"{word}, ord nr. {found.place}. Skriv det om, og godkend det så."
            )
