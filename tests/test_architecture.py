"""The shape of the program, read from its source: which way the arrows point, and how small things are.

Source: design.md "Layout" and "Numbers to hold".
"""

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "klage").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in SOURCES}
"""Every module of klage by its dotted name; a package's own stands as ``….__init__``."""

SHELL = {
    "cli",
    "danish_cli",
    "danish_completion",
    "danish_usage",
    "danish_help",
    "meant",
    "crash",
    "__main__",
}
"""The outermost ring: Typer's words and wiring, and what is told of a bug."""

GROUND = {"errors", "clock", "system"}
MAY_IMPORT = {
    "errors": {"extra"},
    "extra": set[str](),
    "clock": set[str](),
    "system": set[str](),
    "domain": {"domain"} | GROUND,
    "store": {"store", "domain"} | GROUND,
    "intake": {"intake", "domain"} | GROUND,
    "output": {"output", "domain"} | GROUND,
    "session": {"store", "output"} | GROUND,
    "commands": {"commands", "session", "store", "intake", "output", "domain"}
    | {"danish_cli", "danish_completion", "danish_usage"}
    | GROUND,
    **dict.fromkeys(SHELL, {"session", "output"} | SHELL | GROUND),
    "__init__": set[str](),
}
"""What the modules of each part of klage may import of klage: the arrows of design.md."""

OWNERS = {
    "sqlite3": {"store"},
    "sqlite_utils": {"store"},
    "rich": {"output"},
    "typer": {"cli", "danish_cli", "danish_completion", "danish_usage", "danish_help", "commands"},
}
"""Who may import what is not ours."""

TESTED_THROUGH = {
    "tests/test_cli.py": "__init__ __main__ errors session crash danish_usage",
    "tests/test_guide.py": (
        "commands/ask_about commands/asking commands/importer commands/liste commands/options"
        " commands/eksport commands/frister commands/luk commands/opkald"
        " commands/ret commands/showing commands/soeg commands/today commands/vis store/listing"
        " domain/cells domain/incoming intake/csv_file intake/faults intake/headers intake/jsonl_file"
        " intake/rows intake/source output/case_file output/progress output/sentence"
        " store/importing/bulk store/exporting"
    ),
    "tests/commands/office/test_kontor_settings.py": (
        "commands/office/days commands/office/departments commands/office/options commands/office/scheme"
        " commands/office/themes"
    ),
    "tests/commands/completion/test_answer.py": "commands/completion/sources",
    "tests/commands/journey/test_rejse.py": "commands/journey/shown",
    "tests/commands/journey/test_changes.py": "commands/journey/ask_about_event",
    "tests/store/report/test_counting.py": "store/report/sources store/report/tables",
    "tests/store/test_office.py": "store/office_changes",
    "tests/domain/calendar/test_dates.py": "domain/calendar/date_words",
    "tests/domain/test_fields.py": "domain/vocabulary",
    "tests/output/test_formats.py": "output/listing",
    "tests/output/documents/test_word.py": "output/documents/word_xml",
}
"""Modules without a test file of their own name, by the test that runs them."""

LONG = {"tests/test_sample_data.py"}
"""Longer than a module should be."""

NOTES = re.compile(r"\b(TO-DO|FIX-ME|X-X-X)\b".replace("-", ""))


def name_of(path: Path) -> str:
    """Return a file's place as the tests' names show it."""
    return path.relative_to(ROOT).as_posix()


