"""Where a workbook shows errors, in the two kinds of packages."""

import io
import zipfile

from klage.intake.workbook.cell_errors import errors_in
from tests.intake.workbooks import ods, xlsx


def test_places_of_errors() -> None:
    """Row and column count from zero; a sheet without errors, or another sheet, has none."""
    raw = xlsx([["a"], [1, ValueError("#VALUE!")]], others=["Andet"])
    assert errors_in(io.BytesIO(raw), "Klager") == {(1, 1): "#VALUE!"}
    assert errors_in(io.BytesIO(raw), "Andet") == {}
    assert errors_in(io.BytesIO(raw), "Findes ikke") == {}
    assert errors_in(io.BytesIO(ods("<table:table-row/>")), "Ark1") == {}


def test_package_that_is_no_workbook_has_none() -> None:
    """A package of something else is left to the reader that refuses it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert errors_in(content, "Klager") == {}
