"""Write hostile text in every field, and read what every command of klage prints and every file it writes.

``python -m tests.faults.hostile [--short]``. Nothing that a terminal, a spreadsheet or Markdown would obey
comes out, no line is forged, and nothing ends as a bug.
What is typed wrong is hostile as well: every command is given it as an argument and as an option. The
negative control prints the register's texts as they stand, and has to be found harmful.
"""

import argparse
import csv
import json
import os
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.cli import Result
from tests.desk import Desk
from tests.faults import lines
from tests.faults.traced import RAM

FORGED = "2026-9999"
PAYLOADS = (
    "\x1b[31mrød\x1b[0m", "\x1b[2J\x1b[H", "\x1b]0;titel\x07", "\x1b]8;;http://ond.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;cm0gLXJm\x07", "\x1bP1$r\x1b\\", "\x1b[6n", "\x1bc", "\x9b31m", "\x9d0;titel\x9c", "\x90q\x9c",
    "\x85", "\x07", "\x08\x08\x08", "\x7f", "\x0e", "\rslettet", f"\n{FORGED}\tlukket", f"\u2028{FORGED}",
    "\u202eegnelav\u202c", "\u2066skjult\u2069", "\u200f", "\u200b\ufeff", "\U000e0041", "[red]x[/red]", "[/]",
    "[link=file:///etc]x[/link]", ":smile:", "\\[x]", "=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "| a | b |", "# overskrift",
    '";--', "'); drop table complaint; --", "%s%n{0}", "æøå e\u0301 👩‍🦰",
)  # fmt: skip
OBEYED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
"""C0 but newline and tab, DEL, C1, and what turns or hides text."""

FORGERY = re.compile(rf"^{FORGED}", re.MULTILINE)
"""A text may have lines of its own where it is shown in full, but then they are set in."""

FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+([.,]\d+)?$)")
HTML = re.compile(r"(?<!\\)<(script|img)", re.IGNORECASE)
MARKDOWN_LINK = re.compile(r"(?<!\\)\]\(javascript")


def found(text: str) -> Iterator[str]:
    """Yield what in an output would be obeyed, or pass for another line."""
    # A list for paper feeds the printer at the end of a page, which no datum can begin a line with.
    text = text.replace("\n\f", "\n")
    bad = OBEYED.search(text)
    if bad:
        yield f"{bad.group()!r} in {text[max(0, bad.start() - 20) : bad.end() + 20]!r}"
    if FORGERY.search(text):
        yield "a forged line"


def problems(line: lines.Line, result: Result) -> Iterator[str]:
    """Yield what is wrong with what a line printed."""
    # CSV begins with a mark for the spreadsheet and ends its lines as the standard says.
    out = result.stdout.removeprefix("\ufeff").replace("\r\n", "\n")
    # A lossless CSV file holds what was written, in quotes; all other output is made harmless.
    is_lossless = line.args[:1] == ["eksport"] and "csv" in line.args
    # A quoted cell of CSV may have lines, and a letter is nothing but the text that is sent.
    has_own_lines = "--csv" in line.args or line.args[:1] == ["brev"]
    yield from () if is_lossless else found(out.replace("\n", " ") if has_own_lines else out)
    yield from found(result.stderr)
    if result.code == 1 or "Traceback" in result.stderr:
        yield f"a bug: {result.stderr!r}"
    if result.code == 0 and "--json" in line.args and not line.stdin:
        json.loads(result.stdout)
    if "--csv" in line.args:
        yield from formulas(result.stdout)
    if "md" in line.args:
        yield from markdown(result.stdout)


def formulas(text: str) -> Iterator[str]:
    """Yield the cells that a spreadsheet would calculate."""
    for row in csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), delimiter=";"):
        yield from (f"a formula: {cell!r}" for cell in row if FORMULA.match(cell))


def markdown(text: str) -> Iterator[str]:
    """Yield what Markdown would make a tag or a link of."""
    for pattern in (HTML, MARKDOWN_LINK):
        bad = pattern.search(text)
        if bad:
            yield f"{bad.group()!r} in {text[max(0, bad.start() - 30) : bad.end() + 30]!r}"


