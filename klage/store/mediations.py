"""The mediations of a case: dates, consent and what was agreed, never what was said."""

from typing import TYPE_CHECKING

from klage.domain.mediation import FIELDS, Mediation
from klage.store import cases, mediators
from klage.store.register import Register
from klage.store.rows import from_columns, to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

OWN = tuple(field for field in FIELDS if field.key != "mediator")
_READ = ", ".join("r.name" if field.key == "mediator" else f"m.{field.key}" for field in FIELDS)


def of_case(register: Register, case_id: int) -> list[Mediation]:
    """Return the mediations of a case, oldest first."""
    return [mediation for _, mediation in with_keys(register, case_id)]


def with_keys(register: Register, case_id: int) -> list[tuple[int, Mediation]]:
    """Return the mediations of a case with their keys, oldest first."""
    rows = register.rows(
        f"select m.id, {_READ} from mediation m left join mediator r on r.id = m.mediator_id"  # noqa: S608
        " where m.complaint_id = ? order by m.id",
        (case_id,),
    )
    return [(int(str(key)), Mediation(**from_columns(values, FIELDS))) for key, *values in rows]


def save(
    writer: "Writer", register: Register, case_id: int, mediation: Mediation, key: int | None = None
) -> None:
    """Add a mediation to a case or, with its key, change it; what it was stays in the history."""
    row = {**to_columns(mediation, OWN, {}), "mediator_id": mediators.key_of(writer, mediation.mediator)}
    if key is None:
        writer.insert("mediation", {"complaint_id": case_id, **row})
    else:
        writer.update("mediation", key, row)
    cases.reindex(writer, register, case_id)
