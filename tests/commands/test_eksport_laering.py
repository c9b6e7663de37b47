"""``klage eksport --laering``: counts for others, in a private file, and one sentence on what is not in it."""

import json
import stat
from pathlib import Path

import duckdb
import pytest

from tests.cli import assert_danish
from tests.desk import Desk

WORDS = ("Åse Ørum", "20123456", "Ingen ringer tilbage", "25/4711")
HARMFUL = "=HYPERLINK(1)\x1b[31m\u202e"


def many(desk: Desk, n: int, year: int, **fields: object) -> None:
    """Let a file of complaints from a year be imported."""
    common = {
        "summary": WORDS[2],
        "citizen_name": WORDS[0],
        "phone": WORDS[1],
        "journal_no": WORDS[3],
        **fields,
    }
    lines = [
        json.dumps({"received_at": f"{year}-01-{nth % 28 + 1:02}T09:{nth % 60:02}", **common})
        for nth in range(n)
    ]
    desk("import", "-", "--ja", stdin="\n".join(lines))


@pytest.fixture
def havnsoe(desk: Desk) -> Desk:
    """Give a municipality with complaints of two years that are over and of one that is not."""
    many(desk, 3, 2023)
    many(desk, 120, 2024, themes="optraeden:2|vejledning", channel="brev", complaint_kind="realitet")
    many(desk, 9, 2026)
    desk("kontor", "navn", "Havnsø Kommune")
    return desk


def rows(file: Path) -> list[tuple[object, ...]]:
    """Return the rows of a file."""
    return duckdb.execute("select * from read_parquet(?)", [str(file)]).fetchall()


def test_a_private_file_and_what_is_in_it(havnsoe: Desk, tmp_path: Path) -> None:
    """The years that are over, only counts, and said in Danish; the year with three complaints is named."""
    file = tmp_path / "havnsoe.parquet"
    before = havnsoe.content()
    said = havnsoe("eksport", str(file), "--laering", width=200).stdout
    assert_danish(said)
    assert f"9 tal om 120 klager i Havnsø Kommune, modtaget 2024, er skrevet i {file}." in said
    assert "Klager fra 2023 er ikke med, for der var under 5." in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert havnsoe.content() == before
    found = rows(file)
    assert len(found) == 9
    assert ("Havnsø Kommune", 2024, "received", "realitet", "-", "1", "theme", "optraeden", 120, 120) in found


def test_what_others_get_holds_nothing_of_a_citizen(havnsoe: Desk, tmp_path: Path) -> None:
    """No name, number or text, however the file is compressed, and no number under five."""
    file = tmp_path / "havnsoe.parquet"
    havnsoe("eksport", str(file), "--læring")
    found = rows(file)
    assert not {str(value) for row in found for value in row} & {*WORDS, "2024-0001"}
    assert all(row[-2] >= 5 and row[-1] >= 100 for row in found)  # type: ignore[operator]


def test_json_says_what_the_file_holds(havnsoe: Desk, tmp_path: Path) -> None:
    """Stable keys, for a script that sends the file on."""
    file = tmp_path / "havnsoe.parquet"
    said = json.loads(havnsoe("eksport", str(file), "--laering", "--json").stdout)
    assert said == {
        "file": str(file),
        "schema_version": 1,
        "municipality": "Havnsø Kommune",
        "smallest_cell": 5,
        "smallest_group": 100,
        "years": [2024],
        "withheld_years": [2023],
        "complaints": 120,
        "figures": 9,
        "withheld_tables": 0,
    }


def test_the_same_register_gives_the_same_file(havnsoe: Desk, tmp_path: Path) -> None:
    """Later the same year and with newer complaints, a year that is over is told as before."""
    first, second = tmp_path / "a.parquet", tmp_path / "b.parquet"
    havnsoe("eksport", str(first), "--laering")
    many(havnsoe, 3, 2026, summary="En mere")
    havnsoe.at("2026-12-30T10:00")("eksport", str(second), "--laering", "--aar", "2024")
    assert first.read_bytes() == second.read_bytes()


def test_harmful_words_of_the_office_are_data(desk: Desk, tmp_path: Path) -> None:
    """A department and a municipality may be called anything; the file has it, and the screen is not obeyed."""
    many(desk, 120, 2025, department=HARMFUL)
    desk("kontor", "navn", "=cmd|' /C calc'!A0")
    said = desk("eksport", str(tmp_path / "x.parquet"), "--laering").stdout
    assert "\x1b" not in said
    assert {row[0] for row in rows(tmp_path / "x.parquet")} == {"=cmd|' /C calc'!A0"}


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("x.parquet --laering --aar 2026", 9, "2026 er ikke slut endnu"),
        ("x.parquet --laering --aar 2023", 9, "intet helt kalenderår med mindst 5 klager"),
        ("x.csv --laering", 2, "noget med .parquet"),
        ("- --laering", 2, "noget med .parquet"),
        ("x.parquet", 2, "Skriv også --laering"),
        ("x.jsonl --aar 2024", 2, "hører til et læringsudtræk"),
        ("x.jsonl --json", 2, "hører til et læringsudtræk"),
        ("x.parquet --laering --person", 2, "Udelad --person"),
        ("x.parquet --laering --med-navne", 2, "Udelad --person og --med-navne"),
    ],
)
def test_what_is_refused(havnsoe: Desk, tmp_path: Path, line: str, code: int, sentence: str) -> None:
    """A year that is not over, a year of three, other endings, and what belongs to another kind of export."""
    name, *options = line.split()
    file = "-" if name == "-" else str(tmp_path / name)
    assert sentence in havnsoe.refused("eksport", file, *options, code=code)
    assert not list(tmp_path.glob("x.*"))


def test_it_must_be_known_whose_numbers_they_are(desk: Desk, tmp_path: Path) -> None:
    """Without the municipality's name the rows could not be told from those of others."""
    many(desk, 9, 2025)
    said = desk.refused("eksport", str(tmp_path / "x.parquet"), "--laering", code=2)
    assert 'klage kontor navn "Havnsø Kommune"' in said


def test_a_file_is_replaced_only_when_told(havnsoe: Desk, tmp_path: Path) -> None:
    """What stands there is kept; it is not noted as a file to be deleted when cases are forgotten."""
    file = tmp_path / "x.parquet"
    file.write_text("mit")
    havnsoe("eksport", str(file), "--laering", code=2)
    assert file.read_text() == "mit"
    havnsoe("eksport", str(file), "--laering", "--overskriv")
    assert len(rows(file)) == 9


def test_an_empty_register_has_nothing_to_share(desk: Desk, tmp_path: Path) -> None:
    """No register is 3, and one without a year that is over is refused."""
    assert "intet register" in desk.refused("eksport", str(tmp_path / "x.parquet"), "--laering", code=3)
    desk("kontor", "navn", "Havnsø Kommune")
    assert "intet helt kalenderår" in desk.refused(
        "eksport", str(tmp_path / "x.parquet"), "--laering", code=9
    )
