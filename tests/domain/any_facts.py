"""Facts as any register might give them: consistent, and with many small numbers in them."""

from dataclasses import replace

from hypothesis import strategies as st

from klage.domain import vocabulary as words
from klage.domain.report.facts import Balance, Facts, ServiceFacts
from klage.domain.statistics.figures import Pair, Tally
from tests.domain.report.test_report import EMPTY, tables

SMALL = st.one_of(st.integers(0, 7), st.integers(0, 60))
KINDS = tuple(words.COMPLAINT_KINDS)
NAMES = ("Børn", "Jobcenter", "Ydelse", "Ældre", None)
QUESTIONS = ("heard", "understood", "taken_seriously")
FELT = (None, "ja", "delvist", "nej", "ikke_spurgt")


def tallies(codes: tuple[str | None, ...]) -> st.SearchStrategy[dict[str | None, int]]:
    """Give how many there are of each code."""
    return st.fixed_dictionaries(dict.fromkeys(codes, SMALL))


@st.composite
def splits(draw: st.DrawFn, total: int, codes: tuple[str | None, ...]) -> dict[str | None, int]:
    """Give a total divided among codes."""
    found: dict[str | None, int] = {}
    for code in codes[:-1]:
        found[code] = draw(st.integers(0, total - sum(found.values())))
    return {**found, codes[-1]: total - sum(found.values())}


@st.composite
def services(draw: st.DrawFn, total: int) -> ServiceFacts:
    """Give the 24-hour service of so many complaints."""
    cells = draw(
        splits(
            total, ("not_covered", "pending", "no_callback", "neither", "tried", "outside_hours", "reached")
        )
    )
    counted = sum(cells[cell] for cell in ("reached", "tried", "neither", "outside_hours"))
    late = counted - cells["reached"]
    later = draw(st.integers(0, late))
    attempted = draw(st.integers(cells["reached"] + later, counted))
    return ServiceFacts(
        cells=cells,
        ended=draw(splits(cells["no_callback"], ("intet_nummer", "oensker_ikke_samtale"))),
        reached_later=later,
        attempt_waits=[(90, attempted)],
        conversation_waits=[(60, cells["reached"]), (3000, later)],
        late_with_reason=draw(st.integers(0, late)),
        late_reasons=[("Kirsten var syg", 1)],
    )


@st.composite
def balances(draw: st.DrawFn, new: int, closed: int) -> Balance:
    """Give a balance that adds up, with so many new and so many closed."""
    reopened, split_off, merged = (draw(SMALL) for _ in range(3))
    missing = max(0, closed + merged - new - reopened - split_off)
    brought = missing + draw(SMALL)
    return Balance(
        brought,
        new,
        reopened,
        split_off,
        closed,
        merged,
        brought + new + reopened + split_off - closed - merged,
    )


@st.composite
def calls(draw: st.DrawFn) -> dict[str, Tally]:
    """Give the tables of the calls."""
    results = draw(tallies(("talt_med", "ikke_truffet", "besked_lagt")))
    spoken, n = results["talt_med"], sum(results.values())
    conversations = draw(splits(spoken, ("klage_lagt_ned", "moede_aftalt", None)))
    return {
        "calls": draw(splits(n, ("ind", "ud"))),
        "call_results": results,
        "conversation_results": conversations,
        "course_told": {"ja": draw(st.integers(0, spoken))},
        "withdrawals": {"ja": draw(st.integers(0, conversations["klage_lagt_ned"]))},
        **{question: draw(splits(spoken, FELT)) for question in QUESTIONS},
    }


@st.composite
def results(draw: st.DrawFn) -> tuple[dict[str, Tally], list[tuple[int, int]]]:
    """Give the tables of the closings, and the days they took."""
    days = [(days, draw(SMALL)) for days in (1, 5, 20, 90)]
    n = sum(number for _, number in days)
    return {
        "moves": {"afsluttet": n},
        "outcomes": draw(splits(n, ("medhold", "henlagt", None))),
        "methods": draw(splits(n, ("moede", None))),
        "agreed_errors": draw(splits(n, ("ja", "nej", None))),
    }, days