def part(module: str) -> str:
    """Return the part of klage that a dotted module belongs to."""
    return [*module.split("."), "__init__"][1]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a file; the file is parsed once for all that is asked of it."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything that a file imports, also late and for types only."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            for alias in node.names:
                # ``from klage import clock`` names a module, ``from klage.clock import to_text`` does not.
                is_module = node.module == "klage" and not alias.name.startswith("__")
                yield f"klage.{alias.name}" if is_module else str(node.module)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function with the number of lines of its body.

    The parameters are left out: a command's are its options, which are a table and no code.
    """
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.body[0].lineno + 1


def calls(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything that a file calls."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            yield ast.unparse(node.func)


# --- arrows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_arrows_point_one_way(path: Path) -> None:
    """A module imports only what its part may know of."""
    own = part(".".join(path.relative_to(ROOT).with_suffix("").parts))
    known = {part(module) for module in imports(path) if module.split(".")[0] == "klage"} - {"__init__"}
    assert known <= MAY_IMPORT[own], f"{own} may not import {sorted(known - MAY_IMPORT[own])}"


def needed(path: Path) -> Iterator[str]:
    """Yield the modules of klage that a file needs when it runs, also late; not those for types only."""
    for_types = {
        id(inner)
        for node in nodes(path)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in nodes(path):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                # ``from klage.store import cases`` names a module, ``from klage.store.cases import add`` does not.
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else str(node.module)


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Each can be read and understood after those that it imports, also late: there are no circles."""
    graph = {name: MODULES.keys() & set(needed(path)) for name, path in MODULES.items()}
    assert graph["klage.store.writing"] >= {"klage.store.register", "klage.domain.forgetting"}
    assert "klage.session" not in graph["klage.commands.ny"]
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_has_its_owners(library: str) -> None:
    """SQL, Rich and Typer are each known in one place only."""
    users = {
        part(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for path in SOURCES
        if any(module.split(".")[0] == library for module in imports(path))
    }
    assert users == OWNERS[library]


def test_one_module_writes_where_the_user_says() -> None:
    """It refuses to replace a register; those beside it write what may not lie there, or where klage says."""
    writing = {path.stem for path in SOURCES for call in calls(path) if call.split(".")[-1] == "write_new"}
    assert writing == {"to_file", "backup", "importer", "demo", "setup", "vejledning"}


def test_there_is_one_clock() -> None:
    """Only ``clock.py`` asks what time it is; the rest is told, and only at the start of a run or of a bug."""
    asking = {
        (path.name, call)
        for path in SOURCES
        for call in calls(path)
        if re.search(r"\.(now|utcnow|today|time_ns|localtime|gmtime)$|^time\.(time|strftime)$", call)
    }
    assert {path for path, call in asking if call.startswith("datetime.")} == {"clock.py"}
    assert {path for path, call in asking if call == "clock.now"} == {"session.py", "crash.py"}
    assert {call for _, call in asking} == {"datetime.now", "clock.now"}


# --- sizes -----------------------------------------------------------------------------------------


def test_functions_are_small() -> None:
    """The median is ten lines at most, and none has more than fifty."""
    sizes = [(length, name, name_of(path)) for path in SOURCES for name, length in functions(path)]
    largest = sorted(sizes)[-5:]
    print(statistics.median(length for length, *_ in sizes), largest)
    assert statistics.median(length for length, *_ in sizes) <= 10
    assert largest[-1][0] <= 50


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=name_of)
def test_modules_are_small(path: Path) -> None:
    """At most four hundred lines, tests too."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400 or name_of(path) in LONG


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=name_of)
def test_nothing_is_put_off(path: Path) -> None:
    """No note to oneself, and no module for whatever has no place."""
    assert path.stem not in {"utils", "helpers", "common", "misc"}
    assert not NOTES.search(path.read_text(encoding="utf-8"))


# --- tests -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_module_has_its_test(path: Path) -> None:
    """``klage/store/seal.py`` is tested by ``tests/store/test_seal.py`` (or by ``test_seal_….py``)."""
    place = path.relative_to(ROOT / "klage").with_suffix("")
    tests = [*(ROOT / "tests" / place.parent).glob(f"test_{place.name}*.py")]
    is_empty = path.name == "__init__.py" and not list(imports(path))
    assert tests or is_empty or any(place.as_posix() in names.split() for names in TESTED_THROUGH.values())


@pytest.mark.parametrize("test", TESTED_THROUGH)
def test_what_is_tested_through_another_is_there(test: str) -> None:
    """The list of exceptions names files that exist."""
    assert (ROOT / test).exists()
    assert [name for name in TESTED_THROUGH[test].split() if not (ROOT / f"klage/{name}.py").exists()] == []


def functions_of_tests(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the test functions of a file."""
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


@pytest.mark.parametrize("path", [path for path in TESTS if path.name.startswith("test_")], ids=name_of)
def test_every_test_says_what_holds(path: Path) -> None:
    """A sentence each; and no test puts something else in the place of klage's code."""
    for test in functions_of_tests(path):
        docstring = ast.get_docstring(test)
        assert docstring, test.name
        assert docstring.rstrip().endswith((".", "?", ".)", "``")), test.name
    assert not {module for module in imports(path) if module.startswith("unittest")}
    assert not {call for call in calls(path) if call in {"monkeypatch.setattr", "mocker.patch"}}
