"""The fictional sample data: consistent, Danish, and impossible to mistake for real people."""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from klage.domain import appeal, fields, mediation, unit_contact
from klage.domain.fields import Field
from klage.domain.journey import journey
from klage.domain.learning import action, lesson
from klage.intake import sample

Case = dict[str, Any]
Call = dict[str, Any]

DATA = Path(__file__).resolve().parent.parent / "data"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(hours=24)
FINAL_WEEK = datetime(2025, 12, 15, tzinfo=COPENHAGEN)
END = datetime(2025, 12, 22, tzinfo=COPENHAGEN)

CODES = {
    "contact_type": "klage vejledning vejvisning ros_forslag",
    "channel": "telefon digital_post brev e_mail fremmoede via_politiker via_borgerraadgiver andet",
    "addressee_level": (
        "raadmand direktoer forvaltningschef afdelingsleder medarbejder byraad_udvalg borgerraadgiver"
        " andet ukendt"
    ),
    "complaint_kind": "formalitet realitet blandet uafklaret",
    "contact_preference": "ring skriv tolk -",
    "on_behalf_of": "borgeren_selv paaroerende vaerge partsrepraesentant organisation",
    "mandate": "ja nej afventer -",
    "urgency": "normal haster",
    "recurrence": "enkeltstaaende gentagen systemisk -",
    "unit_agreed_error": "ja delvist nej ikke_vurderet -",
    "theme": (
        "sagsbehandlingstid manglende_svar koordinering sagsoplysning aktindsigt vejledning inddragelse"
        " kommunikation optraeden begrundelse afgoerelse serviceniveau udfoerelse tilgaengelighed"
        " databeskyttelse"
    ),
    "process_stage": (
        "foerste_kontakt ansoegning oplysning_udredning afgoerelse levering_ydelse opfoelgning"
        " klagebehandling flere ukendt -"
    ),
    "result": (
        "talt_med ikke_truffet besked_lagt forkert_nummer intet_nummer oensker_ikke_samtale"
        " ring_igen_aftalt afbrudt"
    ),
    "conversation_result": (
        "afklaret_loest klage_lagt_ned fastholdt_skriftligt_svar fastholdt_genvurdering moede_aftalt"
        " videregivet_afdeling henvist_borgermaegler uddybet_videre_forloeb -"
    ),
    "direction": "ud ind",
    "guidance_given": "ja nej ikke_relevant -",
    "complaint_stance": "fastholdes laegges_ned -",
    "heard": "ja delvist nej ikke_spurgt -",
    "understood": "ja delvist nej ikke_spurgt -",
    "taken_seriously": "ja delvist nej ikke_spurgt -",
    "kind": "afsluttet genaabnet",
    "method": "telefonsamtale moede skriftligt_svar videresendt borgermaegler undersoegelse orientering -",
    "outcome": (
        "medhold delvist_medhold ikke_medhold loest_i_dialog trukket_tilbage afvist_kompetence"
        " oversendt_klageinstans henlagt -"
    ),
}
COMPLAINT_KEYS = [
    "received_at",
    "registered_at",
    "contact_type",
    "channel",
    "addressee_level",
    "complaint_kind",
    "department",
    "citizen_name",
    "phone",
    "contact_preference",
    "may_leave_message",
    "on_behalf_of",
    "mandate",
    "consent_unit_contact",
    "summary",
    "wanted_outcome",
    "consequence",
    "urgency",
    "child_concern",
    "recurrence",
    "journal_no",
    "ack_sent_on",
    "handling_method",
    "outcome",
    "unit_agreed_error",
    "answered_on",
    "points",
    "calls",
    "closings",
]
CALL_KEYS = [
    "called_at",
    "logged_at",
    "direction",
    "result",
    "conversation_result",
    "accepted",
    "concern",
    "summary_confirmed",
    "course_told",
    "agreement",
    "next_step",
    "next_due",
    "owner",
    "guidance_given",
    "complaint_stance",
    "withdrawal_confirmed",
    "call_again_at",
    "late_reason",
    "heard",
    "understood",
    "taken_seriously",
    "minutes",
]
WORK: dict[str, tuple[Field, ...]] = {
    "steps": fields.STEP,
    "appeal": appeal.FIELDS,
    "mediations": mediation.FIELDS,
    "unit_contacts": unit_contact.FIELDS,
    "journey": journey.FIELDS,
}
ROLES = {"borgervejleder", "afdelingsleder", "faglig leder", "teamleder", "sagsbehandler"}
# 10 is carrier selection and 0 a prefix in the Danish plan; no Swedish area code begins with 0.
IMPOSSIBLE_PHONE = re.compile(r"(?:\+45 )?(?:10|01) \d\d \d\d \d\d|\+46 00 \d{3} \d\d \d\d")
CPR_LIKE = re.compile(r"\d{6}\s?-?\s?\d{4}")


