"""What the tests of intake share: rows of a file that is written where the test says."""

from pathlib import Path

from klage.intake import csv_file, jsonl_file
from klage.intake.csv_file import RawRow
from klage.intake.source import open_source


def csv_rows(folder: Path, content: str | bytes) -> list[RawRow]:
    """Return the rows of a CSV file with this content."""
    path = folder / "klager.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with open_source(path) as source:
        return list(csv_file.read_rows(source, csv_file.layout_of(source)))


def json_rows(folder: Path, content: str) -> list[RawRow]:
    """Return the rows of a file of JSON lines with this content."""
    path = folder / "sager.jsonl"
    path.write_bytes(content.encode())
    with open_source(path) as source:
        return list(jsonl_file.read_objects(source))
