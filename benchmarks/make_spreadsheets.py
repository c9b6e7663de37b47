"""Make ``data/regneark.xlsx`` and ``data/regneark.ods`` from ``data/regneark.csv``: run once, and kept with the data.

``python -m benchmarks.make_spreadsheets``. The workbooks are what the office might have kept instead of the CSV
file: a title row, an empty row, the day and the time in two columns of Excel's own kinds, phone numbers as numbers,
a column that klage does not know, a row of sums and a hidden sheet. LibreOffice makes the second from the first.
"""

import csv
import re
import subprocess
from datetime import date, time
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

DATA = Path(__file__).parent.parent / "data"
WHEN = re.compile(r"(\d+)[.-](\d+)[.-](\d+)\D+(\d+)[.:](\d+)")
TITLE_ROWS = 2
NUMBERS = re.compile(r"[1-9][\d ]+")


def main() -> None:
    """Write both files."""
    with (DATA / "regneark.csv").open(encoding="cp1252", newline="") as file:
        headings, *rows = csv.reader(file, delimiter=";")
    path = DATA / "regneark.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Klager 2014")
        book.add_worksheet("Lister").hide()
        day, clock = book.add_format({"num_format": "dd-mm-yyyy"}), book.add_format({"num_format": "hh:mm"})
        sheet.write_string(0, 0, "Klager til Social og Beskæftigelse, efteråret 2014")
        sheet.write_row(TITLE_ROWS, 0, ["Dato", "Kl.", *headings[1:], "Løbenr."])
        for nth, (when, *cells) in enumerate(rows, start=1):
            found = WHEN.match(when)
            assert found is not None, when
            d, m, y, hour, minute = map(int, found.groups())
            row = TITLE_ROWS + nth
            sheet.write_datetime(row, 0, date(y, m, d), day)
            sheet.write_datetime(row, 1, time(hour, minute), clock)
            for column, cell in enumerate(cells, start=2):
                if headings[column - 1] == "Telefon" and NUMBERS.fullmatch(cell):
                    sheet.write_number(row, column, int(cell.replace(" ", "")))
                elif cell:
                    sheet.write_string(row, column, cell)
            sheet.write_number(row, len(headings) + 1, nth)
        sheet.write_string(TITLE_ROWS + len(rows) + 2, 0, "I alt")
        sheet.write_formula(
            TITLE_ROWS + len(rows) + 2,
            len(headings) + 1,
            f"=COUNT(A4:A{TITLE_ROWS + len(rows) + 1})",
            None,
            len(rows),
        )
    soffice = ["soffice", "--headless", "--convert-to", "ods", "--outdir", str(DATA), str(path)]
    subprocess.run(soffice, check=True, capture_output=True)


if __name__ == "__main__":
    main()