def at(text: str) -> datetime:
    """Read a stored instant: UTC, whole seconds."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text), text
    return datetime.fromisoformat(text)


def free_texts(case: Case) -> Iterator[str]:
    """Everything a person wrote about the case."""
    fields = [case["summary"], case["wanted_outcome"], case["consequence"]]
    for call in case["calls"]:
        fields += [call[k] for k in ("concern", "agreement", "next_step", "late_reason")]
    fields += [closing["reason"] for closing in case["closings"]]
    told = ("goal", "agreed_follow_up", "quick_solution", "what", "experience_words", "reason")
    fields += [row.get(key) for name in WORK for row in work(case, name) for key in told]
    return (text for text in fields if text is not None)


def work(case: Case, name: str) -> list[dict[str, Any]]:
    """The records of one kind of work on a case."""
    found = case.get(name, [])
    return found if isinstance(found, list) else [found]


def read_lines() -> list[dict[str, Any]]:
    """Every line of the sample: the complaints, and after them what was learnt from them."""
    lines = (DATA / "sager.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


LINES = read_lines()
CASES: list[Case] = [line for line in LINES if "record" not in line]
LESSONS: list[dict[str, Any]] = [line for line in LINES if line.get("record") == "lesson"]
EXAMPLES: list[dict[str, Any]] = [line for line in LINES if line.get("record") == "example"]
RECOMMENDATIONS: list[dict[str, Any]] = [line for line in LINES if line.get("record") == "recommendation"]
ACTIONS: list[dict[str, Any]] = [action for lesson in LESSONS for action in lesson["actions"]]
CALLS: list[tuple[Case, Call]] = [(case, call) for case in CASES for call in case["calls"]]


def label(case: Case) -> str:
    """Which case it is, without naming anybody."""
    return f"{case['received_at']} {case['department']}"


def test_every_line_has_exactly_the_agreed_keys() -> None:
    """Nothing is left out: what is unknown is null."""
    for case in CASES:
        assert list(case) == [*COMPLAINT_KEYS, *(name for name in WORK if name in case)]
        assert all(list(call) == CALL_KEYS for call in case["calls"])
        assert all(list(p) == ["theme", "department", "severity", "process_stage"] for p in case["points"])
        assert all(
            list(c) == ["at", "recorded_at", "kind", "method", "outcome", "reason"] for c in case["closings"]
        )


def test_every_code_is_in_its_vocabulary() -> None:
    """Codes come from section 5 of the domain notes, empty where that is allowed."""
    for case in CASES:
        for row in (case, *case["points"], *case["calls"], *case["closings"]):
            for key in CODES.keys() & row.keys():
                assert (row[key] or "-") in CODES[key].split(), (label(case), key, row[key])
        assert all(point["severity"] in {1, 2, 3, None} for point in case["points"])
        assert all(call["owner"] is None or call["owner"] in ROLES for call in case["calls"])


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        ("theme", [p for case in CASES for p in case["points"]]),
        ("department", CASES),
        ("addressee_level", CASES),
        ("contact_type", CASES),
        ("channel", CASES),
        ("complaint_kind", CASES),
        ("on_behalf_of", CASES),
        ("result", [call for _, call in CALLS]),
        ("conversation_result", [call for _, call in CALLS]),
        ("outcome", CASES),
        ("handling_method", CASES),
    ],
)
def test_every_value_occurs_at_least_twice(key: str, rows: list[dict[str, Any]]) -> None:
    """A demo of a list or a report has something to show in every row."""
    counted = Counter(row[key] for row in rows)
    allowed = CODES.get("method" if key == "handling_method" else key, "").replace("-", "").split()
    assert min(counted.values()) >= 2
    assert set(allowed) <= counted.keys()


def test_cases_stand_in_order_of_receipt() -> None:
    """The file can be imported from the top, and lies inside its year."""
    received = [at(case["received_at"]) for case in CASES]
    assert received == sorted(received)
    assert datetime(2024, 12, 16, tzinfo=COPENHAGEN) <= received[0]
    assert received[-1] < END


def test_times_follow_each_other() -> None:
    """Received, registered, called, logged and closed come in that order."""
    for case in CASES:
        received = at(case["received_at"])
        assert received <= at(case["registered_at"]) < END, label(case)
        calls = [at(call["called_at"]) for call in case["calls"]]
        assert calls == sorted(calls), label(case)
        assert all(received <= called for called in calls), label(case)
        assert all(at(call["called_at"]) <= at(call["logged_at"]) < END for call in case["calls"])
        assert all(at(call["logged_at"]) >= at(case["registered_at"]) for call in case["calls"])
        closings = [at(closing["at"]) for closing in case["closings"]]
        assert closings == sorted(closings), label(case)
        assert all(at(c["at"]) <= at(c["recorded_at"]) < END for c in case["closings"]), label(case)
        day = received.astimezone(COPENHAGEN).date()
        assert all(day <= date.fromisoformat(case[k]) for k in ("ack_sent_on", "answered_on") if case[k])


def test_calls_lie_in_opening_hours() -> None:
    """Nobody is called in a weekend or in the evening."""
    for case, call in CALLS:
        called = at(call["called_at"]).astimezone(COPENHAGEN)
        assert called.weekday() < 5, label(case)
        assert 8 <= called.hour < 16, label(case)


def test_no_outgoing_call_after_a_closing() -> None:
    """A closed case is not called, but its citizen may call."""
    for case, call in CALLS:
        before = [c["kind"] for c in case["closings"] if at(c["at"]) <= at(call["called_at"])]
        assert call["direction"] == "ind" or not before or before[-1] == "genaabnet", label(case)


def test_closings_alternate_and_the_last_one_is_on_the_case() -> None:
    """Closed, reopened, closed; a case says what its last closing says."""
    for case in CASES:
        kinds = [closing["kind"] for closing in case["closings"]]
        assert kinds == ["afsluttet" if i % 2 == 0 else "genaabnet" for i in range(len(kinds))]
        for closing in case["closings"]:
            done = closing["kind"] == "afsluttet"
            assert (closing["method"] is not None) == (closing["outcome"] is not None) == done
            assert closing["reason"] or (done and closing["outcome"] != "henlagt"), label(case)
        closed = case["closings"][-1] if kinds[-1:] == ["afsluttet"] else {"method": None, "outcome": None}
        assert (case["handling_method"], case["outcome"]) == (closed["method"], closed["outcome"])


def test_a_conversation_result_belongs_to_a_conversation() -> None:
    """Only who was spoken to has said something."""
    asked = ("course_told", "summary_confirmed")
    told = ("concern", "heard", "understood", "taken_seriously", "withdrawal_confirmed")
    for case, call in CALLS:
        spoken = call["result"] == "talt_med"
        assert (call["conversation_result"] is not None) == spoken, label(case)
        assert all((call[key] is not None) == spoken for key in asked), label(case)
        assert spoken or all(call[key] is None for key in told), label(case)
        assert (call["call_again_at"] is not None) == (call["result"] == "ring_igen_aftalt"), label(case)
        if call["call_again_at"]:
            assert at(call["call_again_at"]) > at(call["called_at"]), label(case)


def test_a_complaint_is_only_laid_down_when_the_citizen_confirms() -> None:
    """A withdrawal is the citizen's own, and confirmed."""
    for case, call in CALLS:
        laid_down = call["conversation_result"] == "klage_lagt_ned"
        assert call["withdrawal_confirmed"] is (True if laid_down else None), label(case)
        assert (call["complaint_stance"] == "laegges_ned") == laid_down, label(case)


