"""What could not be read: taken down while the file is read, said and written out afterwards.

A file may be all faults, so they are kept in a nameless private file and not in memory.
"""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from klage.domain.cells import from_spreadsheet, spreadsheet
from klage.intake.csv_file import Layout, RawRow
from klage.intake.headers import FAULT, LINE


class Faults:
    """The faulty rows of one file; ``close`` removes what was kept of them."""

    def __init__(self, place: Callable[[int], str] = "Linje {}".format) -> None:
        self.count = 0
        self._place = place
        # What cannot be UTF-8 is a fault itself, and is to come back as it was.
        self._file = tempfile.TemporaryFile(  # noqa: SIM115 -- closed by close()
            "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
        )

    def close(self) -> None:
        """Forget them."""
        self._file.close()

    def add(self, row: RawRow, problems: Sequence[str]) -> None:
        """Take down a row that cannot be imported and what is wrong with it."""
        self._keep(row.line, problems, row.raw)

    def note(self, line: int, problem: str) -> None:
        """Take down what is wrong with a row that is imported all the same."""
        self._keep(line, [problem], None)

    def _keep(self, line: int, problems: Sequence[str], raw: list[str] | str | None) -> None:
        self.count += 1
        self._file.write(json.dumps([line, list(problems), raw], ensure_ascii=True) + "\n")

    def sentences(self) -> Iterator[str]:
        """Yield ``Linje 7: Modtaget: …`` for everything that is wrong, in the order it was found."""
        for line, problems, _ in self._kept():
            yield from (f"{self._place(line)}: {problem}" for problem in problems)

    def as_csv(self, layout: Layout) -> Iterator[str]:
        """Yield the faulty rows as CSV, reason and line first; mended, the file can be imported."""
        headings = [FAULT, LINE, *layout.headings.cells]
        yield "\ufeff" + _csv_line(headings, layout.delimiter)
        for line, problems, raw in self._kept():
            if raw is not None:
                cells = [
                    " ".join(problems),
                    str(line),
                    *(spreadsheet(from_spreadsheet(cell)) for cell in raw),
                ]
                yield _csv_line(cells, layout.delimiter)

    def as_jsonl(self) -> Iterator[str]:
        """Yield the faulty rows as JSON lines, with reason and line; mended, the file can be imported."""
        for line, problems, raw in self._kept():
            if raw is not None:
                yield json.dumps({FAULT: " ".join(problems), LINE: line, **_members(raw)}) + "\n"

    def _kept(self) -> Iterator[tuple[int, list[str], Any]]:
        self._file.seek(0)
        for kept in self._file:
            line, problems, raw = json.loads(kept)
            yield line, problems, raw


def _csv_line(cells: Sequence[str], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _members(raw: str) -> dict[str, object]:
    """Return the members of a JSON object, or the text of what is none."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {"Tekst": raw}
