"""Importing cases from a file: all of it or, when asked to, what can be read."""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, frister, import_table, options, to_file
from klage.commands.import_table import Choices, Table
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.beside import Counted, counted
from klage.domain.incoming import Incoming
from klage.domain.reading import Reader
from klage.errors import InvalidValueError
from klage.intake import jsonl_file, source
from klage.intake.csv_file import RawRow
from klage.intake.faults import Faults
from klage.intake.mail import folder as mail_folder
from klage.intake.rows import RowReader
from klage.intake.source import Source
from klage.output import files, progress
from klage.output.safe import one_line
from klage.store import register as registers
from klage.store.importing import bulk

if TYPE_CHECKING:
    from klage.session import Session
    from klage.store.register import Register

BAR_EVERY = 1000
"""How many rows lie between two looks at the progress bar; shorter files have none."""


@dataclass
class Import:
    """One file, or one folder of mails, on its way in.

    Attributes:
        rows: Gives the rows from the first on, each time it is called.
        rejects: Gives the text of the file of faulty rows, and ``ending`` its ending; mails that cannot be
            read have none, and stay where they lie.
        place: Gives what a fault begins with, from the number of the row.
        what: What a row is called, one and several.
        table: What is known of the columns, of a file that has columns.
    """

    source: Source
    folder: Path
    rows: Callable[[], Iterator[RawRow]]
    rejects: Callable[[Faults], Iterator[str]] | None
    ending: str
    unknown: tuple[str, ...]
    reader: Reader
    place: Callable[[int], str] = "Linje {}".format
    what: tuple[str, str] = ("række", "rækker")
    table: Table | None = None


@dataclass
class Outcome:
    """What one reading of the file came to."""

    new: int = 0
    known: int = 0
    new_beside: Counted = field(default_factory=Counter)
    known_beside: Counted = field(default_factory=Counter)
    departments: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    masked: int = 0


@command_help("""
    Eksempler:

      klage import regneark.csv --proev
      klage import klager.xlsx --kolonner "Løbenr.=-"
      klage import sager.jsonl --ja
      klage import mails/ --proev

    FIL er et regneark (.xlsx, .ods, .xls eller CSV) med en linje overskrifter
    (Modtaget, Afdeling, Navn, Kort beskrivelse og så videre) eller JSON-linjer,
    som klage eksport skriver dem. En mappe med mails (.eml, og .msg fra Outlook)
    giver en sag for hver mail. Skriv - for at læse fra standardinput.

    Kolonner, klage ikke kender, spørger den om. --kolonner siger det på
    forhånd: Overskrift=Felt med komma imellem, og - for en kolonne, der ikke
    skal læses. Svaret huskes til næste fil med de samme overskrifter.

    Kan en eneste række ikke læses, importeres intet; alle fejl bliver vist med
    linjenummer. Sager, der er i registret i forvejen, springes over.
""")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FIL", help="Filen med klager, en mappe med mails, eller - for standardinput."
        ),
    ],
    yes: Annotated[bool, typer.Option("--ja", help="Importér uden at spørge.")] = False,
    trial: Annotated[
        bool, typer.Option("--proev", "--prøv", help="Vis, hvad der ville ske; gem intet.")
    ] = False,
    good: Annotated[
        bool, typer.Option("--gode", help="Importér de rækker, der kan læses; skriv resten i en fil.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--alligevel", help="Importér, selv om den samme fil er importeret før.")
    ] = False,
    sheet: Annotated[
        str, typer.Option("--ark", metavar="NAVN", help="Læs dette ark i stedet for det første.")
    ] = "",
    given: Annotated[
        str,
        typer.Option("--kolonner", metavar="LISTE", help="Hvad kolonnerne er: Overskrift=Felt,Overskrift=-."),
    ] = "",
    rest: Annotated[
        bool, typer.Option("--resten", help="Behold ukendte kolonner nederst i den korte beskrivelse.")
    ] = False,
    forget: Annotated[bool, typer.Option("--glem-kolonner", help="Glem, hvad kolonnerne var sidst.")] = False,
    keep_numbers: Annotated[
        bool, typer.Option("--behold-tal", help="Skjul ikke tal, der ligner CPR-numre.")
    ] = False,
) -> None:
    """Import cases from a file, or from the mails of a folder."""
    session: Session = ctx.obj
    if not (yes or trial or session.interactive):
        raise InvalidValueError(
            "Skriv --ja for at importere uden spørgsmål eller --proev for at se, hvad der ville ske."
        )
    choices = Choices(sheet, given, has_rest=rest, forgets=forget, asks=session.interactive and not yes)
    with _opened(session, file, choices, again=again, keep_numbers=keep_numbers) as job:
        if job is None:
            return
        _say_columns(session, job, trial=trial)
        if (trial or not yes) and not _rehearsed(session, job, good=good, ask=not trial):
            return
        if not trial:
            _import(session, job, good=good)


