"""The benchmarks, by name: ``python -m benchmarks peers FOLDER``. Nothing here is timed by the tests."""

import argparse
from pathlib import Path

from benchmarks.peers import JOBS

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True)

    made = commands.add_parser("registers", help="make fictional registers of 1,000 to 1,000,000 complaints")
    made.add_argument("folder", type=Path)
    made.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    made.set_defaults(run=_registers)

    peers = commands.add_parser(
        "peers", help="klage beside taskwarrior, todoman, Watson, jrnl, SQLite and Python"
    )
    peers.add_argument("folder", type=Path, help="where registers, programs and their data are kept")
    peers.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    peers.add_argument("--jobs", nargs="+", choices=JOBS, default=JOBS)
    peers.add_argument("--rounds", type=int, default=7)
    peers.add_argument("--only", nargs="+", default=(), help="the programs, as the table names them")
    peers.set_defaults(run=_peers)

    extracts = commands.add_parser(
        "extracts", help="98 learning extracts of 100,000 cases, read as one table by DuckDB"
    )
    extracts.add_argument("folder", type=Path)
    extracts.add_argument("--municipalities", type=int, default=98)
    extracts.add_argument("--cases", type=int, default=100_000)
    extracts.add_argument(
        "--registers", type=int, default=3, help="how many different registers they are made from"
    )
    extracts.set_defaults(run=_extracts)

    startup = commands.add_parser("startup", help="what the daily commands cost beside import typer")
    startup.add_argument("register", type=Path, nargs="?", help="by default one of 1,000 complaints is made")
    startup.add_argument("--rounds", type=int, default=21)
    startup.set_defaults(run=_startup)

    importing = commands.add_parser("import", help="klage import beside the .import of the sqlite3 shell")
    importing.add_argument("--rows", type=int, default=100_000)
    importing.add_argument("--rounds", type=int, default=5)
    importing.set_defaults(run=_importing)

    report = commands.add_parser(
        "report", help="klage rapport beside the same aggregates in the sqlite3 shell"
    )
    report.add_argument("register", type=Path)
    report.add_argument("--rounds", type=int, default=5)
    report.set_defaults(run=_report)

    write = commands.add_parser("write", help="a write beside the same write of another checkout of klage")
    write.add_argument("checkout", type=Path)
    write.add_argument("--rounds", type=int, default=25)
    write.set_defaults(run=_write)

    given = parser.parse_args()
    given.run(given)


def _registers(given: argparse.Namespace) -> None:
    from benchmarks import registers

    for size in given.sizes:
        print(registers.made(given.folder / "registers", size))


def _peers(given: argparse.Namespace) -> None:
    from benchmarks import comparing

    comparing.compare(given.folder, given.sizes, given.jobs, given.rounds, given.only)


def _extracts(given: argparse.Namespace) -> None:
    from benchmarks import extracts

    extracts.measure(given.folder.absolute(), given.municipalities, given.cases, given.registers)


def _startup(given: argparse.Namespace) -> None:
    from benchmarks import startup

    startup.with_register(given.register, given.rounds)


def _importing(given: argparse.Namespace) -> None:
    from benchmarks import importing

    importing.main(given.rows, given.rounds)


def _report(given: argparse.Namespace) -> None:
    from benchmarks import reporting

    reporting.main(given.register, given.rounds)


def _write(given: argparse.Namespace) -> None:
    from benchmarks import writing

    writing.main(str(given.checkout), str(given.rounds))


if __name__ == "__main__":
    main()
