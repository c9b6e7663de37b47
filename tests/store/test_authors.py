"""Who noted what: read from the history, and honest where the history does not know."""

from pathlib import Path

from klage.domain.call import Call
from klage.domain.complaint import Closing
from klage.store import authors, cases
from tests.store import support


def test_everyone_is_named_by_what_they_noted(path: Path) -> None:
    """The case, each call in the order of when it happened, and each closing."""
    earlier = support.NOW.replace(hour=9)
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint())
            cases.add_call(writer, key, Call(support.NOW, "talt_med"))
        with support.changing(register, command="import") as writer:
            cases.add_call(writer, key, Call(earlier, "ikke_truffet"))
        with support.changing(register, command="luk") as writer:
            cases.add_closing(writer, key, Closing(support.NOW, support.NOW, "afsluttet"))
        assert authors.of_case(register, key) == ("inge", (None, "inge"), ("inge",))


def test_a_content_that_is_forgotten_has_no_author(path: Path) -> None:
    """The event stands, but no longer says what it was about."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint())
        register.connection.execute("delete from event_content")
        assert authors.of_case(register, key) == (None, (), ())
