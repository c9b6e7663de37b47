"""What may be published: proved for any register, by the arithmetic that a reader could do."""

from collections.abc import Iterator, Sequence

from hypothesis import given, settings

from klage.domain.report.facts import Balance, Facts
from klage.domain.report.publication import published
from klage.domain.report.published import OTHER, Published
from klage.domain.report.report import Report
from klage.domain.statistics.figures import Count
from klage.domain.statistics.suppression import is_safe
from tests.domain.any_facts import facts, of_kinds
from tests.domain.report.test_report import made

Combination = dict[str, int]
"""A sum of unknown numbers: how many times each of them is in it."""

RECEIVED = ("complaint_kinds", "addressee_levels", "channels", "recurrences")


def rows_of(report: Report) -> dict[str, tuple[Count, ...]]:
    """Return the rows behind every published table that counts each thing once, by the table's name."""
    service = report.service
    first = {"counted": service.denominator, "pending": service.pending, "no_callback": service.no_callback,
             "not_covered": service.not_covered}  # fmt: skip
    cells = {code: getattr(service, code) for code in ("reached", "tried", "neither", "outside_hours")}
    contacts = report.unit_contacts
    return {
        "contact_types": tuple(row for row in report.contact_types if row.code != "klage"),
        **{name: getattr(report, name) for name in RECEIVED},
        "service": tuple(Count(code, code, n, 0) for code, n in first.items()),
        "service_counted": tuple(Count(code, code, n, 0) for code, n in cells.items()),
        "service_ended": service.ended,
        "call_results": report.calls.results,
        "conversation_results": report.calls.conversation_results,
        **{felt.question: felt.answers for felt in report.calls.felt},
        "unit_results": contacts.results,
        "unit_agreed_errors": contacts.agreed_errors,
        "unit_natures": contacts.natures,
        "severities": report.themes.severities,
        "process_stages": report.themes.process_stages,
        "reassess_results": report.appeals.reassess_results,
        "reassess_deadlines": report.appeals.deadlines,
        "appeal_results": report.appeals.results,
        "mediations": report.mediations.kinds,
        "mediation_outcomes": report.mediations.outcomes,
        "lesson_causes": report.learning.causes,
        "eye_level": report.learning.eye_level,
        "expectations_agreed": report.learning.expectations_agreed,
        "feedback": report.learning.feedback,
        "agreed_errors": report.results.agreed_errors,
        "outcomes": report.results.outcomes,
        "methods": report.results.methods,
        "closing_bands": tuple(
            Count(None if band.limit is None else str(band.limit), "", band.n, 0)
            for band in report.results.to_closing.bands
        ),
    }


def numbers(found: Published) -> Iterator[int]:
    """Yield every count that is published."""
    rows = [row for table in found.tables for row in table.rows]
    rows += [row for year in found.years for row in (year.total, *year.kinds)]
    rows += [found.complaints] if found.complaints else []
    for row in rows:
        yield from (row.n, row.of, row.previous or 0)
    for part in found.parts:
        yield from (part.n, part.of, part.of - part.n)
    yield from (n for _, n in found.balance)
    for measured in found.base_numbers:
        yield from (measured.complaints, measured.covered, measured.complaints - measured.covered)


# --- for any register ----------------------------------------------------------------------------------


@given(facts())
@settings(max_examples=80)
def test_no_number_below_five(found: Facts) -> None:
    """Nowhere: not in a table, as a total, in the period before, as a part or as what is left over."""
    assert all(map(is_safe, numbers(published(made(found)))))


@given(facts())
@settings(max_examples=40)
def test_tables_that_count_once_add_up(found: Facts) -> None:
    """Each makes its total, and those of the complaints received make the same one."""
    report = published(made(found))
    for table in report.tables:
        if table.counts_once:
            assert {sum(row.n for row in table.rows)} >= {row.of for row in table.rows}, table.key
    if report.complaints:
        totals = {
            sum(row.n for row in table.rows) for table in report.tables if table.key in {*RECEIVED, "service"}
        }
        assert totals <= {report.complaints.n}
        for year in report.years:
            assert not year.kinds or sum(row.n for row in year.kinds) == year.total.n


