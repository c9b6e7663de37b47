"""The office's mediators: whom a citizen can be told to turn to."""

from typing import TYPE_CHECKING

from klage.domain.folding import fold
from klage.domain.matching import near_names, or_list
from klage.domain.mediator import Mediator
from klage.errors import NotFoundError, RefusedError
from klage.store.register import Register

if TYPE_CHECKING:
    from klage.store.writing import Writer

_COLUMNS = ", ".join(Mediator._fields)


def all_of(register: Register) -> list[Mediator]:
    """Return every mediator, in the order they were added."""
    rows = register.rows(f"select {_COLUMNS} from mediator order by id")  # noqa: S608 -- names are ours
    return [
        Mediator(
            str(kind), str(name), _text(phone), _text(hours), _text(e_mail), _text(website), bool(active)
        )
        for kind, name, phone, hours, e_mail, website, active in rows
    ]


def require(register: Register, name: str, kind: str | None = None) -> Mediator:
    """Return the mediator with this name, whatever its spelling of æøå and its case.

    Args:
        register: The register.
        name: What was typed.
        kind: Look only among those of a kind.

    Raises:
        NotFoundError: There is none; the sentence names those that are like it.
    """
    known = [each for each in all_of(register) if kind in (None, each.kind)]
    found = next((each for each in known if fold(each.name) == fold(name)), None)
    if found is None:
        near = near_names(name, [each.name for each in known])
        hint = f"Mente du {or_list(near)}?" if near else "Se dem med klage kontor maeglere."
        raise NotFoundError(f"Der er ingen mægler med det navn. {hint}")
    return found


def add(writer: "Writer", register: Register, mediator: Mediator) -> None:
    """Add a mediator.

    Raises:
        RefusedError: There is one with that name already.
    """
    taken = next((each for each in all_of(register) if fold(each.name) == fold(mediator.name)), None)
    if taken is not None:
        how = "Ret oplysningerne med --ret." if taken.active else "Tag mægleren i brug igen med --genopliv."
        raise RefusedError(f"Der er allerede en mægler, der hedder {taken.name}. {how}")
    writer.insert("mediator", _row(mediator))


def add_unused(writer: "Writer", kind: str, name: str) -> int:
    """Add a mediator whom an imported case names, as one that is not in use; return the key."""
    return writer.insert("mediator", _row(Mediator(kind, name, active=False)))


def known_names(register: Register) -> dict[str, tuple[int, str]]:
    """Return key and spelling of every mediator by the folded name."""
    rows = register.rows("select id, name from mediator")
    return {fold(str(name)): (int(str(key)), str(name)) for key, name in rows}


def change(writer: "Writer", before: Mediator, after: Mediator) -> bool:
    """Change what is known of a mediator; tell whether anything was different."""
    return writer.update("mediator", key_of(writer, before.name), _row(after))


def key_of(writer: "Writer", name: str | None) -> int | None:
    """Return the key of the mediator with exactly this name, if there is one."""
    row = writer.connection.execute("select id from mediator where name = ?", (name,)).fetchone()
    return None if row is None else int(row[0])


def _row(mediator: Mediator) -> dict[str, object]:
    return {**mediator._asdict(), "active": int(mediator.active)}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