def written(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the files that klage has written for the user."""
    for path in folder.glob("*.*"):
        if path.suffix in {".docx", ".xlsx"}:
            yield from packed(path)
            continue
        text = path.read_text("utf-8", errors="strict").replace("\r\n", "\n")
        if path.suffix == ".csv":
            yield from formulas(text)
            continue
        yield from found(text)
        if path.suffix == ".md":
            yield from markdown(text)
        elif path.suffix == ".html":
            yield from (f"a tag: {tag}" for tag in HTML.findall(text))
        elif path.suffix == ".jsonl":
            for each in text.splitlines():
                json.loads(each)


def packed(path: Path) -> Iterator[str]:
    """Yield the formulas and foreign links of a file of Word or Excel; every part of it has to be XML."""
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                root = ET.fromstring(parts.read(name))  # noqa: S314 -- klage has just written it
                tags = (
                    {element.tag.rpartition("}")[2] for element in root.iter()} if "/sheet" in name else set()
                )
                yield from (f"a formula in {name}" for _ in tags & {"f", "hyperlink"})


def wrongly_typed(text: str) -> Iterator[lines.Line]:
    """Yield every command with a hostile argument, a hostile option, and one that is no command."""
    yield lines.Line([text])
    for name in lines.named():
        yield lines.Line([*name.split(), text])
        yield lines.Line([*name.split(), f"--{text}"])
        yield lines.Line([*name.split(), "1", "--afdeling", text])


def attacked(folder: Path, text: str) -> tuple[int, list[str]]:
    """Fill a register with a text and type every line, in a pipe and at a terminal; count and judge."""
    desk = lines.desk_in(folder / "home")
    out = folder / "out"
    out.mkdir(exist_ok=True)
    refused = lines.fill(desk, f"Tekst {text} hale", strict=False)
    runs, wrong = 0, [f"filling: {result.stderr}" for result in refused if result.code not in {2, 9}]
    for line in [*lines.every_line(), *wrongly_typed(text)]:
        if line.writes and "{folder}" not in " ".join(line.args):
            continue
        for terminal in (False, True):
            result = typed(desk, line.within(out), terminal=terminal)
            runs += 1
            wrong += [f"{line.args} {terminal}: {problem}" for problem in problems(line, result)]
            if not terminal:
                wrong += [f"{line.args}: {problem}" for problem in written(out)]
            for path in out.iterdir():
                path.unlink()
    return runs, wrong


def typed(desk: Desk, line: lines.Line, *, terminal: bool) -> Result:
    """Run a line in a pipe or at a terminal of 80 columns."""
    environ = desk.run.environ(KLAGE_NOW=f"{desk.now}+01:00", TERM="dumb", NO_COLOR="1", COLUMNS="80")
    return desk.run._run(line.args, line.stdin.encode(), environ, terminal)


def control(folder: Path) -> int:
    """Print the texts of the register as they stand, and return how many are harmful."""
    with closing(sqlite3.connect(folder / "home" / "klage.db")) as connection:
        rows = connection.execute("select summary from complaint union select concern from call").fetchall()
    return sum(1 for (text,) in rows if list(found(str(text))))


def campaign(folder: Path, texts: Sequence[str]) -> tuple[bool, str]:
    """Attack with every text; return whether all is well, with one line and what is wrong."""
    runs, wrong, harmful = 0, list[str](), 0
    for text in texts:
        more, problems_found = attacked(folder, text)
        runs += more
        wrong += problems_found
        harmful += control(folder)
        shutil.rmtree(folder / "home")
    said = (
        f"hostile: {len(PAYLOADS)} payloads in {len(texts)} registers, {runs} outputs, {len(wrong)} harmful; "
        f"printed as they stand {harmful} texts are"
    )
    return not wrong and harmful > 0, "\n  ".join([said, *dict.fromkeys(wrong)])


def any_text(chance: random.Random) -> str:
    """Return a text of random characters, the dangerous ones among them more often than not."""
    dangerous = "".join(PAYLOADS)
    return "".join(
        chance.choice(dangerous) if chance.random() < 0.7 else chr(chance.randrange(1, 0xD800))
        for _ in range(60)
    )


def main() -> int:
    """Run the campaign and return 1 if anything harmful came out, or the control printed nothing such."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--short", action="store_true", help="the payloads in four registers; not one each and random texts"
    )
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    os.environ.update(TERM="dumb", NO_COLOR="1")  # then every escape sequence is one too many
    several = [" ".join(PAYLOADS[start::4]) for start in range(4)]
    texts = several if args.short else [*several, *PAYLOADS, *(any_text(chance) for _ in range(50))]
    with tempfile.TemporaryDirectory(dir=RAM) as folder:
        good, line = campaign(Path(folder), texts)
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
