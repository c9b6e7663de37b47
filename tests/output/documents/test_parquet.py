"""The learning extract as a file: what pyarrow writes, DuckDB reads as one table with other municipalities'."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from klage.domain.report.extract import Figure
from klage.output.documents.parquet import COLUMNS, as_parquet
from tests.store.support import ROOT

TOLD: Mapping[str, object] = {"schema_version": 1, "municipality": "Ærø Kommune"}
OLDER = [Figure(2024, "received", None, None, None, "all", None, 7, 7)]
NEWER = [
    Figure(2025, "received", "formalitet", "Børn & Unge; »Øst«", "1", "theme", "optraeden", 60, 150),
    Figure(2025, "received", "oevrige", None, None, "all", None, 2_000_000, 2_000_000),
]


def written(
    folder: Path, name: str, years: Sequence[Sequence[Figure]] = (OLDER, NEWER), town: str = "Ærø Kommune"
) -> str:
    """Write a file and return its name as DuckDB wants it."""
    path = folder / f"{name}.parquet"
    path.write_bytes(as_parquet(years, town, {**TOLD, "municipality": town}))
    return str(path)


def test_the_columns_are_the_rows_of_the_extract() -> None:
    """Before the fields of a row stands whose it is."""
    assert [*COLUMNS] == ["municipality", *Figure._fields]


def test_every_value_comes_back(tmp_path: Path) -> None:
    """Text with anything in it, numbers and what has no value, read by another program."""
    found = duckdb.execute("select * from read_parquet(?)", [written(tmp_path, "a")]).fetchall()
    assert found == [("Ærø Kommune", *row) for row in (*OLDER, *NEWER)]


def test_the_file_tells_what_it_is(tmp_path: Path) -> None:
    """Version and municipality stand in the file itself, and a year is a row group, so that one can be read alone."""
    file = pq.ParquetFile(written(tmp_path, "a"))
    about = {key.decode(): value.decode() for key, value in file.metadata.metadata.items()}
    assert about == {"klage.schema_version": "1", "klage.municipality": "Ærø Kommune"}
    assert file.metadata.num_row_groups == 2
    assert {field.name: str(field.type) for field in file.schema_arrow} == COLUMNS


def test_the_same_rows_are_the_same_bytes() -> None:
    """Nothing says when or where it was made."""
    assert as_parquet([OLDER, NEWER], "Ærø", TOLD) == as_parquet([OLDER, NEWER], "Ærø", TOLD)


def test_many_files_are_one_table(tmp_path: Path) -> None:
    """Also when a newer file has a column more: what the older ones do not have is empty."""
    written(tmp_path, "aeroe")
    written(tmp_path, "fanoe", [NEWER], "Fanø Kommune")
    more = tmp_path / "more.parquet"
    duckdb.read_parquet(f"{tmp_path}/fanoe.parquet").select("*, 1 as later").write_parquet(str(more))
    found = duckdb.execute(
        "select municipality, sum(n), count(later) from read_parquet(?, union_by_name = true)"
        " where measure = 'theme' group by all order by all",
        [f"{tmp_path}/*.parquet"],
    ).fetchall()
    assert found == [("Fanø Kommune", 120, 1), ("Ærø Kommune", 60, 0)]


def test_the_question_of_the_guide_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the topic says to ask DuckDB gives the themes of all municipalities, and how many told of each."""
    topic = (ROOT / "klage" / "guide" / "75_flere_kommuner.md").read_text("utf-8")
    (tmp_path / "data").mkdir()
    for town in ("Fanø", "Ærø"):
        written(tmp_path / "data", town, town=f"{town} Kommune")
    monkeypatch.chdir(tmp_path)
    (question,) = re.findall(r"^```text\n(select .*?)^```$", topic, re.MULTILINE | re.DOTALL)
    assert duckdb.execute(question).fetchall() == [(2025, "optraeden", 120, 2)]


def test_a_year_without_rows_leaves_none(tmp_path: Path) -> None:
    """A file of nothing still is a file with the columns in it."""
    file = pq.ParquetFile(written(tmp_path, "a", [[], []]))
    assert (file.metadata.num_rows, file.schema_arrow.names) == (0, [*COLUMNS])
