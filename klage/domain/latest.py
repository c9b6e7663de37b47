"""``-`` in the place of a case number: the case that the user last saved something about.

It is read from the history, so there is nothing to remember and nothing that can grow stale.
"""

from collections.abc import Sequence

from klage.errors import NotFoundError

NONE = "Du har ikke gemt noget om en sag endnu, så - kan ikke bruges. Skriv sagens nummer."
SEVERAL = "Det, du sidst gemte, handlede om flere sager, så - kan ikke bruges. Skriv sagens nummer."


def case_of(keys: Sequence[int]) -> int:
    """Return the one case that the user's last change was about.

    Args:
        keys: The cases of that change.

    Raises:
        NotFoundError: There is none, or there are several: klage does not choose between citizens.
    """
    if not keys:
        raise NotFoundError(NONE)
    if len(keys) > 1:
        raise NotFoundError(SEVERAL)
    return keys[0]


def told(number: str) -> str:
    """Return the sentence that says which case ``-`` was taken for."""
    return f"- er sag {number}, som du sidst gemte noget om."
