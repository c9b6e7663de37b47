"""Lessons in a file: what is exported and imported again is the same, and what cannot be read is said."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage.domain import vocabulary as words
from klage.domain.learning.action import (
    AGREED,
    ASSESSED,
    BEGUN,
    DAY_OF,
    DONE,
    PROPOSED,
    REJECTED,
    Action,
    moved,
)
from klage.domain.learning.example import Example
from klage.domain.learning.learning import Source
from klage.domain.learning.lesson import Lesson
from klage.domain.learning.recommendation import Recommendation
from klage.store.learning import actions, examples, lessons, recommendations
from klage.store.register import create_register
from tests.cli import Run, assert_danish
from tests.store.support import NOW, add, changing, complaint, opened

CLOCK = {"KLAGE_NOW": "2026-11-20T11:00:00+01:00"}
TODAY = NOW.date()
# No digits, because a CPR number would be masked on the way in; no spaces at the ends, because they are cut off.
TEXT = st.text(st.characters(exclude_categories=["C", "N", "Z"]), min_size=1, max_size=30)
MAYBE = st.none() | TEXT
DAYS = st.dates(date(2020, 1, 1), TODAY)


WAYS = (
    (),
    (AGREED,),
    (AGREED, BEGUN),
    (AGREED, DONE),
    (AGREED, BEGUN, DONE, ASSESSED),
    (REJECTED,),
    (AGREED, PROPOSED),
)
"""The ways that the actions below have come; an empty one is a proposal."""


def code(codes: words.Codes) -> st.SearchStrategy[str | None]:
    """Draw one of a vocabulary's codes, or none."""
    return st.sampled_from([None, *codes])


@st.composite
def some_lesson(draw: st.DrawFn) -> Lesson:
    """Draw a lesson that can stand in the register."""
    formulated_on = draw(DAYS)
    later = st.none() | st.dates(formulated_on, TODAY)
    told = draw(MAYBE)
    return Lesson(
        formulated_on, draw(TEXT), draw(code(words.CAUSES)), draw(MAYBE),
        *draw(st.sampled_from([("afdeling", "Ydelse"), ("forvaltning", None), ("kommune", "Borgerservice")])),
        draw(st.sampled_from([None, "vejledning", "andet"])), draw(code(words.PROCESS_STAGES)),
        draw(code(words.EYE_LEVEL)), draw(code(words.EYE_LEVEL)), told, draw(later) if told else None, draw(later),
    )  # fmt: skip


@st.composite
def some_action(draw: st.DrawFn) -> Action:
    """Draw an action in any status that it can have come to."""
    day = draw(st.dates(date(2020, 1, 1), TODAY - timedelta(days=50)))
    action = Action(
        draw(TEXT), "kompetence", day, department=draw(st.sampled_from([None, "Ydelse"])),
        ambassador=draw(st.sampled_from([None, "Bo Holm"])), effect_goal=draw(MAYBE), trained=draw(st.none() | st.integers(0, 500)),
    )  # fmt: skip
    says: dict[str, dict[str, Any]] = {
        AGREED: {"leader": "Eva Lund", "due_on": draw(st.dates(date(2021, 1, 1), date(2030, 1, 1)))},
        ASSESSED: {"effect_result": draw(TEXT)},
        REJECTED: {"reason": draw(TEXT)},
        PROPOSED: {"reason": draw(TEXT)},
    }
    for to in draw(st.sampled_from(WAYS)):
        day += timedelta(days=draw(st.integers(0, 9)))
        action = moved(action, to, day, **says.get(to, {}))
    return action


LEARNING = st.lists(
    st.tuples(some_lesson(), st.sets(st.integers(0, 2), min_size=1), st.none() | DAYS, st.lists(some_action(), max_size=3)),
    max_size=4,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LEARNING)
def test_import_reads_back_every_field(
    run: Run,
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[Lesson, set[int], date | None, list[Action]]],
) -> None:
    """Any lessons with any actions, exported and imported into a new register, give the same and the same file."""
    folder = tmp_path_factory.mktemp("rundt")
    create_register(folder / "a.db")
    with opened(folder / "a.db", writing=True) as register, changing(register) as writer:
        keys = [add(writer, complaint(f"Klage {n}")) for n in range(3)]
        for lesson, places, told, done in drawn:
            number = lessons.add(writer, lesson, [Source(keys[place], told) for place in sorted(places)])
            for action in done:
                actions.add(writer, number, action)
            if lesson.words:
                advice = Recommendation(lesson.formulated_on, lesson.words, lesson.insight, number)
                recommendations.add(writer, advice)
                place = min(places)
                told_of = Example("Et brev", lesson.words, lesson.formulated_on, lesson.words_approved_on)
                examples.keep(writer, keys[place], told_of)
    one, other = ({**CLOCK, "KLAGE_DB": str(folder / f"{name}.db")} for name in "ab")
    run("eksport", str(folder / "a.jsonl"), env=one)
    run("import", str(folder / "a.jsonl"), "--ja", env=other)
    run("eksport", str(folder / "b.jsonl"), env=other)
    everyone = lessons.Filter(withdrawn=True)
    with opened(folder / "a.db") as first, opened(folder / "b.db") as second:
        assert lessons.all_of(first, everyone) == lessons.all_of(second, everyone)
        assert recommendations.all_of(first) == recommendations.all_of(second)
        assert [each[1:] for each in examples.all_of(first)] == [each[1:] for each in examples.all_of(second)]
    assert (folder / "a.jsonl").read_bytes() == (folder / "b.jsonl").read_bytes()


