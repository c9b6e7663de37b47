"""Contacts with the unit that had the case (Målrettet Indsats)."""

from typing import TYPE_CHECKING

from klage.domain.case_number import number_text
from klage.domain.unit_contact import FIELDS, UnitContact, agreed_on_case
from klage.store import cases, office
from klage.store.register import Register
from klage.store.rows import from_columns, to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

_READ = ", ".join("d.name" if field.kind == "department" else f"u.{field.key}" for field in FIELDS)
_FROM = "from unit_contact u left join department d on d.id = u.department_id"


def of_case(register: Register, case_id: int) -> list[UnitContact]:
    """Return the contacts about a case, oldest first."""
    rows = register.rows(
        f"select {_READ} {_FROM} where u.complaint_id = ? order by u.contacted_at, u.id",
        (case_id,),
    )
    return [UnitContact(**from_columns(row, FIELDS)) for row in rows]


def newest(register: Register, limit: int) -> list[tuple[str, UnitContact]]:
    """Return the newest contacts with the number of the case each was about, newest first."""
    rows = register.rows(
        f"select u.complaint_id, {_READ} {_FROM} order by u.contacted_at desc, u.id desc limit ?",
        (limit,),
    )
    return [
        (number_text(int(str(case_id))), UnitContact(**from_columns(row, FIELDS))) for case_id, *row in rows
    ]


def add(
    writer: "Writer", register: Register, case_id: int, contact: UnitContact, *, consent: bool | None = None
) -> None:
    """Note a contact, and let the case say what the unit agreed to and what the citizen has now allowed.

    Args:
        writer: The changes of one command.
        register: The register they are made in.
        case_id: The case.
        contact: What came of it.
        consent: Whether the citizen allows it, where that has just been said.
    """
    ids = office.department_ids(writer, [contact.department])
    writer.insert("unit_contact", {"complaint_id": case_id, **to_columns(contact, FIELDS, ids)})
    before = cases.get(register, case_id).complaint
    values: dict[str, object] = {
        "unit_agreed_error": agreed_on_case(before.unit_agreed_error, contact.agreed_error)
    }
    if consent is not None:
        values["consent_unit_contact"] = consent
    cases.change(writer, case_id, values)
    cases.reindex(writer, register, case_id)