@given(facts())
@settings(max_examples=40, deadline=None)
def test_no_small_cell_can_be_computed(found: Facts) -> None:
    """No sum or difference of what is published, and of what is known to add up, gives a number of 1 to 4."""
    report = made(found)
    known = list(knowledge(report, published(report)))
    for table, rows in rows_of(report).items():
        for row in rows:
            assert is_safe(row.n) or not follows(known, {unknown(table, row.code): 1}), (table, row)
            assert is_safe(row.previous or 0) or not follows(known, {before(table, row.code): 1}), (
                table,
                row,
            )
    for name, n in zip(Balance.__slots__, report.balance.figures, strict=True):
        assert is_safe(n) or not follows(known, {unknown("balance", name): 1}), name


@given(facts())
@settings(max_examples=40)
def test_what_is_safe_is_published_whole(found: Facts) -> None:
    """A table without small cells is as it was, except for the rows that are empty."""
    report = made(found)
    result = published(report)
    for name in RECEIVED:
        rows = rows_of(report)[name]
        cells = [n for row in rows for n in (row.n, row.previous or 0)]
        if report.complaints.n and all(map(is_safe, [*cells, report.complaints.previous or 0])):
            table = result.table(name)
            assert table is not None
            assert table.rows == tuple(row for row in rows if row.n or row.previous)


@given(facts())
@settings(max_examples=30)
def test_publishing_twice_is_publishing_once(found: Facts) -> None:
    """A report whose tables are the published ones has nothing more to hide."""
    first = published(made(found))
    for table in first.tables:
        if table.counts_once:
            again = published(made(as_facts(table.rows)))
            kinds = again.table("complaint_kinds")
            assert kinds is not None
            assert sorted(cells_of(kinds.rows)) == sorted(cells_of(table.rows))


def cells_of(rows: Sequence[Count]) -> list[tuple[int, int]]:
    """Return now and before of each row."""
    return [(row.n, row.previous or 0) for row in rows]


def as_facts(rows: Sequence[Count]) -> Facts:
    """Return facts in which a table's rows are the kinds of complaint."""
    return of_kinds({row.code: row.n for row in rows}, {row.code: row.previous or 0 for row in rows})


# --- the reader's arithmetic ---------------------------------------------------------------------------


def unknown(table: str, code: str | None) -> str:
    """Name the number of a cell; the bands, the balance and the like are cells too."""
    return f"{table}:{code}"


def before(table: str, code: str | None) -> str:
    """Name the number of a cell in the period before."""
    return f"{table}:{code}:before"


def knowledge(report: Report, found: Published) -> Iterator[Combination]:
    """Yield each sum whose value a reader knows: those that are published, and those that are 0 by nature."""
    original = rows_of(report)
    for table in found.tables:
        if table.counts_once:
            yield from known_rows(table.key, original[table.key], table.rows)
    yield from structure(report)
    if found.complaints:
        yield {"total": 1}
        yield from [{"total:before": 1}] if found.complaints.previous is not None else []
    for name, n in found.balance:
        yield {unknown("balance", name): 1}
        yield from [{unknown("balance", name): 1}] if n == 0 else []
    for year in found.years:
        place = {2017: before, 2018: unknown}.get(year.year)
        if place:
            yield from (tuple_sum(year_codes(year.kinds, row, original), place) for row in year.kinds)
            yield {"total" if year.year == 2018 else "total:before": 1}
    yield from (PARTS[part.key] for part in found.parts if part.key in PARTS)


def known_rows(key: str, original: Sequence[Count], rows: Sequence[Count]) -> Iterator[Combination]:
    """Yield the sums that the rows of a table tell, both now and before; the last may be several rows."""
    shown = {row.code for row in rows}
    rest = [row.code for row in original if row.code not in shown]
    for row in rows:
        codes = rest if row.code == OTHER else [row.code]
        yield {unknown(key, code): 1 for code in codes}
        if row.previous is not None:
            yield {before(key, code): 1 for code in codes}
    if OTHER not in shown:
        # The rows that are not shown are empty, and a reader sees that the others make the total.
        yield from ({unknown(key, code): 1} for code in rest)