@contextmanager
def _opened(
    session: "Session", path: Path, choices: Choices, *, again: bool, keep_numbers: bool
) -> Iterator[Import | None]:
    """Open what is to be imported; nothing if it has been already, which is said."""
    reader = asking.reader(session, keep_numbers=keep_numbers)
    if path.is_dir():
        with _mails(session, path) as folder:
            what = ("mail", "mails")
            known = not again and _was_imported(session, folder.source, are_mails=True)
            mails = Import(folder.source, path, folder.rows, None, "", (), reader, folder.place, what)
            yield None if known else mails
        return
    opened = source.spooled(sys.stdin.buffer) if str(path) == "-" else source.open_source(path)
    with opened as found:
        if not again and _was_imported(session, found, are_mails=False):
            yield None
            return
        with _job(session, found, path.parent, choices, reader) as job:
            yield job


@contextmanager
def _mails(session: "Session", path: Path) -> Iterator[mail_folder.Folder]:
    """Read a folder of mails, with a bar of its own: each mail is read by a process of its own."""
    with ExitStack() as stack:
        # The bar is gone before anything is said, or the sentence would stand on its line.
        with progress.bar("Læser mails", 100, sys.stderr) as advance:
            read = mail_folder.opened(path, session.now, lambda done, total: advance(100 * done // total))
            folder = stack.enter_context(read)
        if folder.left_out:
            files = danish.count(folder.left_out, "fil", "filer")
            options.say(session, f"{files} i mappen er ikke .eml eller .msg og bliver ikke læst.", err=True)
        yield folder


def _was_imported(session: "Session", opened: Source, *, are_mails: bool) -> bool:
    """Tell whether the same file, or the same mails, have been imported, and say so."""
    before = bulk.imported_before(session.register, opened.digest) if session.has_register else None
    if before is None:
        return False
    when = danish.long_instant(before)
    if are_mails:
        typer.echo(f"De samme mails er importeret {when}. Intet er ændret.")
    else:
        typer.echo(f"Den samme fil er importeret {when}. Intet er ændret; --alligevel importerer den igen.")
    return True


@contextmanager
def _job(
    session: "Session", opened: Source, folder: Path, choices: Choices, reader: Reader
) -> Iterator[Import]:
    if opened.is_json:
        yield Import(
            opened, folder, lambda: jsonl_file.read_objects(opened), Faults.as_jsonl, "jsonl", (), reader
        )
        return
    with import_table.opened(session, opened, choices) as table:
        yield Import(
            source=table.source,
            folder=folder,
            rows=table.rows,
            rejects=lambda faults: faults.as_csv(table.layout),
            ending="csv",
            unknown=() if choices.has_rest else table.layout.headings.unknown,
            reader=reader,
            table=table,
            place=table.place,
        )


def _say_columns(session: "Session", job: Import, *, trial: bool) -> None:
    """Say which columns are not read, and in a trial what the others are."""
    if job.unknown:
        names = ", ".join(f"»{one_line(heading)}«" for heading in job.unknown[:20])
        options.say(session, f"Disse kolonner kendes ikke og bliver ikke læst: {names}.", err=True)
    if trial and job.table is not None:
        options.say(session, *import_table.preview(job.table))


def _rehearsed(session: "Session", job: Import, *, good: bool, ask: bool) -> bool:
    """Say what an import would do, and tell whether it is to be done.

    Raises:
        InvalidValueError: Rows cannot be read, and only the whole file was asked for.
    """
    with _faults(job) as faults, _register_to_look_at(session) as register:
        outcome = _read(job, bulk.Bulk(register, None, now=session.now), faults)
        _say_faults(faults)
        if faults.count and not good:
            raise _refusal(job, faults)
        _say_done(session, job, _summary(outcome, faults, "kan importeres"))
    if not ask:
        typer.echo("Det var en prøve. Intet er ændret.")
    elif not outcome.new + outcome.new_beside.total():
        typer.echo("Der er intet at importere.")
    elif session.prompter.confirm("Importér?", default=True):
        return True
    else:
        typer.echo("Intet er importeret.")
    return False


def _import(session: "Session", job: Import, *, good: bool) -> None:
    """Import in one transaction; the rest is written before it is sealed, so that no row is lost."""
    rest: Path | None = None
    session.create()
    with _faults(job) as faults:
        try:
            with session.write("import") as writer:
                outcome = _read(job, bulk.Bulk(session.register, writer, now=session.now), faults)
                if faults.count and not good:
                    raise _refusal(job, faults)
                if faults.count and job.rejects is not None:
                    rest = _free_name(job)
                    files.write_new(rest, job.rejects(faults))
        finally:
            _say_faults(faults)
        _say_done(session, job, _summary(outcome, faults, "er importeret"))
    if job.table is not None:
        job.table.remember(session)
    if session.interactive:
        options.say(session, frister.to_phone_or_close(session))
    if rest is not None:
        to_file.note(session, rest, "import")
        typer.echo(f"Rækkerne med fejl ligger i {one_line(str(rest))} med årsagen i den første kolonne.")


@contextmanager
def _faults(job: Import) -> Iterator[Faults]:
    faults = Faults(job.place)
    try:
        yield faults
    finally:
        faults.close()


@contextmanager
def _register_to_look_at(session: "Session") -> "Iterator[Register]":
    """Give the register, or where there is none yet an empty one that is gone afterwards."""
    if session.has_register:
        yield session.register
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "klage.db"
        registers.create_register(path)
        register = registers.open_register(path)
        try:
            yield register
        finally:
            register.close()


def _read(job: Import, into: bulk.Bulk, faults: Faults) -> Outcome:
    """Read the whole file once, and take in what can be."""
    outcome, reader, begun = Outcome(), RowReader(job.reader), job.reader.masked["cpr"]
    with progress.bar("Læser", job.source.size, sys.stderr) as advance:
        for count, row in enumerate(job.rows(), start=1):
            _take(row, job, reader, into, faults, outcome)
            if count % BAR_EVERY == 0:
                advance(job.source.position())
    for line, problem in into.finish(job.source.digest, count=outcome.new):
        faults.note(line, problem)
    outcome.departments = tuple(into.new_departments)
    outcome.mediators = tuple(into.new_mediators)
    outcome.masked = job.reader.masked["cpr"] - begun
    return outcome


def _take(
    row: RawRow, job: Import, reader: RowReader, into: bulk.Bulk, faults: Faults, outcome: Outcome
) -> None:
    found = [row.problem] if row.problem else reader.read(row.values)
    if isinstance(found, list):
        faults.add(row, [job.table.located(each) for each in found] if job.table else found)
        return
    try:
        if isinstance(found, Incoming):
            is_new = into.add(row.line, _by_mail(row, found)) == "new"
            outcome.new += is_new
            outcome.known += not is_new
        else:
            is_new = into.add_learning(found) == "new"
            (outcome.new_beside if is_new else outcome.known_beside)[type(found)] += 1
    except InvalidValueError as error:
        faults.add(row, [error.sentence])


def _by_mail(row: RawRow, found: Incoming) -> Incoming:
    return found if row.mail_print is None else replace(found, mail_print=row.mail_print)


def _say_faults(faults: Faults) -> None:
    for sentence in faults.sentences():
        typer.echo(one_line(sentence), err=True)


def _refusal(job: Import, faults: Faults) -> InvalidValueError:
    what = danish.count(faults.count, *job.what)
    moved = "den" if faults.count == 1 else "dem"
    mend = "Ret filen" if job.rejects is not None else f"Flyt {moved} ud af mappen"
    return InvalidValueError(
        f"{what} kan ikke importeres. Intet er gemt. {mend}, eller brug --gode til resten."
    )


def _say_done(session: "Session", job: Import, summary: str) -> None:
    skipped = import_table.skipped(job.table) if job.table else ""
    options.say(session, f"{summary} {skipped}".rstrip())


def _summary(outcome: Outcome, faults: Faults, done: str) -> str:
    """Return what has happened, or would happen, in one to five sentences."""
    sentences = [f"{counted(outcome.new, outcome.new_beside)} {done}."]
    if outcome.known or outcome.known_beside:
        known = counted(outcome.known, outcome.known_beside)
        sentences.append(f"{known} var i registret i forvejen.")
    if faults.count:
        sentences.append(f"Fejl: {danish.number(faults.count)}.")
    if outcome.departments:
        sentences.append(f"Nye afdelinger: {_named(outcome.departments)}.")
    if outcome.mediators:
        sentences.append(f"Nye mæglere, der ikke er sat i brug: {_named(outcome.mediators)}.")
    if outcome.masked:
        sentences.append(f"Skjulte CPR-numre: {danish.number(outcome.masked)}.")
    return " ".join(sentences)


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(one_line(name) for name in names[:20])
    return f"{shown} med flere" if len(names) > 20 else shown


def _free_name(job: Import) -> Path:
    """Return the name of the file of faulty rows, beside the file itself."""
    stem = Path(job.source.name).stem[:100]  # the name must have room for what is added
    path = job.folder / f"{stem}.fejl.{job.ending}"
    number = 2
    while path.exists() or path.is_symlink():
        path = job.folder / f"{stem}.fejl-{number}.{job.ending}"
        number += 1
    return path