def test_every_status_is_drawn() -> None:
    """Else the property above would say less than it seems to."""
    assert {PROPOSED, *(way[-1] for way in WAYS if way)} == DAY_OF.keys()


CASE: dict[str, object] = {
    "case_no": "2026-0001",
    "received_at": "2026-11-02T10:00:00Z",
    "summary": "Ingen svarer.",
}
LESSON: dict[str, object] = {
    "record": "lesson", "formulated_on": "2026-11-03", "observation": "Breve blev glemt.", "level": "kommune",
    "cases": [{"case_no": "2026-0001"}],
}  # fmt: skip


def file_of(folder: Path, *records: dict[str, object]) -> str:
    """Write a file of JSON lines and return its name."""
    path = folder / "sager.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def test_what_an_import_says_of_lessons(run: Run, tmp_path: Path) -> None:
    """How many are new, how many were there, and what is wrong with one; alone, they are enough to import."""
    name = file_of(tmp_path, CASE, LESSON)
    assert "1 sag og 1 læringspunkt kan importeres." in run("import", name, "--proev", env=CLOCK).stdout
    assert "1 sag og 1 læringspunkt er importeret." in run("import", name, "--ja", env=CLOCK).stdout
    again = run("import", name, "--ja", "--alligevel", env=CLOCK).stdout
    assert again.startswith("0 sager er importeret. 1 sag og 1 læringspunkt var i registret i forvejen.")
    name = file_of(tmp_path, {**LESSON, "observation": "Telefonen tages ikke."})
    said = run("import", name, stdin="j\n", terminal=True, env=CLOCK).stdout
    assert "1 læringspunkt er importeret." in said
    name = file_of(
        tmp_path, LESSON, {**LESSON, "cases": [{"case_no": "2026-0009"}]}, {**LESSON, "cause": "vejret"}
    )
    faults = run("import", name, "--ja", env=CLOCK, code=2).stderr
    assert "Linje 2: Sager: 2026-0009 er hverken i registret eller tidligere i filen." in faults
    assert "Linje 3: Årsag: Værdien kendes ikke." in faults
    assert_danish(faults)


def test_what_an_export_says_of_lessons(run: Run, tmp_path: Path) -> None:
    """A sheet has no place for them, and says so; off a file what is personal is left out."""
    run("import", file_of(tmp_path, CASE, LESSON), "--ja", env=CLOCK)
    jsonl, csv = str(tmp_path / "ud.jsonl"), str(tmp_path / "ud.csv")
    assert "1 sag og 1 læringspunkt er skrevet i " in run("eksport", jsonl, env=CLOCK).stdout
    said = run("eksport", csv, env=CLOCK).stdout
    assert "1 sag er skrevet i " in said
    assert "Læringspunkterne er ikke med" in said
    assert "Breve blev glemt." not in Path(csv).read_text(encoding="utf-8")
    piped = run("eksport", "-", "--format", "jsonl", env=CLOCK)
    assert "Breve blev glemt." not in piped.stdout
    assert piped.stderr == "1 sag og 1 læringspunkt er skrevet. Navne, telefonnumre og tekster er udeladt.\n"
    assert "ikke med" in run("eksport", "-", "--format", "csv", env=CLOCK).stderr


def test_examples_and_recommendations_are_not_in_a_sheet(run: Run, tmp_path: Path) -> None:
    """They are counted with the lessons, and their texts need --med-navne outside a file."""
    example: dict[str, object] = {"record": "example", "case_no": "2026-0001", "title": "Brevet", "story": "Det kom ikke.",
               "written_on": "2026-11-03", "approved_on": None}  # fmt: skip
    advice: dict[str, object] = {
        "record": "recommendation",
        "given_on": "2026-11-03",
        "what": "Giv dem en ejer.",
    }
    said = run("import", file_of(tmp_path, CASE, example, advice), "--ja", env=CLOCK).stdout
    assert said.startswith("1 sag, 1 eksempel og 1 anbefaling er importeret.")
    again = run("import", file_of(tmp_path, CASE, example, advice), "--ja", "--alligevel", env=CLOCK).stdout
    assert "1 sag, 1 eksempel og 1 anbefaling var i registret i forvejen." in again
    csv = run("eksport", "-", "--format", "csv", env=CLOCK)
    assert "Eksemplerne og anbefalingerne er ikke med" in csv.stderr
    piped = run("eksport", "-", "--format", "jsonl", env=CLOCK).stdout
    assert "Det kom ikke." not in piped
    assert "en ejer" not in piped
    assert '"record": "example"' in piped
    wrong = {**example, "title": ""}
    assert (
        "Overskrift: mangler." in run("import", file_of(tmp_path, wrong), "--proev", env=CLOCK, code=2).stderr
    )