def year_codes(
    kinds: Sequence[Count], row: Count, original: dict[str, tuple[Count, ...]]
) -> list[str | None]:
    """Return the kinds that a row of a year stands for."""
    shown = {each.code for each in kinds}
    return (
        [each.code for each in original["complaint_kinds"] if each.code not in shown]
        if row.code == OTHER
        else [row.code]
    )


def tuple_sum(codes: Sequence[str | None], place: object) -> Combination:
    """Return the sum of some kinds of complaint, now or before."""
    assert callable(place)
    return {place("complaint_kinds", code): 1 for code in codes}


def structure(report: Report) -> Iterator[Combination]:
    """Yield what is 0 by the nature of the report: the parts of a total less the total."""
    for key, total in TOTALS.items():
        yield {unknown(key, row.code): 1 for row in rows_of(report)[key]} | {total: -1}
    for key in RECEIVED:
        yield {before(key, row.code): 1 for row in rows_of(report)[key]} | {"total:before": -1}
    signs = (1, 1, 1, 1, -1, -1, -1)
    yield dict(zip((unknown("balance", name) for name in Balance.__slots__), signs, strict=True))
    yield {unknown("balance", "new"): 1, "total": -1}
    yield {unknown("outcomes", None): 0, unknown("balance", "closed"): 1, "closings": -1}
    yield PARTS["reached_later"] | {"never": 1, unknown("service_counted", "tried"): -1,
                                    unknown("service_counted", "neither"): -1,
                                    unknown("service_counted", "outside_hours"): -1}  # fmt: skip


TOTALS = {
    **dict.fromkeys((*RECEIVED, "service"), "total"),
    "service_counted": "service:counted",
    "service_ended": "service:no_callback",
    "conversation_results": "call_results:talt_med",
    **dict.fromkeys(("outcomes", "methods", "agreed_errors", "closing_bands"), "closings"),
    **dict.fromkeys(("severities", "process_stages"), "points"),
    **dict.fromkeys(("mediations", "mediation_outcomes"), "mediated"),
    **dict.fromkeys(("unit_results", "unit_agreed_errors", "unit_natures"), "cases"),
}
"""What each table's rows make together: a total, or a row of another table."""

PARTS: dict[str, Combination] = {
    "tried_in_time": {"service_counted:reached": 1, "service_counted:tried": 1},
    "reached_later": {"later": 1},
    "breaches_of_rules": {"unit_natures:brud_paa_regel": 1, "unit_natures:begge": 1},
    "poor_experiences": {"unit_natures:daarlig_oplevelse": 1, "unit_natures:begge": 1},
}
"""What the figures that stand alone are made of."""

PRIME = 2**61 - 1


def follows(known: Sequence[Combination], target: Combination) -> bool:
    """Tell whether a sum is one of the known ones times something, added up (Gauss, modulo a prime)."""
    basis: dict[str, Combination] = {}
    for each in known:
        rest = reduced(each, basis)
        if rest:
            pivot, factor = next(iter(rest.items()))
            inverse = pow(factor, -1, PRIME)
            basis[pivot] = {name: n * inverse % PRIME for name, n in rest.items()}
    return not reduced(target, basis)


def reduced(row: Combination, basis: dict[str, Combination]) -> Combination:
    """Return what is left of a sum when the known ones are taken out of it."""
    left = {name: n % PRIME for name, n in row.items() if n % PRIME}
    while pivot := next((name for name in left if name in basis), None):
        factor = left[pivot]
        for name, n in basis[pivot].items():
            left[name] = (left.get(name, 0) - factor * n) % PRIME
        left = {name: n for name, n in left.items() if n}
    return left


def test_the_arithmetic_finds_what_can_be_found() -> None:
    """A total less its other part is found, one of two unknown parts is not."""
    known = [{"total": 1}, {"a": 1, "b": 1, "c": 1, "total": -1}, {"a": 1}]
    assert follows([*known, {"b": 1}], {"c": 1})
    assert not follows(known, {"c": 1})
    assert follows(known, {"b": 2, "c": 2})
