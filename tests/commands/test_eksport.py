"""``klage eksport``: the whole register in a private file, or down a pipe without names."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage.domain import fields, promise
from klage.domain import vocabulary as words
from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.fields import Field
from klage.domain.reading import Reader
from klage.store import cases, exporting
from klage.store.register import create_register
from tests.cli import Run
from tests.store.support import NOW, changing, fill, opened

AT_NOW = {"KLAGE_NOW": NOW.isoformat()}


@pytest.fixture
def register(run: Run) -> Path:
    """Fill the register of the run with cases."""
    path = run.home / "klage.db"
    fill(path, open_cases=5, closed_cases=5)
    return path


@pytest.mark.parametrize("name", ["sager.csv", "sager.jsonl", "SAGER.CSV"])
def test_file_is_private_and_says_how_many(run: Run, register: Path, tmp_path: Path, name: str) -> None:
    """The ending decides the format; only its owner may read the file."""
    file = tmp_path / name
    result = run("eksport", str(file))
    assert "10 sager er skrevet" in result.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Borger 3" in file.read_text(encoding="utf-8")


def test_existing_file_is_kept_unless_told_otherwise(run: Run, register: Path, tmp_path: Path) -> None:
    """A file is replaced only with --overskriv, and the register never is."""
    file = tmp_path / "sager.csv"
    file.write_text("mit")
    run("eksport", str(file), code=2)
    assert file.read_text() == "mit"
    run("eksport", str(file), "--overskriv")
    assert file.read_text(encoding="utf-8-sig").startswith("Sagsnr.;")
    before = register.read_bytes()
    run("eksport", str(register), "--format", "csv", "--overskriv", code=2)
    assert register.read_bytes() == before


def test_pipe_has_no_names_unless_they_are_asked_for(run: Run, register: Path) -> None:
    """Down a pipe go codes and times; with --med-navne everything."""
    bare = run("eksport", "-", "--format", "jsonl")
    assert len(bare.stdout.splitlines()) == 10
    assert "Borger" not in bare.stdout
    assert "udeladt" in bare.stderr
    full = run("eksport", "-", "--format", "jsonl", "--med-navne")
    assert json.loads(full.stdout.splitlines()[0])["citizen_name"] == "Borger 0"


@pytest.mark.parametrize(
    "args", [("sager.xlsx",), ("-",), ("sager",), ("sager.csv", "--format", "pdf")], ids=str
)
def test_unknown_format_is_refused(run: Run, register: Path, args: tuple[str, ...]) -> None:
    """Only csv and jsonl can be read back."""
    assert "csv" in run("eksport", *args, code=2).stderr


def test_terminal_is_no_place_for_an_export(run: Run, register: Path) -> None:
    """What citizens have written is not let loose on a terminal."""
    assert "skærmen" in run("eksport", "-", "--format", "csv", terminal=True, code=2).stderr


def test_missing_register_is_told(run: Run, tmp_path: Path) -> None:
    """There is nothing to export, and no file is made."""
    run("eksport", str(tmp_path / "sager.csv"), code=3)
    assert not (tmp_path / "sager.csv").exists()


# --- the round trip --------------------------------------------------------------------------------

READER = Reader(now=NOW, themes={code: label for code, label, _ in words.THEMES})
MOMENTS = st.integers(0, 10_000).map(lambda hours: NOW - timedelta(hours=hours))
HOSTILE = st.sampled_from(
    [
        "=1+1",
        "'=1",
        "\x1b[31mrød",
        "a;b,c|d:e",
        'x"y',
        "en\r\nto\nrtre",
        "'",
        "\u202e",
        "æøå",
        "-",
        "2026-0001",
    ]
)
TEXTS = HOSTILE | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


def read(field: Field, text: str) -> object:
    """Return a text as it would have come into the register."""
    return READER.value(text, field)


def some(field: Field) -> st.SearchStrategy[object]:
    """Return values that a field can have."""
    if field.kind == "code":
        return st.sampled_from(list(field.codes or {"vejledning": "", "andet": ""}))
    if field.kind == "department":
        return st.sampled_from(["Ydelse", "A|B: C;D", "=Job", "Ældre & Søn"])
    kinds: dict[str, st.SearchStrategy[object]] = {
        "text": TEXTS.map(lambda text: read(field, text)),
        "line": TEXTS.map(lambda text: read(field, text)),
        "instant": MOMENTS,
        "date": MOMENTS.map(lambda at: at.date()),
        "flag": st.booleans(),
        "number": st.integers(1, 3),
    }
    return kinds[field.kind]


def record(
    known: tuple[Field, ...], **fixed: st.SearchStrategy[object]
) -> st.SearchStrategy[dict[str, object]]:
    """Return values for fields, each of them now and then missing."""
    optional = {
        field.key: st.none() | some(field)
        for field in known
        if field.key not in fixed and field.kind != "case"
    }
    return st.fixed_dictionaries({**optional, **fixed})


def without_none(values: dict[str, object]) -> dict[str, object]:
    """Return the values that are given: what is required has a default of its own."""
    return {key: value for key, value in values.items() if value is not None}


SPOKEN = st.just("talt_med")
NOTHING = st.none()
CALLS = st.lists(
    record(
        fields.CALL, called_at=st.just(NOW), logged_at=st.just(NOW), result=SPOKEN, call_again_at=NOTHING,
        conversation_result=NOTHING, complaint_stance=NOTHING, withdrawal_confirmed=NOTHING,
    ).map(lambda values: Call(**without_none(values))),  # type: ignore[arg-type]  # values of every field
    max_size=2,
)  # fmt: skip
CLOSED = record(fields.CLOSING, at=st.just(NOW), recorded_at=st.just(NOW), kind=st.just("afsluttet")).map(
    lambda values: Closing(**without_none(values))  # type: ignore[arg-type]
)
POINTS = st.lists(
    record(fields.POINT, theme=some(fields.POINT[0])).map(
        lambda values: Point(**without_none(values))  # type: ignore[arg-type]
    ),
    max_size=2,
    unique_by=lambda point: (point.theme, point.department),
)
COMPLAINTS = record(
    fields.COMPLAINT,
    summary=TEXTS.map(lambda text: f"Klage {text} slut"),
    received_at=MOMENTS,
    registered_at=st.just(NOW),
    concern_passed_on_at=st.none() | st.just(NOW),
)
CASES = st.lists(st.tuples(COMPLAINTS, POINTS, CALLS, st.none() | CLOSED), max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CASES)
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_import_reads_back_every_field(
    run: Run, tmp_path_factory: pytest.TempPathFactory, ending: str, drawn: list[tuple[object, ...]]
) -> None:
    """A register of any cases, exported and imported into a new one, gives the same cases and the same file."""
    folder = tmp_path_factory.mktemp("rundt")
    create_register(folder / "a.db")
    with opened(folder / "a.db", writing=True) as register, changing(register) as writer:
        for values, points, calls, closing in drawn:
            assert isinstance(values, dict)
            new = Complaint(**without_none(values), points=tuple(points))  # type: ignore[arg-type]
            promised = promise.promise_for([], new.received_at, level=new.addressee_level, department=None)
            key = cases.add(writer, new, promised)
            for call in calls:  # type: ignore[attr-defined]
                cases.add_call(writer, key, call)
            if isinstance(closing, Closing):
                cases.add_closing(writer, key, closing)
    names = [folder / f"{name}.{ending}" for name in ("a", "b")]
    env = {**AT_NOW, "KLAGE_DB": str(folder / "a.db")}
    run("eksport", str(names[0]), env=env)
    if drawn:
        run("import", str(names[0]), "--ja", env={**env, "KLAGE_DB": str(folder / "b.db")})
        run("eksport", str(names[1]), env={**env, "KLAGE_DB": str(folder / "b.db")})
        with opened(folder / "a.db") as one, opened(folder / "b.db") as other:
            assert list(exporting.all_cases(one)) == list(exporting.all_cases(other))
        assert names[0].read_bytes() == names[1].read_bytes()
