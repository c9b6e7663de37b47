"""Which group of changes is undone next, and which is done again: a stack, read from the history.

Undoing is itself a group, which says what it undoes. A group that undoes an undoing does the first one
again, and counts as done in its turn. So nothing is ever taken out of the history, and what the next
``fortryd`` means follows from the pairs alone. Doing again is possible until something else is written:
afterwards the rows are no longer those that the undone group knew (taskwarrior and git end a redo there
too). Source: design.md "History, undo, forgetting"; peers.md 15.
"""

from collections.abc import Mapping

from klage.errors import RefusedError

FORGETTING = "anonymiser"
"""The command that erases: what lies before it is not undone."""

Undoings = Mapping[int, int]
"""Each group that undoes, with the group that it undoes."""

REWRITTEN = "Der er skrevet i registret, siden du fortrød, så det kan ikke gøres igen. Intet er ændret."
ALTERED = (
    "Registret er ikke, som historikken siger, at det blev efterladt. Intet er fortrudt. Kør klage tjek."
)
SOMEONE_WROTE = "Der er skrevet i registret, imens. Intet er fortrudt. Se efter, og prøv igen."
FORGOTTEN = (
    "Det er anonymiseret og kan ikke fortrydes, og det samme gælder alt, hvad der ligger før: Personoplysninger, "
    "der er slettet, kan ikke hentes tilbage (databeskyttelsesforordningen, artikel 5, stk. 1, litra e)."
)


def is_undoing(group: int, undoings: Undoings) -> bool:
    """Tell whether a group takes something back; one that takes an undoing back does not."""
    turns = 0
    while group in undoings:
        group, turns = undoings[group], turns + 1
    return turns % 2 == 1


def origin(group: int, undoings: Undoings) -> int:
    """Return the group that was done in the first place: what an undoing, or a doing again, is about."""
    while group in undoings:
        group = undoings[group]
    return group


def undone_by(undoings: Undoings) -> dict[int, int]:
    """Return each group that is undone, with the group that undid it."""
    return {undone: by for by, undone in undoings.items()}


def last_undone_by(group: int, undoings: Undoings) -> int | None:
    """Return the group that took a group back last, if it is taken back now."""
    undone = undone_by(undoings)
    latest = group
    while latest in undone:
        latest = undone[latest]
    return latest if is_undoing(latest, undoings) and not is_undoing(group, undoings) else None


def next_to_undo(last: int, undoings: Undoings) -> int | None:
    """Return the newest group that is done and not undone.

    Args:
        last: The newest group; they are numbered from 1 without a gap.
        undoings: The groups that undo.
    """
    undone = undone_by(undoings)
    return next(
        (group for group in range(last, 0, -1) if group not in undone and not is_undoing(group, undoings)),
        None,
    )


def next_to_redo(last: int, undoings: Undoings) -> int | None:
    """Return the newest undoing that can be taken back.

    Raises:
        RefusedError: There is one, but something else has been written since.
    """
    undone = undone_by(undoings)
    waiting = [group for group in undoings if group not in undone and is_undoing(group, undoings)]
    if not waiting:
        return None
    newest = max(waiting)
    if any(group not in undoings for group in range(newest + 1, last + 1)):
        raise RefusedError(REWRITTEN)
    return newest


def check_remembered(command: str, *, is_whole: bool) -> None:
    """See that a group can be undone at all.

    Args:
        command: The command that made the group.
        is_whole: Whether the history still holds all that the group changed.

    Raises:
        RefusedError: It forgot something, or something of it has been forgotten since.
    """
    if command == FORGETTING or not is_whole:
        raise RefusedError(FORGOTTEN)
