"""The file of published figures: each has a source, and reproduces what domain.md 6 works out."""

from klage.domain.report.reference import of_report
from klage.domain.statistics.figures import per_cent
from klage.intake.reference import references
from tests.domain.report.test_reference import FACTS
from tests.domain.report.test_report import made

CHECKED = {
    "aarhus-2013-omfattet": 0.2,
    "sof-2018-formalitet": 27.1,
    "sof-2018-realitet": 72.9,
    "sof-2016-formalitet-aendring": 8.5,
    "sof-2016-realitet-aendring": 10.2,
    "sof-2018-formalitet-aendring": 19.3,
    "kbh-br-2022-aendring": 28.2,
    "kbh-br-2023-aendring": -15.3,
    "kbh-bif-2014-telefon": 64.0,
}


def test_the_figures_of_the_file() -> None:
    """Per cent with one decimal, on the older figure."""
    found = {one.id: per_cent(one.value) for one in references() if one.kind in ("share", "change")}
    assert {name: found[name] for name in CHECKED} == CHECKED
    points = next(one for one in references() if one.kind == "ratio")
    assert round(points.value or 0, 2) == 1.5


def test_every_figure_says_where_it_comes_from() -> None:
    """A source, how it was counted, and a name of its own."""
    found = references()
    assert len({one.id for one in found}) == len(found) >= 12
    for one in found:
        assert one.source.startswith("S"), one.id
        assert one.definition.endswith("."), one.id
        assert one.municipality, one.id


def test_ones_own_names_are_figures_that_the_report_has() -> None:
    """A misspelt name would be a dash for ever."""
    known = of_report(made(FACTS))
    for one in references():
        assert {*one.own} <= known.keys(), one.id
