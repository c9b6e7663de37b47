"""``klage eksport --person``: everything on one person, asked for at a terminal, in a private file."""

import json
import stat
from pathlib import Path

import pytest

from klage.store import cases
from tests.cli import Run, assert_danish
from tests.desk import Desk
from tests.store.support import opened

DATA = Path(__file__).parent.parent.parent / "data"
NOW = {"KLAGE_NOW": "2026-01-05T09:00:00+01:00"}


@pytest.fixture
def desk_of_bo(desk: Desk) -> Desk:
    """Return a desk with a case of Bo's that was corrected, one of Ib's that speaks of him, and one undone."""
    desk.new(citizen_name="Bo Ågesen", phone="20123456", summary="Første tekst")
    desk("ret", "1", "--json", "-", stdin=json.dumps({"summary": "Anden tekst", "citizen_name": "Bo Riis"}))
    desk("opkald", "1", "--json", "-", stdin=json.dumps({"result": "ikke_truffet", "late_reason": None}))
    desk.new(
        citizen_name="Ib Vø", phone="20123457", summary="Ågesen sagde nej", received_at="2026-11-19T08:00"
    )
    desk.new(citizen_name="Bo Ågesen", summary="Fortrudt tekst", received_at="2026-11-18T08:00")
    desk("fortryd", "--ja")
    return desk


def test_all_that_is_held_is_written(desk_of_bo: Desk, tmp_path: Path) -> None:
    """As it stands and as it was, with what it is, and nothing of another's; the file is private."""
    file = tmp_path / "indsigt.md"
    result = desk_of_bo("eksport", str(file), "--person", stdin="20 12 34 56\n\n", terminal=True)
    text = file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "1 sag er skrevet" in result.stdout
    for words in ("artikel 15", "Anden tekst", "Første tekst", "Bo Riis", "Bo Ågesen", "20 12 34 56"):
        assert words in text
    assert "slet dette afsnit" in text
    assert "Ib Vø" not in text
    assert_danish(result.stdout)


def test_user_chooses_among_the_cases(desk_of_bo: Desk, tmp_path: Path) -> None:
    """Each is shown with why it was found: one that bore the name before, one whose text has it, one undone."""
    file = tmp_path / "indsigt.txt"
    result = desk_of_bo("eksport", str(file), "--person", stdin="Ågesen\n1,3\n", terminal=True)
    assert "2026-0001 Bo Riis (stod i sagen før)" in result.stderr
    assert "2026-0002 Ib Vø (ordene står i en tekst)" in result.stderr
    assert "2026-0003 fortrudt (stod i sagen før)" in result.stderr
    text = file.read_text()
    assert "Fortrudt tekst" in text
    assert "Kun historikken er tilbage" in text
    assert "Ib Vø" not in text


@pytest.mark.parametrize("form", ["md", "json"])
def test_a_draft_is_held_too(desk_of_bo: Desk, tmp_path: Path, form: str) -> None:
    """What was typed in a call that is not noted yet is held on the person like the rest."""
    desk_of_bo.terminal("ring", "1", typed="t\nHun græd.\n", code=130)
    file = tmp_path / f"indsigt.{form}"
    desk_of_bo("eksport", str(file), "--person", stdin="20 12 34 56\n\n", terminal=True)
    text = file.read_text()
    assert "Hun græd." in text
    assert ("Kladde fra fredag 20. november 2026 kl. 10.00" in text) is (form == "md")


def test_json_holds_every_text_of_a_full_case(run: Run, tmp_path: Path) -> None:
    """Of a case with all kinds of work on it, every text of every table that names it stands in the file."""
    run("import", str(DATA / "sager.jsonl"), "--ja", env=NOW)
    with opened(run.home / "klage.db") as register:
        (key,) = register.one(
            "select complaint_id from journey_event intersect select complaint_id from call limit 1"
        ) or ("",)
        tables = [
            str(name)
            for (name,) in register.rows("select name from sqlite_master where type = 'table'")
            if any(row[1] == "complaint_id" for row in register.rows(f"pragma table_info({name})"))
        ]
        texts = {
            str(value)
            for table in [*tables, "complaint"]
            for row in register.rows(
                f"select * from {table} where {'id' if table == 'complaint' else 'complaint_id'} = ?",  # noqa: S608
                (key,),
            )
            for value in row
            if isinstance(value, str)
        }
        number = cases.get(register, int(str(key))).number
    file = tmp_path / "indsigt.json"
    run("eksport", str(file), "--person", stdin=f"{number}\n\n", terminal=True, env=NOW)
    raw = json.loads(file.read_text())
    assert (raw["legal_basis"], [case["case_no"] for case in raw["cases"]]) == ("GDPR article 15", [number])
    whole = json.dumps(raw, ensure_ascii=False)
    assert len(tables) > 8
    assert len(texts) > 50
    assert [text for text in texts if json.dumps(text, ensure_ascii=False)[1:-1] not in whole] == []


@pytest.mark.parametrize("answers", ["Ukendt Person\n", "Ågesen\n\n"])
def test_nobody_is_no_file(desk_of_bo: Desk, tmp_path: Path, answers: str) -> None:
    """Neither when none is found, nor when none is chosen of those that are not surely the person's."""
    file = tmp_path / "indsigt.md"
    desk_of_bo("eksport", str(file), "--person", stdin=answers, terminal=True, code=3)
    assert not file.exists()


@pytest.mark.parametrize("name", ["indsigt.csv", "indsigt", "-"])
def test_file_must_be_one_to_read(desk_of_bo: Desk, name: str) -> None:
    """Never on standard output, and not as a table."""
    assert ".md" in desk_of_bo("eksport", name, "--person", terminal=True, code=2).stderr


def test_register_is_never_replaced_and_a_script_cannot_answer(desk_of_bo: Desk, tmp_path: Path) -> None:
    """The name is asked for at a terminal only, so that it is no argument that all users of the machine see."""
    file = tmp_path / "indsigt.md"
    assert "spørge" in desk_of_bo("eksport", str(file), "--person", stdin="Bo\n", code=2).stderr
    file.symlink_to(desk_of_bo.run.home / "klage.db")
    found = desk_of_bo("eksport", str(file), "--person", "--overskriv", stdin="Bo\n", terminal=True, code=2)
    assert "registret selv" in found.stderr
