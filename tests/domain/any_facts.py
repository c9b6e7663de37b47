"""Facts as any register might give them: consistent, and with many small numbers in them."""

from dataclasses import replace

from hypothesis import strategies as st

from klage.domain import vocabulary as words
from klage.domain.figures import Pair, Tally, tally
from klage.domain.report_facts import Balance, CallGroup, ClosingGroup, Facts, ServiceFacts
from klage.domain.unit_contact import Figures
from tests.domain.test_report import EMPTY

SMALL = st.one_of(st.integers(0, 7), st.integers(0, 60))
KINDS = tuple(words.COMPLAINT_KINDS)
NAMES = ("Børn", "Jobcenter", "Ydelse", "Ældre", None)
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


CALLS = st.lists(
    st.builds(
        CallGroup,
        st.sampled_from(("ud", "ind")),
        st.sampled_from(("talt_med", "ikke_truffet", "besked_lagt")),
        st.sampled_from((None, "klage_lagt_ned", "moede_aftalt")),
        st.booleans(),
        st.booleans(),
        st.tuples(*3 * [st.sampled_from(FELT)]),
        SMALL,
    ),
    max_size=6,
)
CLOSINGS = st.lists(
    st.builds(
        ClosingGroup,
        st.sampled_from((None, "medhold", "henlagt")),
        st.sampled_from((None, "moede", "telefonsamtale")),
        st.integers(0, 90),
        SMALL,
    ),
    max_size=6,
)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Give the facts of a register with complaints in 2018 and in the years before."""
    kinds, before = draw(tallies(KINDS)), draw(tallies(KINDS))
    total, earlier = sum(kinds.values()), sum(before.values())
    closings = draw(CLOSINGS)
    themes = draw(tallies(("vejledning", "andet")))
    with_points = draw(st.integers(max(0, *themes.values()), max(total, *themes.values())))
    cases = draw(SMALL)
    return replace(
        EMPTY,
        contact_types=Pair({"klage": total, **draw(tallies(("vejledning", "vejvisning")))},
                           {"klage": earlier, **draw(tallies(("vejledning", "ros_forslag")))}),
        complaint_kinds=Pair(kinds, before),
        addressee_levels=Pair(draw(splits(total, ("raadmand", "medarbejder", "ukendt"))),
                              draw(splits(earlier, ("raadmand", "direktoer")))),
        channels=Pair(draw(splits(total, ("brev", "e_mail"))), draw(splits(earlier, ("brev", "telefon")))),
        departments=Pair(draw(tallies(NAMES)), draw(tallies(NAMES))),
        themes=Pair(themes, draw(tallies(("vejledning", "andet")))),
        points={code: n + draw(SMALL) for code, n in themes.items()},
        with_points=min(with_points, total),
        balance=draw(balances(total, sum(group.n for group in closings))),
        years=[(2015, draw(tallies(KINDS))), (2016, draw(tallies(KINDS))), (2017, before), (2018, kinds)],
        service=draw(services(total)),
        calls=draw(CALLS),
        closings=closings,
        unit_contacts=Figures(
            cases + draw(SMALL), cases, draw(splits(cases, ("loest", "afventer"))),
            draw(splits(cases, ("ja", "nej", None))),
            dict(tally(draw(splits(cases, tuple(words.NATURES))).items())),
        ),
    )  # fmt: skip


def of_kinds(now: Tally, earlier: Tally) -> Facts:
    """Return facts with so many complaints of each kind, all of them letters to a rådmand."""
    total, older = sum(now.values()), sum(earlier.values())
    return replace(
        EMPTY,
        contact_types=Pair({"klage": total}, {"klage": older}),
        complaint_kinds=Pair(now, earlier),
        addressee_levels=Pair({"raadmand": total}, {"raadmand": older}),
        channels=Pair({"brev": total}, {"brev": older}),
        balance=Balance(0, total, 0, 0, 0, 0, total),
        service=EMPTY.service._replace(cells={"not_covered": total}),
    )