def test_only_decisions_are_sent_to_reassessment() -> None:
    """A complaint about the course of a case has no decision to reassess."""
    for case, call in CALLS:
        if call["conversation_result"] == "fastholdt_genvurdering":
            assert case["complaint_kind"] in {"realitet", "blandet"}, label(case)
            assert call["complaint_stance"] == "fastholdes"


def test_no_conversation_follows_when_the_callback_ended() -> None:
    """No number, or no wish to talk, ends the callback."""
    for case in CASES:
        results = [call["result"] for call in case["calls"]]
        for ended in {"intet_nummer", "oensker_ikke_samtale"} & set(results):
            assert results[-1] == ended, label(case)
            assert "talt_med" not in results, label(case)
        assert ("intet_nummer" in results) <= (case["phone"] is None), label(case)


def test_a_late_first_attempt_says_why_and_no_other_does() -> None:
    """The reason stands on the first attempt, and only when it came after the deadline."""
    for case in CASES:
        due = at(case["received_at"]) + DAY
        for i, call in enumerate(case["calls"]):
            late = i == 0 and at(call["called_at"]) > due
            assert late or call["late_reason"] is None, label(case)
            assert (
                not late or call["late_reason"] or call["result"] in {"intet_nummer", "oensker_ikke_samtale"}
            )


