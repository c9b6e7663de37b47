"""A small register in which every table of the report has something to count."""

# ruff: noqa: S608 -- the columns are those named below
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.journey.journey import Event
from klage.domain.mediation import Mediation
from klage.domain.unit_contact import UnitContact
from klage.store import cases, journey, mediations, unit_contacts
from klage.store.register import Register
from klage.store.writing import Writer
from tests.store.report import test_reporting
from tests.store.support import changing, opened


def make(office: Path, path: Path) -> Path:
    """Copy the register that ``test_reporting`` counts by hand to a place, and add the work and the learning."""
    shutil.copyfile(office, path)
    with opened(path, writing=True) as register, changing(register) as writer:
        keys = [int(str(row[0])) for row in register.rows("select id from complaint order by id")]
        _add_work(register, writer, keys)
        _add_appeals(writer)
        _add_learning(writer, keys)
    return path


def _add_work(register: Register, writer: Writer, keys: list[int]) -> None:
    _, _, first, second, *_ = keys
    for at, result, nature, agreed in (
        ("2025-02-01T10:00", "afventer", "daarlig_oplevelse", "ja"),
        ("2025-02-02T10:00", "loest", None, None),
    ):
        contact = UnitContact(test_reporting.local(at), "leder", result, nature=nature, agreed_error=agreed)
        unit_contacts.add(writer, register, first, contact)
    both = UnitContact(test_reporting.local("2025-02-03T10:00"), "leder", "ikke_loest", nature="begge")
    unit_contacts.add(writer, register, second, both)
    held = Mediation("borgermaegler", date(2025, 3, 1), consent=True, outcome="aftale",
                     meeting_at=test_reporting.local("2025-03-10T10:00"))  # fmt: skip
    mediations.save(writer, register, first, held)
    mediations.save(writer, register, second, Mediation("dialogmoede", date(2025, 12, 31)))
    for on, unit, handover in ((date(2024, 1, 1), "A", False), (date(2024, 3, 1), "B", True)):
        event = Event(on, "Noget skete", "borger", unit=unit, handover=handover, cause="kapacitet")
        journey.add(writer, first, event)
    asked = ("ja", "ja", "ja", "delvist", "nej")
    for nth, answer in enumerate(asked):
        called = test_reporting.local(f"2025-05-0{nth + 1}T10:00")
        cases.add_call(
            writer, first, Call(called, "talt_med", heard=answer, understood="ja", taken_seriously="delvist")
        )


def _add_appeals(writer: Writer) -> None:
    def decision(received: str, **track: object) -> None:
        complaint = Complaint(
            test_reporting.local(received),
            "Afslaget",
            complaint_kind="realitet",
            recurrence="gentagen",
            points=(Point("afgoerelse", severity=3, process_stage="afgoerelse"),),
        )
        key = cases.add(writer, complaint, test_reporting.promised(complaint))
        writer.connection.execute(
            f"update appeal set {', '.join(f'{column} = :{column}' for column in track)} where complaint_id = :key",
            {**track, "key": key},
        )

    decision("2025-02-03T10:00", reassess_result="medhold", reassessed_on="2025-02-20")
    decision("2025-02-04T10:00", reassess_result="fastholdt", reassessed_on="2025-03-20",
             forwarded_on="2025-03-21", appeal_body="ankestyrelsen", appeal_result="hjemvist",
             appeal_decided_on="2025-08-01")  # fmt: skip
    decision("2025-02-05T10:00", reassess_result="fastholdt", reassessed_on="2025-02-21",
             forwarded_on="2025-02-22", appeal_body="ankestyrelsen", appeal_result="afvist",
             appeal_decided_on="2025-09-01")  # fmt: skip
    decision("2025-02-06T10:00", decision_received_on="2025-01-20")
    imported = Complaint(test_reporting.local("2025-04-01T10:00"), "Gammel sag")
    key = cases.add(writer, imported, test_reporting.promised(imported))
    writer.update("complaint", key, {"complaint_kind": "realitet"})  # without a track, as an import leaves it
    at = test_reporting.local("2025-04-05T10:00")
    cases.add_closing(writer, key, Closing(at, at, "afsluttet", "skriftligt_svar", "medhold"))
    cases.change(writer, key, {"unit_agreed_error": "delvist"})


def _add_learning(writer: Writer, keys: list[int]) -> None:
    department = writer.connection.execute("select id from department where name = 'Ydelse'").fetchone()[0]

    def lesson(on: str, cases_of: list[int], **more: Any) -> int:
        key = writer.insert("lesson", {"formulated_on": on, "observation": "Brevet var uklart.", **more})
        for case_id in cases_of:
            writer.insert("lesson_case", {"lesson_id": key, "complaint_id": case_id})
        return key

    def action(lesson_id: int, proposed: str, **more: Any) -> int:
        row = {"lesson_id": lesson_id, "what": "Et nyt brev", "kind": "brevskabelon", "proposed_on": proposed}
        return writer.insert("action", {**row, **more})

    one = lesson("2025-03-01", keys[:2], department_id=department, cause="arbejdsgang", eye_level="nej",
                 expectations_agreed="delvist", words="Ingen svarede.", words_approved_on="2025-03-02")  # fmt: skip
    lesson("2025-04-01", keys[2:3], eye_level="ja", words="Ikke godkendt.", level="kommune")
    lesson("2025-05-01", keys[:1], withdrawn_on="2025-05-02")
    old = lesson("2024-06-01", keys[:1])
    writer.connection.execute(
        "update lesson_case set feedback_given_on = '2025-06-01' where complaint_id = ?", (keys[2],)
    )
    action(one, "2025-03-05", ambassador="Bo Holm", status="i_gang", due_on="2025-06-01")
    action(old, "2024-07-01", status="gennemfoert", carried_out_on="2025-02-01", trained=12)
    action(old, "2024-07-02", status="gennemfoert", carried_out_on="2024-12-31")
    action(old, "2024-07-03", status="afvist", reason="For dyrt", rejected_on="2024-11-01")
    for title, approved, case_id in (("Godkendt", "2026-01-05", keys[2]), ("Kladde", None, keys[3])):
        writer.insert(
            "example",
            {"complaint_id": case_id, "title": title, "story": "Borgeren ventede.", "written_on": "2026-01-04",
             "approved_on": approved},
        )  # fmt: skip
    writer.insert("recommendation", {"given_on": "2024-12-01", "what": "Ét nummer"})
    writer.insert(
        "recommendation",
        {"given_on": "2024-11-01", "what": "Gammel", "answer": "Ja", "answered_on": "2024-12-01"},
    )
    writer.insert("recommendation", {"given_on": "2025-12-01", "what": "Giv en dato",
                                     "addressed_to": "direktøren"})  # fmt: skip
