"""Small cells: which rows of a table must not be published, and how they are merged.

A cell is safe when it is 0 or at least ``SMALLEST``. Two things have to be seen to (general
statistical disclosure control: primary and secondary suppression):

1. *Primary*: a row with a cell of 1 to 4 is not shown (domain.md 1.9).
2. *Secondary*: what is hidden must not follow from what is shown. The rows that are hidden are so many
   that their sum is safe too, in every column; the next smallest rows are taken in until it is. As the
   sum of one hidden row would be that row, at least two rows have something in every such column.

Where each complaint stands in one row (``exclusive``) the sum becomes the row ``Øvrige``. Where it may
stand in several (themes, departments) a sum would count it twice, so the rows are left out without a
number; there the distance between a total and what is shown must be safe as well, whichever of them is
the greater: of two departments, the number in both is what they have together less the total.

Rows that are empty are not shown either, so that a reader cannot tell them from hidden ones; nor is
told how many rows were merged, because five merged rows that make five are one each.
"""

from collections.abc import Collection, Sequence

SMALLEST = 5
"""The smallest count, other than none, that is published (domain.md 1.9; LGSCO's warning, 3.2)."""

Cells = Sequence[int]
"""One row: how many now, and how many in each period it is compared with."""


def is_safe(n: int, smallest: int = SMALLEST) -> bool:
    """Tell whether a number may be published; the sign does not matter."""
    return n == 0 or abs(n) >= smallest


def are_safe(*numbers: int, smallest: int = SMALLEST) -> bool:
    """Tell whether all of them may be published."""
    return all(is_safe(n, smallest) for n in numbers)


def part_is_safe(part: int, whole: int) -> bool:
    """Tell whether ``part`` of ``whole`` may be published: what is left over is a cell too."""
    return are_safe(part, whole, whole - part)


def hidden(
    rows: Sequence[Cells], totals: Sequence[Collection[int]] | None = None, *, smallest: int = SMALLEST
) -> frozenset[int]:
    """Return the positions of the rows that must not be shown by themselves.

    Args:
        rows: The rows, all with as many columns.
        totals: For a table whose complaints may stand in several rows: the totals that a reader knows,
            for each column. ``None`` where each complaint stands in one row.
        smallest: The smallest cell that is shown.
    """
    found = {place for place, row in enumerate(rows) if not are_safe(*row, smallest=smallest)}
    others = [place for place, row in enumerate(rows) if place not in found and any(row)]
    for place in sorted(others, key=lambda place: (sum(rows[place]), place)):
        if _is_covered(rows, found, totals, smallest):
            break
        found.add(place)
    return frozenset(found)


def _is_covered(
    rows: Sequence[Cells], found: Collection[int], totals: Sequence[Collection[int]] | None, smallest: int
) -> bool:
    """Tell whether nothing follows from what is shown, in any column."""
    if not are_safe(*sums([rows[place] for place in found]), smallest=smallest):
        return False
    shown = sums([row for place, row in enumerate(rows) if place not in found])
    known = zip(shown, totals or (), strict=False)
    return all(is_safe(total - n, smallest) for n, column in known for total in column)


def sums(rows: Sequence[Cells]) -> tuple[int, ...]:
    """Return the sum of each column; nothing has no columns."""
    return tuple(map(sum, zip(*rows, strict=True)))