def test_no_message_is_left_where_it_may_not_be() -> None:
    """A citizen's no to messages is kept."""
    for case, call in CALLS:
        assert call["result"] != "besked_lagt" or case["may_leave_message"] is not False, label(case)


def test_nobody_in_it_can_be_a_real_person() -> None:
    """Numbers that cannot ring, one name to a number, nothing like a CPR number."""
    for case in CASES:
        assert case["phone"] is None or IMPOSSIBLE_PHONE.fullmatch(case["phone"]), case["phone"]
    names_of = defaultdict(set)
    for case in CASES:
        names_of[case["phone"]].add(case["citizen_name"])
    assert all(len(names) == 1 for phone, names in names_of.items() if phone)
    assert not CPR_LIKE.search((DATA / "sager.jsonl").read_text(encoding="utf-8"))


def test_no_name_stands_in_a_free_text() -> None:
    """What is written about a case names nobody in the file."""
    names = {word.casefold() for case in CASES for word in re.findall(r"\w{3,}", case["citizen_name"])}
    for case in CASES:
        for text in free_texts(case):
            assert not names & {word.casefold() for word in re.findall(r"\w+", text)}, text


def test_texts_are_different_and_neatly_written() -> None:
    """Every summary is its own, and whole sentences end as sentences."""
    summaries = [case["summary"] for case in CASES]
    assert len(set(summaries)) == len(summaries)
    concerns = [case["calls"] and case["calls"][-1]["concern"] for case in CASES]
    assert len({c for c in concerns if c}) > 100
    for case in CASES:
        for text in free_texts(case):
            assert text == " ".join(text.split()), text
            assert text[0].isupper() or text[0].isdigit() or text[0] == "»", text
            assert text[-1] in ".?!«", text
        assert len(case["summary"]) <= 280, case["summary"]


def test_about_four_complaints_a_week() -> None:
    """One office's pace: every week has something, no week is a flood."""
    weeks = Counter(
        (at(c["received_at"]).astimezone(COPENHAGEN).date() - date(2024, 12, 16)).days // 7 for c in CASES
    )
    assert set(weeks) == set(range(53))
    assert max(weeks.values()) <= 13
    assert 200 <= len(CASES) <= 240
    assert 1.5 <= sum(len(case["points"]) for case in CASES) / len(CASES) <= 1.8


def test_citizens_come_back() -> None:
    """Some citizens complain two or three times."""
    times = Counter((case["citizen_name"], case["phone"]) for case in CASES if case["phone"])
    assert sum(count in {2, 3} for count in times.values()) >= 6
    assert max(times.values()) <= 3


def promise_shape() -> Counter[str]:
    """How the 24 elapsed hours went for the complaints received before the final week."""
    shape: Counter[str] = Counter()
    for case in CASES:
        received = at(case["received_at"])
        results = {call["result"] for call in case["calls"]}
        if case["contact_type"] != "klage" or received >= FINAL_WEEK:
            continue
        if results & {"intet_nummer", "oensker_ikke_samtale"}:
            shape["outside"] += 1
            continue
        calls = [(at(call["called_at"]), call["result"]) for call in case["calls"]]
        spoken = [called for called, result in calls if result == "talt_med"]
        tried = any(called <= received + DAY for called, _ in calls)
        if not spoken:
            shape["never reached"] += 1
        elif spoken[0] <= received + DAY:
            shape["reached in time"] += 1
        else:
            shape["tried in time, reached later" if tried else "first tried later"] += 1
    return shape


def test_the_promise_is_mostly_kept() -> None:
    """About three in four are reached within 24 elapsed hours."""
    shape = promise_shape()
    counted = sum(shape.values()) - shape["outside"]
    assert 0.70 <= shape["reached in time"] / counted <= 0.78
    assert 0.10 <= shape["tried in time, reached later"] / counted <= 0.18
    assert shape["never reached"] >= 2
    assert shape["first tried later"] >= 2


