"""`klage rapport --offentlig`: from a register to what may be read by everybody."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli import Run
from tests.desk import Desk, uncoloured
from tests.store import support

YEAR = ("rapport", "--aar", "2025", "--offentlig")
CASES = [("formalitet", "Ydelse", 30), ("realitet", "Jobcenter", 12), ("blandet", "Børn", 3)]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with 45 complaints of 2025, three of them of a kind and a department of their own."""
    desk = Desk(Run(tmp_path_factory.mktemp("filled")))
    lines = [
        json.dumps({"received_at": f"2025-03-{1 + nth % 28:02}T{8 + kind}:{nth:02}", "complaint_kind": code,
                    "department": department, "channel": "brev", "addressee_level": "direktoer",
                    "citizen_name": "Kirsten Hansen", "phone": "20123456", "summary": f"Klage {nth}"})
        for kind, (code, department, n) in enumerate(CASES) for nth in range(n)
    ]  # fmt: skip
    file = desk.run.home / "sager.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    desk("import", str(file), "--ja")
    return desk.path


@pytest.fixture
def year(desk: Desk, filled: Path) -> Desk:
    """Return a desk with the complaints of 2025."""
    shutil.copy(filled, desk.path)
    return desk


def reported(desk: Desk, *options: str) -> Any:
    """Return the JSON of the published report."""
    return json.loads(desk(*YEAR, "--json", *options).stdout)


def example(desk: Desk, title: str, story: str, *, approved: bool = True) -> None:
    """Write an example of the first case."""
    with support.written(desk.path) as writer:
        approved_on = "2026-01-05" if approved else None
        row = {"complaint_id": 2025000001, "title": title, "story": story, "written_on": "2026-01-05"}
        writer.insert("example", {**row, "approved_on": approved_on})


def lesson(desk: Desk, observation: str, what: str = "Et nyt brev") -> None:
    """Write a lesson with one action, agreed with a leader."""
    with support.written(desk.path) as writer:
        key = writer.insert(
            "lesson",
            {
                "formulated_on": "2025-06-01",
                "observation": observation,
                "department_id": _department(writer, "Børn"),
            },
        )
        writer.insert("action", {"lesson_id": key, "what": what, "kind": "brevskabelon", "ambassador": "Ida Vang",
                                 "leader": "Eva Krog", "proposed_on": "2025-06-01"})  # fmt: skip


def _department(writer: Any, name: str) -> int:
    found: int = writer.connection.execute("select id from department where name = ?", (name,)).fetchone()[0]
    return found


def test_small_numbers_are_merged_everywhere(year: Desk) -> None:
    """Three blandet and three about Børn are nowhere; the total is."""
    found = reported(year)
    assert found["complaints"]["n"] == 45
    assert [(row["code"], row["n"]) for row in found["tables"]["complaint_kinds"]["rows"]] == [
        ("formalitet", 30), ("oevrige", 15),
    ]  # fmt: skip
    assert [row["code"] for row in found["tables"]["departments"]["rows"]] == ["Ydelse"]
    assert [row["label"] for row in found["trend"][0]["complaint_kinds"]] == ["Formalitet", "Øvrige"]


def test_the_same_on_a_terminal_aloud_and_in_a_pipe(year: Desk) -> None:
    """The rule stands on top, no name and no small number is anywhere, and the page fits."""
    screen = uncoloured(year(*YEAR, terminal=True).stdout)
    piped, spoken = year(*YEAR).stdout, year(*YEAR, "--plain", terminal=True).stdout
    for text in (screen, piped, spoken):
        assert "Dette er udgaven til udgivelse." in text
        assert "Børn" not in text
        assert "Kirsten" not in text
        assert not re.search(r"Blandet|(?<![\d,])3 ", text)
    assert max(map(len, screen.splitlines())) <= 80


def test_publishing_changes_nothing(year: Desk) -> None:
    """The same report twice, and the register as it was."""
    before = year.content()
    assert year(*YEAR).stdout == year(*YEAR).stdout
    assert year.content() == before


