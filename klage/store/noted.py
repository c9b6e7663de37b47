"""What has been noted about a case beside its calls, asked before the modules that show it are loaded."""

from klage.store.register import Register

KINDS = {
    "appeal": "select 1 from appeal where complaint_id = :id",
    "mediation": "select 1 from mediation where complaint_id = :id",
    "unit_contact": "select 1 from unit_contact where complaint_id = :id",
    "journey": "select 1 from journey_event where complaint_id = :id",
    "lesson": "select 1 from lesson_case where complaint_id = :id",
    "example": "select 1 from example where complaint_id = :id",
    "member": "select 1 from complaint where merged_into = :id",
}
_ASKED = " union all ".join(f"select '{kind}' where exists ({sql})" for kind, sql in KINDS.items())


def kinds(register: Register, case_id: int) -> frozenset[str]:
    """Return what there is of a case, as the table's singular.

    ``journey`` is its events, ``lesson`` that it led to one, ``member`` that others were merged into it.
    """
    return frozenset(str(kind) for (kind,) in register.rows(_ASKED, {"id": case_id}))