@st.composite
def learning(draw: st.DrawFn) -> dict[str, Tally]:
    """Give the tables of contact with units, of the later stages and of learning."""
    cases, n = draw(SMALL), draw(SMALL)
    return {
        "unit_contacts": {"loest": cases + draw(SMALL)},
        "unit_results": draw(splits(cases, ("loest", "afventer"))),
        "unit_agreed_errors": draw(splits(cases, ("ja", "nej", None))),
        "unit_natures": draw(splits(cases, tuple(words.NATURES))),
        "reassess_results": draw(tallies(("medhold", "fastholdt"))),
        "reassess_deadlines": draw(tallies(("overholdt", "senere", "ikke_udloebet"))),
        "appeal_results": draw(tallies(("stadfaestet", "hjemvist", "afvist"))),
        "mediations": draw(splits(n, ("borgermaegler", "dialogmoede"))),
        "mediation_outcomes": draw(splits(n, ("aftale", None))),
        "journeys": {"rejse": n},
        "journey_causes": {"kapacitet": draw(st.integers(0, n)), "it_system": draw(st.integers(0, n))},
        "eye_level": draw(tallies(("ja", "nej"))),
        "feedback": draw(tallies(("givet", "venter"))),
    }


@st.composite
def themes(draw: st.DrawFn, total: int) -> dict[str, Tally | Pair]:
    """Give the tables of the klagepunkter of so many complaints."""
    found: dict[str | None, int] = {code: draw(st.integers(0, total)) for code in ("vejledning", "andet")}
    points: dict[str | None, int] = {code: n + draw(SMALL) for code, n in found.items()}
    most, least = min(total, sum(found.values())), max(found.values())
    whole = sum(points.values())
    return {
        "themes": Pair(found, draw(tallies(("vejledning", "andet")))),
        "points": points,
        "with_points": {"ja": draw(st.integers(min(least, most), most))},
        "severities": draw(splits(whole, ("1", "3", None))),
        "process_stages": draw(splits(whole, ("afgoerelse", None))),
    }


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Give the facts of a register with complaints in 2018 and in the years before."""
    kinds, before = draw(tallies(KINDS)), draw(tallies(KINDS))
    total, earlier = sum(kinds.values()), sum(before.values())
    closings, days = draw(results())
    return replace(
        tables(
            EMPTY,
            contact_types=Pair({"klage": total, **draw(tallies(("vejledning", "vejvisning")))},
                               {"klage": earlier, **draw(tallies(("vejledning", "ros_forslag")))}),
            complaint_kinds=Pair(kinds, before),
            addressee_levels=Pair(draw(splits(total, ("raadmand", "medarbejder", "ukendt"))),
                                  draw(splits(earlier, ("raadmand", "direktoer")))),
            channels=Pair(draw(splits(total, ("brev", "e_mail"))), draw(splits(earlier, ("brev", "telefon")))),
            recurrences=Pair(draw(splits(total, ("gentagen", None))), {None: earlier}),
            departments=Pair(draw(tallies(NAMES)), draw(tallies(NAMES))),
            **draw(themes(total)), **draw(calls()), **closings, **draw(learning()),
        ),
        balance=draw(balances(total, sum(n for _, n in days))),
        days_to_closing=days,
        years=[(2015, draw(tallies(KINDS))), (2016, draw(tallies(KINDS))), (2017, before), (2018, kinds)],
        service=draw(services(total)),
    )  # fmt: skip


def of_kinds(now: Tally, earlier: Tally) -> Facts:
    """Return facts with so many complaints of each kind, all of them letters to a rådmand."""
    total, older = sum(now.values()), sum(earlier.values())
    return replace(
        tables(
            EMPTY,
            contact_types=Pair({"klage": total}, {"klage": older}),
            complaint_kinds=Pair(now, earlier),
            addressee_levels=Pair({"raadmand": total}, {"raadmand": older}),
            channels=Pair({"brev": total}, {"brev": older}),
            recurrences=Pair({None: total}, {None: older}),
        ),
        balance=Balance(0, total, 0, 0, 0, 0, total),
        service=EMPTY.service._replace(cells={"not_covered": total}),
    )
