"""``klage laering brev``: the letter as it is typed, and that no citizen can be known by it."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage.domain.folding import words
from klage.domain.learning import letter as rules
from klage.domain.learning import screening
from klage.domain.learning.learning import Source
from klage.domain.learning.lesson import Lesson
from klage.domain.report.period import Period
from klage.errors import RefusedError
from klage.output.letter import as_markdown, as_text
from klage.store import recorded
from klage.store.learning import lessons, letters
from klage.store.register import create_register
from tests.commands.lesson_runs import action, lesson, office
from tests.desk import Desk
from tests.store.support import NOW, add, changing, complaint, opened


@pytest.fixture
def learning(desk: Desk) -> Desk:
    """Return a desk with a lesson about Visitationen and an action on it."""
    office(desk)
    lesson(desk, "1", cause="arbejdsgang", insight="Brug en fælles liste.")
    action(desk)
    return desk


def test_the_letter(learning: Desk) -> None:
    """Greets the ambassador, tells the lesson and the action, and asks."""
    found = learning("laering", "brev", "visitationen")
    assert "Kære Ib Vang\n" in found.stdout
    assert "- Det lærer vi: Brug en fælles liste.\n" in found.stdout
    assert "Handling 1: Fælles telefonliste." in found.stdout
    assert "Der er færre end 5 klager" in found.stdout
    assert found.stderr == ""
    assert learning("laering", "letter", "Visitationen", "--format", "md").stdout.count("## ") == 4
    assert learning.terminal("laering", "brev", "Visitationen").stdout == found.stdout


def test_complaints_are_counted_when_there_are_enough(learning: Desk) -> None:
    """Five make a number, and so do five on a theme; fewer do not."""
    for n in range(4):
        learning.new(
            text=f"Klage {n}", department="Visitationen", points=[{"theme": "manglende_svar"}, {"theme": "andet"}],
            received_at=f"2026-11-0{5 + n}T09:00",
        )  # fmt: skip
    text = learning("laering", "brev", "Visitationen").stdout
    assert "Der er kommet 6 klager." in text
    assert "- Manglende svar / kan ikke få kontakt: 6\n- Andet: 5\n" in text
    assert "færre end 5" in learning("laering", "brev", "Visitationen", "--fra", "5.11.2026").stdout


def test_what_leads_to_a_person_is_left_out_and_named(learning: Desk) -> None:
    """The letter says nothing of it; the word is shown at a terminal only."""
    learning("laering", "ret", "1", "--laering", "-", stdin="Spørg Anna, eller ring til 20 12 34 56.", code=9)
    learning("laering", "ret", "1", "--laering", "-", stdin="Spørg Lind, eller ring til 20 12 34 56.")
    found = learning("laering", "brev", "Visitationen")
    assert found.stderr == (
        "Udeladt, fordi teksten kan føre til en person:\n"
        "Læringspunkt 1, læringen: et navn, der står i registret, ord nr. 2.\n"
    )
    assert "Spørg" not in found.stdout
    assert "Lind" not in found.stdout
    assert "(Lind)" in learning.terminal("laering", "brev", "Visitationen").stderr


def test_a_department_without_an_ambassador(learning: Desk) -> None:
    """The letter greets all, and the borgervejleder hears of it."""
    lesson(learning, "3", department="Ydelse")
    found = learning("laering", "brev", "Ydelse")
    assert "Kære alle i Ydelse" in found.stdout
    assert "Ydelse har ingen ambassadør." in found.stderr


def test_the_letter_in_a_file(learning: Desk, tmp_path: Path) -> None:
    """Only its owner can read it, nothing is overwritten, and its name decides the format."""
    out = tmp_path / "brev.md"
    assert "Kun du kan læse filen." in learning("laering", "brev", "Visitationen", "--ud", str(out)).stdout
    assert out.stat().st_mode & 0o777 == 0o600
    assert (
        out.read_text(encoding="utf-8")
        == learning("laering", "brev", "Visitationen", "--format", "md").stdout
    )
    again = learning("laering", "brev", "Visitationen", "--ud", str(out), code=2)
    assert "findes allerede" in again.stderr
    learning("laering", "brev", "Visitationen", "--ud", str(out), "--overskriv", "--format", "txt")
    assert "Klagerne\n--------\n" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("Ydelse",), 9, "ikke noget at skrive til Ydelse om"),
        (("Jobcentret",), 3, "ingen afdeling med det navn"),
        (("Visitationen", "--format", "pdf"), 2, "txt (en mail) eller md"),
        (("Visitationen", "--til", "1.1.2026"), 2, "Skriv også --fra"),
    ],
)
def test_what_is_refused(learning: Desk, line: tuple[str, ...], code: int, said: str) -> None:
    """One sentence, and no letter."""
    assert said in learning.refused("laering", "brev", *line, code=code)


# --- no citizen can be known by it ------------------------------------------------------------------

NAMES = st.sampled_from(["Zofia Qvortrup", "Åge Xenius", "Nadja Wesselhøft", "Ole Ztorm-Quist"])
PHONES = st.integers(20_000_000, 99_999_999).map(str)
SUMMARIES = st.sampled_from(["Jeg sidder i kørestol på tredje sal.", "Min søn er fem.", "De kom om natten."])
PERSON = st.fixed_dictionaries({"citizen_name": NAMES, "phone": PHONES, "summary": SUMMARIES})
PATTERNS = st.sampled_from(
    ["{citizen_name} ventede længe.", "Vi ringede til {phone}.", "Om {citizen_name}s sag.", "Brevet kom for sent.",
     "en borger ({citizen_name}) spurgte", "{phone}", "Ingen svarede, da borgeren ringede."]
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PERSON, min_size=1, max_size=3), st.lists(PATTERNS, min_size=4, max_size=4), st.booleans())
def test_no_personal_field_of_any_case_occurs(
    tmp_path_factory: pytest.TempPathFactory,
    people: list[dict[str, str]],
    written: list[str],
    is_approved: bool,
) -> None:
    """Whatever is written into a lesson: no name, no phone number, and no citizen's account comes through."""
    path = tmp_path_factory.mktemp("brev") / "klage.db"
    create_register(path)
    observation, insight, told, what = (text.format(**people[0]) for text in written)
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            cases = [add(writer, complaint(**each)) for each in people]
            day = NOW.date()
            new = Lesson(day, observation, "arbejdsgang", insight, department="Ydelse", words=told,
                         words_approved_on=day if is_approved else None)  # fmt: skip
            number = lessons.add(writer, new, [Source(cases[0])])
            writer.insert(
                "action", {"lesson_id": number, "what": what, "kind": "it", "proposed_on": str(day)}
            )
        found = letters.facts(register, "Ydelse", Period(day, day), day)
        known = recorded.recorded(register, screening.asked(rules.texts_of(found)))
    try:
        letter, _ = rules.letter_from(found, lambda text: screening.findings(text, known))
    except RefusedError:
        return
    for text in (as_text(letter, {}), as_markdown(letter, {})):
        flat = " ".join(text.split())
        assert not {*words(flat)} & {part for each in people for part in words(each["citizen_name"])}
        assert not any(each["phone"] in flat or each["summary"] in flat for each in people)
        assert is_approved or told not in flat or told in (observation, insight, what)
    assert json.dumps(letter.answers)