def board(now: datetime) -> Counter[str]:
    """What the morning list would show at a moment, from what was known then."""
    seen: Counter[str] = Counter()
    for case in CASES:
        if at(case["registered_at"]) > now or any(at(c["at"]) <= now for c in case["closings"]):
            continue
        calls = [call for call in case["calls"] if at(call["logged_at"]) <= now]
        results = [call["result"] for call in calls]
        if "talt_med" in results:
            seen["reached lately"] += at(calls[results.index("talt_med")]["called_at"]) > now - 5 * DAY
        elif results[-1:] == ["ring_igen_aftalt"]:
            seen["agreed"] += 1
        elif results[-1:] not in (["intet_nummer"], ["oensker_ikke_samtale"]):
            due = at(case["received_at"]) + DAY
            seen["due"] += now <= due
            seen["overdue"] += due < now
            seen["tried"] += bool(calls)
    return seen


def test_something_of_everything_at_any_moment_of_the_final_week() -> None:
    """Whenever the demo is run, the morning list has all its kinds of rows."""
    for hour in range(7 * 24):
        now = FINAL_WEEK + timedelta(hours=hour)
        seen = board(now)
        for state in ("due", "overdue", "tried", "agreed", "reached lately"):
            assert seen[state] >= 1, (now.isoformat(), state, seen)
        assert seen["overdue"] <= 5, (now.isoformat(), seen)


def test_eight_percent_are_open_when_the_final_week_begins() -> None:
    """Some of the older cases are still on their way."""
    older = [case for case in CASES if at(case["received_at"]) < FINAL_WEEK]
    still_open = sum(case["outcome"] is None for case in older)
    assert 0.06 <= still_open / len(older) <= 0.10


