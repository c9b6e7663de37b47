"""The learning extract: counts that may leave the municipality, as a Parquet file for a national report."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from klage.commands import options, to_file
from klage.domain import danish
from klage.domain.report import extract
from klage.domain.report.extract import SMALLEST_GROUP, Year
from klage.domain.statistics.suppression import SMALLEST
from klage.errors import InvalidValueError, RefusedError
from klage.output.documents import parquet
from klage.output.safe import json_escaped, one_line
from klage.store import office
from klage.store.report import extract as counting

if TYPE_CHECKING:
    from klage.session import Session

ENDING = ".parquet"
NOTHING = f"Der er intet helt kalenderår med mindst {SMALLEST} klager, så der er ingen tal, der kan deles."


def write(session: "Session", file: Path, year: int | None, *, overwrite: bool, as_json: bool) -> None:
    """Write what complaints teach to a file, and say what is in it and what is not.

    The file is not noted as one to be deleted when cases are forgotten: nothing in it is about a case.

    Raises:
        InvalidValueError: The file has another ending or is there already, the municipality has no name,
            or the extra is missing.
        RefusedError: The year is not over, or no year has enough complaints.
    """
    if file.suffix.lower() != ENDING:
        raise InvalidValueError("Kald filen noget med .parquet.")
    municipality = office.setting(session.register, "municipality")
    if not municipality:
        raise InvalidValueError('Skriv først kommunens navn: klage kontor navn "Havnsø Kommune".')
    years = list(counting.years(session.register, _years(session, year), session.now))
    told = [each for each in years if each.figures]
    if not told:
        raise RefusedError(NOTHING)
    about = {"schema_version": extract.SCHEMA_VERSION, "municipality": municipality, **_rules()}
    content = parquet.as_parquet((each.figures for each in told), municipality, about)
    to_file.save(session, file, [content], overwrite=overwrite)
    if as_json:
        typer.echo(
            json_escaped(json.dumps({"file": str(file), **about, **_counts(years)}, ensure_ascii=False))
        )
    else:
        options.say(session, *_sentences(file, municipality, years))


def _years(session: "Session", year: int | None) -> range:
    this_year = session.today.year
    if year is not None:
        extract.check_is_over(year, this_year)
        return range(year, year + 1)
    first = counting.first_year(session.register)
    return range(this_year if first is None else first, this_year)


def _rules() -> dict[str, object]:
    return {"smallest_cell": SMALLEST, "smallest_group": SMALLEST_GROUP}


def _counts(years: list[Year]) -> dict[str, object]:
    return {
        "years": [each.year for each in years if each.figures],
        "withheld_years": [each.year for each in years if each.is_withheld],
        "complaints": sum(each.complaints for each in years),
        "figures": sum(len(each.figures) for each in years),
        "withheld_tables": sum(each.withheld for each in years),
    }


def _sentences(file: Path, municipality: str, years: list[Year]) -> list[str]:
    told = [each.year for each in years if each.figures]
    figures = danish.count(sum(len(each.figures) for each in years), "tal", "tal")
    complaints = danish.count(sum(each.complaints for each in years), "klage", "klager")
    period = str(told[0]) if len(told) == 1 else f"{told[0]}–{told[-1]}"
    withheld = sum(each.withheld for each in years)
    tables = (
        f"{danish.count(withheld, 'fordeling', 'fordelinger')} er derfor udeladt helt." if withheld else ""
    )
    few = danish.enumeration([str(each.year) for each in years if each.is_withheld])
    return [
        f"{figures} om {complaints} i {one_line(municipality)}, modtaget {period}, er skrevet i {one_line(str(file))}.",
        "Filen har ingen navne, tekster, datoer eller sagsnumre, kun antal.",
        f"Grupper på under {SMALLEST_GROUP} klager er lagt sammen, og antal på 1 til {SMALLEST - 1} er ikke med. {tables}".rstrip(),
        f"Klager fra {few} er ikke med, for der var under {SMALLEST}." if few else "",
    ]
