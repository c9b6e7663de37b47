"""``klage eksport``: the whole register in a private file, or down a pipe without names."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage.domain import appeal as appeals_rules
from klage.domain import fields, mediation, promise, unit_contact
from klage.domain import vocabulary as words
from klage.domain.appeal import Appeal
from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.fields import Field
from klage.domain.journey import journey
from klage.domain.journey.journey import Event
from klage.domain.mediation import Mediation
from klage.domain.mediator import Mediator
from klage.domain.reading import Reader
from klage.domain.step import Step
from klage.domain.unit_contact import UnitContact
from klage.domain.work import Work
from klage.store import appeals, cases, exporting, mediations, mediators, search, steps, unit_contacts
from klage.store import journey as journeys
from klage.store.register import Register, create_register
from klage.store.writing import Writer
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
    anonymised_at=NOTHING,  # a forgotten case holds no words: test_anonymiser brings one through a file
)
TODAY = st.just(NOW.date())


def fitting_mediation(values: dict[str, object]) -> Mediation:
    """Return a mediation without what needs a consent that is not given, or a day of nothing."""
    if not values["consent"]:
        values |= dict.fromkeys(mediation.NEEDS_CONSENT)
    for key in ("consent", "outcome"):
        if values[key] is None:
            values[f"{key}_on"] = None
    if values["kind"] == "dialogmoede":
        values["mediator"] = None
    return Mediation(**without_none(values))  # type: ignore[arg-type]


def fitting_appeal(values: dict[str, object]) -> Appeal:
    """Return a track that can have gone like that."""
    if values["decided_by"] == appeals_rules.COMMITTEE:
        values["reassess_result"] = None
    if values["appeal_body"] in appeals_rules.REASSESSED_FIRST and not values["reassess_result"]:
        values["forwarded_on"] = None
    if values["forwarded_on"] is None:
        values["appeal_result"] = None
    return Appeal(**without_none(values))  # type: ignore[arg-type]


MEDIATIONS = st.lists(
    record(
        mediation.FIELDS, kind=some(mediation.FIELDS[0]), informed_on=TODAY, meeting_at=NOTHING | st.just(NOW),
        mediator=st.sampled_from([None, "Kim", "=Åse"]), consent_on=TODAY, outcome_on=TODAY,
        clarification_talks=NOTHING | st.integers(0, 2),
    ).map(fitting_mediation),
    max_size=2,
)  # fmt: skip
APPEALS = record(
    appeals_rules.FIELDS, decided_by=some(appeals_rules.FIELDS[0]), reassessed_on=TODAY,
    forwarded_on=NOTHING | TODAY, appeal_decided_on=NOTHING | TODAY,
).map(fitting_appeal)  # fmt: skip
CONTACTS = st.lists(
    record(
        unit_contact.FIELDS, contacted_at=st.just(NOW), with_whom=some(unit_contact.FIELDS[2]),
        result=some(unit_contact.FIELDS[4]), nature=st.sampled_from([None, "brud_paa_regel", "begge"]),
    ).map(lambda values: UnitContact(**without_none(values))),  # type: ignore[arg-type]
    max_size=2,
)  # fmt: skip
EVENTS = st.lists(
    record(
        journey.FIELDS, occurred_on=some(journey.FIELDS[0]), source=some(journey.BY_KEY["source"]),
        what=TEXTS.map(lambda text: f"Hun {text} ventede"), experience=NOTHING | st.integers(-2, 2),
    ).map(lambda values: Event(**without_none(values))),  # type: ignore[arg-type]
    max_size=3,
)  # fmt: skip
STEPS = st.lists(
    st.one_of(
        record(fields.STEP, made_at=st.just(NOW), due_on=st.just(NOW.date() + timedelta(days=9)),
               state=st.just("aaben"), settled_at=NOTHING),
        record(fields.STEP, made_at=st.just(NOW), due_on=TODAY,
               state=st.sampled_from(["holdt", "flyttet", "brudt"]), settled_at=st.just(NOW)),
    ).map(lambda values: Step(**without_none(values))),  # type: ignore[arg-type]
    max_size=2,
)  # fmt: skip
WORKS = st.builds(Work, st.none() | APPEALS, *(each.map(tuple) for each in (MEDIATIONS, CONTACTS, EVENTS)))
CASES = st.lists(st.tuples(COMPLAINTS, POINTS, CALLS, st.none() | CLOSED, STEPS, WORKS), max_size=4)


def note(writer: Writer, register: Register, key: int, new: Complaint, work: Work) -> None:
    """Note the work on a case as the commands do."""
    if work.appeal is not None:
        appeals.save(writer, key, appeals.of_complaint(work.appeal, new, ()))
    for each in work.mediations:
        if each.mediator and mediators.key_of(writer, each.mediator) is None:
            mediators.add(writer, register, Mediator("borgermaegler", each.mediator))
        mediations.save(writer, register, key, each)
    for contact in work.unit_contacts:
        unit_contacts.add(writer, register, key, contact)
    for event in work.journey:
        journeys.add(writer, key, event)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CASES)
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_import_reads_back_every_field(
    run: Run, tmp_path_factory: pytest.TempPathFactory, ending: str, drawn: list[tuple[object, ...]]
) -> None:
    """A register of any cases, exported and imported into a new one, gives the same cases and the same file."""
    folder = tmp_path_factory.mktemp("rundt")
    create_register(folder / "a.db")
    with opened(folder / "a.db", writing=True) as register, changing(register) as writer:
        for values, points, calls, closing, promises, work in drawn:
            assert isinstance(values, dict)
            new = Complaint(**without_none(values), points=tuple(points))  # type: ignore[arg-type]
            promised = promise.promise_for([], new.received_at, level=new.addressee_level, department=None)
            key = cases.add(writer, new, promised)
            for call in calls:  # type: ignore[attr-defined]
                cases.add_call(writer, key, call)
            assert isinstance(work, Work)
            for step in promises:  # type: ignore[attr-defined]
                steps.add(writer, key, step)
            note(writer, register, key, new, work)
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


WORKED = {
    "received_at": "2026-11-02T09:00:00Z",
    "summary": "Afslag på hjælpemiddel",
    "complaint_kind": "realitet",
    "appeal": {"decision_received_on": "2026-10-30", "guidance_given": "ja"},
    "mediations": [
        {
            "kind": "borgermaegler",
            "mediator": "Kim",
            "informed_on": "2026-11-03",
            "consent": True,
            "goal": "Et nyt samarbejde",
        }
    ],
    "unit_contacts": [
        {
            "contacted_at": "2026-11-03T09:00:00Z",
            "department": "Hjælpemidler",
            "with_whom": "leder",
            "result": "loest",
            "quick_solution": "Lånestol",
        }
    ],
    "journey": [
        {"occurred_on": "2026-10-01", "source": "borger", "what": "Søgte kørestol", "unit": "Visitation"}
    ],
}


def imported(run: Run, tmp_path: Path, *args: str, code: int = 0, **more: object) -> tuple[Path, str]:
    """Import one case with work on it, and return its register and what was said."""
    file, register = tmp_path / "sag.jsonl", tmp_path / "nyt.db"
    file.write_text(json.dumps({**WORKED, **more}), encoding="utf-8")
    result = run("import", str(file), *args, env={**AT_NOW, "KLAGE_DB": str(register)}, code=code)
    return register, result.stdout + result.stderr


def test_imported_work_is_found_and_its_dates_computed(run: Run, tmp_path: Path) -> None:
    """Words of every record are searched, a new mediator is not in use, and the plan has its dates."""
    register, said = imported(run, tmp_path, "--ja")
    assert "Nye afdelinger: Hjælpemidler." in said
    assert "Nye mæglere, der ikke er sat i brug: Kim." in said
    with opened(register) as opened_register:
        (case,) = exporting.all_cases(opened_register)
        for word in ("samarbejde", "lånestol", "kørestol", "visitation"):
            assert search.find(opened_register, word, limit=9) == [case.id], word
        assert mediators.all_of(opened_register) == [Mediator("borgermaegler", "Kim", active=False)]
    assert case.work is not None
    assert case.work.appeal is not None
    assert case.work.appeal.appeal_deadline_on is not None
    assert case.work.appeal.reassess_due_on is not None


def test_rehearsal_names_the_new_mediator_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    """What --proev says of names is what an import would do."""
    register, said = imported(run, tmp_path, "--proev")
    assert "Nye mæglere, der ikke er sat i brug: Kim." in said
    assert not register.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"appeal": []}, "Linje 1: Klage over afgørelsen: Her skal stå et JSON-objekt."),
        ({"appeal": "{"}, "Linje 1: Klage over afgørelsen: Her skal stå et JSON-objekt."),
        ({"appeal": {"decided": "x"}}, "Linje 1: Klage over afgørelsen: Et felt kendes ikke."),
        (
            {"appeal": {"appeal_result": "hjemvist"}},
            "Linje 1: Klage over afgørelsen 1: Notér først med --oversendt",
        ),
        ({"mediations": {}}, "Linje 1: Mæglinger 1: Her skal stå en liste af JSON-objekter."),
        ({"mediations": [{"kind": "borgermaegler"}]}, "Linje 1: Mæglinger 1: Informeret: mangler."),
        (
            {"mediations": [{"kind": "dialogmoede", "informed_on": "2026-11-03", "goal": "x" * 281}]},
            "Linje 1: Mægling 1: Skriv det kort",
        ),
        (
            {"unit_contacts": [{"result": "loest"}]},
            "Linje 1: Kontakter med afdelingen 1: Tidspunkt: mangler.",
        ),
        (
            {"unit_contacts": [{**WORKED["unit_contacts"][0], "contacted_at": "2026-11-01T09:00:00Z"}]},  # type: ignore[index]
            "Linje 1: Kontakt med afdelingen 1: Kontakten ligger før",
        ),
        (
            {"journey": [*WORKED["journey"], {"source": "borger", "what": "Intet"}]},
            "Linje 1: Klagerejse 2: Dato: mangler.",
        ),
        ({"steps": [{"due_on": "2026-11-30"}]}, "Linje 1: Løfter 1: Noteret: mangler."),
        (
            {"steps": [{"made_at": "2026-11-03T09:00:00Z", "due_on": "2026-11-30", "state": "brudt"}]},
            "Linje 1: Løfter 1: Et løfte, der er holdt, flyttet eller brudt, skal have et tidspunkt for det.",
        ),
        ({"journey": [{"hvem": 1}]}, "Linje 1: Klagerejse 1: Et felt kendes ikke."),
    ],
)
def test_faulty_work_is_told_with_line_and_number(
    run: Run, tmp_path: Path, more: dict[str, object], sentence: str
) -> None:
    """What cannot be read or cannot have gone like that is named by its line and its record."""
    assert sentence in imported(run, tmp_path, "--ja", code=2, **more)[1]
