"""A desk with lessons and actions in its register, for the tests of ``klage laering effekt`` and ``tegn``."""

from collections.abc import Iterable
from datetime import date

from klage.domain.complaint import Complaint
from klage.store.register import create_register
from tests.desk import Desk
from tests.store import loop, support


def registered(desk: Desk, complaints: Iterable[Complaint]) -> list[int]:
    """Register complaints, in a new register if there is none, and return their keys."""
    if not desk.path.exists():
        create_register(desk.path)
    with support.opened(desk.path, writing=True) as register, support.changing(register) as writer:
        return loop.register_all(writer, register, complaints)


def acted(desk: Desk, carried_out_on: date | None, *about: int, **lesson: str) -> str:
    """Write down a lesson and an action on it, and return the action's number."""
    with support.written(desk.path, command="laering") as writer:
        return str(loop.action(writer, loop.lesson(writer, *about, **lesson), carried_out_on))
