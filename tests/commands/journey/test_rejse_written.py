"""A klagerejse as a document, with its days drawn."""

import zipfile

import pytest

from klage.store import written_files
from tests.commands.journey.test_rejse import told
from tests.desk import Desk
from tests.store.support import opened

__all__ = ["told"]


def test_a_journey_for_a_browser(told: Desk) -> None:
    """The days in a drawing with the silences between them, and a table; no one is quoted without --med-navne."""
    place = told.run.home / "rejse.html"
    said = told("rejse", "1", "--ud", str(place)).stdout
    document = place.read_text(encoding="utf-8")
    assert str(place) in said.replace("\n", "")
    assert "<h1>Klagerejsen i sag 2026-0001</h1>" in document
    for words in (">20.05.2025</text>", ">78 dage</text>", ">195 dage</text>", "overdragelse"):
        assert words in document
    assert "Som en mur" not in document
    told("rejse", "1", "--ud", str(place), "--med-navne", "--overskriv")
    assert "Som en mur." in place.read_text(encoding="utf-8")
    with opened(told.path) as register:
        assert [(file.path, file.kind) for file in written_files.existing(register)] == [(place, "rejse")]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_journey_for_the_office(told: Desk, form: str) -> None:
    """Word and Excel take it too, with the table only: they draw no line of days."""
    place = told.run.home / f"rejse.{form}"
    told("rejse", "1", "--ud", str(place))
    with zipfile.ZipFile(place) as whole:
        assert not [name for name in whole.namelist() if "charts/" in name]


def test_a_journey_in_markdown_of_a_case_without_one(desk: Desk) -> None:
    """There is a sentence, and nothing to draw."""
    desk.new()
    place = desk.run.home / "rejse.md"
    desk("rejse", "1", "--ud", str(place))
    text = place.read_text(encoding="utf-8")
    assert text.startswith("# Klagerejsen i sag 2026-0001\n")
    assert "ingen hændelser" in text


def test_what_does_not_go_with_a_file(told: Desk) -> None:
    """A change, JSON, or several journeys are refused, and no file is written."""
    place = told.run.home / "rejse.html"
    for options in (("1", "--ny"), ("1", "--slet", "1"), ("1", "--json"), ("--fra", "1.1.2026")):
        told.refused("rejse", *options, "--ud", str(place), code=2)
    assert not place.exists()
    assert "--json" in told.refused("rejse", "1", "--ud", str(place.with_suffix(".json")), code=2)