def test_an_approved_example_is_published(year: Desk) -> None:
    """Without its case number; it can be left out."""
    example(year, "Brevet, der ikke kom", "Borgeren ventede i ti uger og ringede fem gange.")
    assert reported(year)["examples"] == [
        {"title": "Brevet, der ikke kom", "story": "Borgeren ventede i ti uger og ringede fem gange."}
    ]
    assert reported(year, "--uden-eksempler")["examples"] == []
    assert "2025-0001" not in year(*YEAR, terminal=True).stdout


def test_an_example_that_nobody_approved_is_refused(year: Desk) -> None:
    """With 9, and a sentence that names the case; without the examples the report comes."""
    example(year, "Brevet", "Borgeren ventede.", approved=False)
    assert "sag 2025-0001 er ikke godkendt" in year.refused(*YEAR, code=9)
    assert "sag 2025-0001 er ikke godkendt" in year.refused(*YEAR, "--json", code=9)
    assert reported(year, "--uden-eksempler")["examples"] == []


@pytest.mark.parametrize(
    ("story", "what", "word"),
    [
        ("Da fru Hansen ringede, svarede ingen.", "et navn, der står i registret", "Hansen"),
        ("Han bad om svar på 20 12 34 56.", "et telefonnummer", "20 12 34 56"),
        ("Brevet gik til Tinghusvej 12.", "en adresse", "Tinghusvej 12"),
        ("Det var sag 2025-0001.", "et sagsnummer", "2025-0001"),
        ("Født 010190-XXXX.", "et CPR-nummer", "010190-XXXX"),
    ],
)
def test_an_example_that_leads_to_a_person_is_refused(year: Desk, story: str, what: str, word: str) -> None:
    """The word is shown on a terminal only; elsewhere its kind and its place are."""
    example(year, "Et svar", story)
    logged = year.refused(*YEAR, code=9)
    assert what in logged
    assert "ord nr." in logged
    assert word not in logged.replace("Eksemplet om sag 2025-0001", "")
    assert f"{what} ({word})" in " ".join(year.refused(*YEAR, code=9, typed="").split())


def test_a_lesson_that_leads_to_a_person_is_left_out(year: Desk) -> None:
    """The report comes and says how many; stderr says which, and by the word only to a terminal."""
    lesson(year, "Kirsten fik ikke svar.")
    lesson(year, "Brevet siger ikke, hvornår der kommer svar.")
    done = year(*YEAR, "--json")
    found = json.loads(done.stdout)
    assert [one["observation"] for one in found["lessons"]] == ["Brevet siger ikke, hvornår der kommer svar."]
    assert found["texts_left_out"] == 1
    assert "Læringspunkt 1, hændelsen: et navn, der står i registret, ord nr. 1." in done.stderr
    assert "Kirsten" not in done.stdout + done.stderr
    assert "(Kirsten)" in year(*YEAR, terminal=True).stderr


def test_no_employee_is_named(year: Desk) -> None:
    """Neither the ambassador nor the leader, nor a department that the tables hide."""
    lesson(year, "Brevet siger ikke, hvornår der kommer svar.")
    for text in (year(*YEAR).stdout, year(*YEAR, "--json").stdout, year(*YEAR, terminal=True).stdout):
        assert "Et nyt brev" in text
        assert not re.search("Ida|Vang|Eva|Krog|Børn", text)


def test_few_complaints_publish_nothing(year: Desk) -> None:
    """Not even the text of a lesson or of an example that waits."""
    example(year, "Brevet", "Borgeren ventede.", approved=False)
    lesson(year, "Brevet siger ikke, hvornår der kommer svar.")
    done = year("rapport", "--fra", "1.3.2025", "--til", "1.3.2025", "--offentlig")
    assert "færre end 5 klager" in done.stdout
    assert "Brevet" not in done.stdout


def test_an_option_that_belongs_to_publishing(year: Desk) -> None:
    """Alone it says nothing, so it is refused."""
    assert "hører til --offentlig" in year.refused("rapport", "--uden-eksempler", code=2)