def spreadsheet(name: str, encoding: str) -> list[dict[str, str]]:
    """A sheet as Danish Excel saves it."""
    with (DATA / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_old_spreadsheet_is_windows_1252_with_crlf() -> None:
    """25 rows as an old Excel saved them, every one readable."""
    raw = (DATA / "regneark.csv").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == 26
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    rows = spreadsheet("regneark.csv", "cp1252")
    assert len(rows) == 25
    for row in rows:
        assert None not in row
        assert re.fullmatch(r"\d\d[.-](?:09|10|11|12)[.-]2014(?: kl\.)? \d\d[.:]\d\d", row["Modtaget"]), row
        assert IMPOSSIBLE_PHONE.fullmatch(row["Telefon"]) or not row["Telefon"], row
        assert row["Kort beskrivelse"]
        assert row["Temaer"]
        assert not CPR_LIKE.search(" ".join(row.values()))


def test_the_sheet_with_errors_has_five_bad_rows_of_eight() -> None:
    """One typical error in each of five rows."""
    rows = spreadsheet("regneark-med-fejl.csv", "utf-8")
    assert len(rows) == 8
    bad = [row for row in rows if row["Adressat"] == "Overlæge" or not row["Kort beskrivelse"]]
    bad += [row for row in rows if re.search(r"^3[1-9]\.|^31\.11|\.14 |2099", row["Modtaget"])]
    assert len(bad) == 5


@pytest.mark.parametrize("name", WORK)
def test_work_has_known_fields_and_codes_and_was_over_before_the_final_week(name: str) -> None:
    """So nothing of it lies after now, whenever the demo is run, and all of it is moved."""
    by_key = {field.key: field for field in WORK[name]}
    for case in CASES:
        for key, value in [pair for row in work(case, name) for pair in row.items() if pair[1] is not None]:
            codes = by_key[key].codes
            assert codes is None or value in codes, (label(case), key, value)
            if by_key[key].kind in ("instant", "date"):
                assert value < FINAL_WEEK.date().isoformat(), (label(case), key, value)
                assert key in sample.INSTANTS | sample.DAYS


def cases_with(name: str, **values: object) -> list[Case]:
    """The cases with a record of that kind that has these values."""
    return [c for c in CASES if any(values.items() <= row.items() for row in work(c, name))]


def test_there_are_examples_of_every_kind_of_work() -> None:
    """Two of each, for a demo of what klage can do beside calls."""
    forwarded = cases_with("appeal", appeal_body="ankestyrelsen")
    kinds = Counter(case["complaint_kind"] for case in forwarded)
    assert min(kinds["realitet"], kinds["blandet"]) >= 2
    held = [c for c in cases_with("mediations", kind="borgermaegler") if c["mediations"][0].get("meeting_at")]
    assert len(held) >= 2
    assert cases_with("mediations", consent=False)
    assert cases_with("mediations", kind="dialogmoede")
    assert len(cases_with("unit_contacts", result="loest")) >= 2
    for state in ("holdt", "flyttet", "brudt"):
        assert len(cases_with("steps", state=state)) >= 2, state
    journeys = [case["journey"] for case in CASES if len(case.get("journey", [])) >= 6]
    assert len(journeys) >= 2
    for told in journeys:
        assert len({event["source"] for event in told}) >= 2
        assert any(event.get("handover") for event in told)
        days = [date.fromisoformat(event["occurred_on"]) for event in told]
        assert days == sorted(days)
        assert max((b - a).days for a, b in pairwise(days)) >= 60


def test_moved_case_has_moved_work_too() -> None:
    """Every day of a record follows its case, also in the one record that is no list."""
    case = cases_with("appeal", appeal_result="hjemvist")[0]
    after = sample.moved(case, timedelta(weeks=52))
    assert after["appeal"]["forwarded_on"] == "2026-04-27"
    assert after["steps"][0]["due_on"] == "2026-04-08"


# --- lessons ---------------------------------------------------------------------------------------


def test_lessons_stand_after_the_cases_they_come_from() -> None:
    """Each names complaints that are there, of its department or of one that it is lifted above."""
    assert [*CASES, *LESSONS, *EXAMPLES, *RECOMMENDATIONS] == LINES
    by_receipt = defaultdict(list)
    for case in CASES:
        by_receipt[case["received_at"]].append(case)
    for found in LESSONS:
        cases = [by_receipt[named["received_at"]] for named in found["cases"]]
        assert all(len(alike) == 1 for alike in cases)
        about = {place["department"] for (case,) in cases for place in (case, *case["points"])}
        assert found["department"] in about or found["level"] == "forvaltning"
        themes = [{point["theme"] for point in case["points"]} for (case,) in cases]
        assert sum(found["theme"] in each for each in themes) >= len(themes) - 1, found["observation"]
        assert max(case["received_at"] for (case,) in cases)[:10] <= found["formulated_on"]


def test_lessons_have_known_fields_and_neat_texts_that_name_nobody() -> None:
    """Every key stands there, codes are in their vocabularies, and no citizen of the file is named."""
    citizens = {word.casefold() for case in CASES for word in re.findall(r"\w{3,}", case["citizen_name"])}
    for records, known in ((LESSONS, lesson.FIELDS), (ACTIONS, action.FIELDS)):
        for record in records:
            assert {field.key for field in known} <= record.keys()
            for field in known:
                value = record[field.key]
                assert value is None or field.codes is None or value in field.codes, value
                if value is not None and field.kind == "text":
                    assert value == " ".join(value.split())
                    assert (value[0].isupper(), value[-1]) == (True, "."), value
                    assert not citizens & {word.casefold() for word in re.findall(r"\w+", value)}, value
                if value is not None and field.kind == "date":
                    assert date.fromisoformat(value).weekday() < 5, value


def test_there_are_actions_in_every_status() -> None:
    """A loop that is closed, one that is open, one that is not begun; each status as the rules have it."""
    statuses = Counter(each["status"] for each in ACTIONS)
    assert statuses.keys() == action.TRANSITIONS.keys()
    assert any(not found["actions"] for found in LESSONS)
    assert any(case["feedback_given_on"] for found in LESSONS for case in found["cases"])
    assert any(each["kind"] == "kompetence" for each in ACTIONS)
    for each in ACTIONS:
        values = {key: value for key, value in each.items() if value is not None}
        days = {key: date.fromisoformat(value) for key, value in values.items() if key.endswith("_on")}
        action.check(action.Action(**{**values, **days}), FINAL_WEEK.date())


def test_examples_and_recommendations_are_approved_and_neat() -> None:
    """Two or three examples of cases that taught something, and recommendations with an answer and without."""
    behind = {named["received_at"] for found in LESSONS for named in found["cases"]}
    assert 2 <= len(EXAMPLES) <= 3
    assert all(found["received_at"] in behind and found["approved_on"] for found in EXAMPLES)
    assert {bool(found["answer"]) for found in RECOMMENDATIONS} == {True, False}
    for found in (*EXAMPLES, *RECOMMENDATIONS):
        for key, value in found.items():
            if key.endswith("_on") and value:
                assert date.fromisoformat(value).weekday() < 5, value
            if key in ("story", "what", "answer") and value:
                assert value == " ".join(value.split())
                assert (value[0].isupper(), value[-1]) == (True, "."), value
