"""``klage laering tilfoej``, ``udgaa`` and ``orienteret``: where a lesson comes from, and how it ends."""

import pytest

from tests.commands.lesson_runs import action, lesson, office, shown
from tests.desk import Desk


@pytest.fixture
def learning(desk: Desk) -> Desk:
    """Return a desk with a lesson from case 1."""
    office(desk)
    lesson(desk, "1")
    return desk


def cases(desk: Desk) -> list[str]:
    """Return the numbers of the lesson's cases."""
    return [each["case_no"] for each in shown(desk)["cases"]]


def test_more_cases_and_fewer(learning: Desk) -> None:
    """Each once; the last one stays."""
    added = learning("laering", "tilføj", "1", "2", "3", "2")
    assert added.stdout == "Læringspunkt 1 kommer nu fra 3 sager.\n"
    assert cases(learning) == ["2026-0001", "2026-0002", "2026-0003"]
    again = learning("laering", "tilfoej", "1", "2")
    assert again.stdout == "Læringspunkt 1 kommer allerede fra de sager.\n"
    assert (
        learning("laering", "attach", "1", "1", "3", "--fjern").stdout
        == "Læringspunkt 1 kommer nu fra 1 sag.\n"
    )
    assert cases(learning) == ["2026-0002"]
    assert "mindst én sag" in learning.refused("laering", "tilfoej", "1", "2", "--fjern", code=9)
    assert "kommer ikke fra sag 2026-0003" in learning.refused(
        "laering", "tilfoej", "1", "3", "--fjern", code=3
    )


def test_the_text_must_be_about_no_citizen_of_the_new_case(learning: Desk) -> None:
    """What was no name becomes one when the case of a citizen of that name is added."""
    learning("laering", "ret", "1", "--laering", "-", stdin="Ring til Lind & Co.")
    assert "ikke om personer" in learning.refused("laering", "tilfoej", "1", "2", code=9)


def test_a_lesson_is_withdrawn_and_put_in_force_again(learning: Desk) -> None:
    """It keeps its cases, leaves the list, and is not worked on meanwhile."""
    assert learning("laering", "udgå", "1").stdout == "Læringspunkt 1 er nu udgået.\n"
    assert learning("laering", "udgaa", "1").stdout == "Læringspunkt 1 er allerede udgået.\n"
    assert shown(learning)["withdrawn_on"] == "2026-11-20"
    assert learning("laering", "liste").stdout == ""
    assert "udgået" in learning("laering", "liste", "--alle").stdout
    assert "udgået fredag 20. november 2026" in learning("laering", "vis", "1").stdout
    assert "er udgået" in learning.refused("laering", "tilfoej", "1", "2", code=9)
    assert "er udgået" in learning.refused("laering", "handling", "1", "--type", "it", "--hvad", "-", code=9)
    assert learning("laering", "withdraw", "1", "--genopliv").stdout == "Læringspunkt 1 gælder nu.\n"
    assert learning("laering", "udgaa", "1", "--genopliv").stdout == "Læringspunkt 1 gælder allerede.\n"


def test_a_lesson_with_something_left_to_do_is_not_withdrawn(learning: Desk) -> None:
    """The sentence names the actions; rejected, they are in the way no more."""
    numbers = [action(learning), action(learning)]
    assert "(nr. 1 og 2)" in learning.refused("laering", "udgaa", "1", code=9)
    for number in numbers:
        learning("laering", "status", str(number), "afvist", "--begrundelse", "-", stdin="Ikke aktuelt.")
    assert learning("laering", "udgaa", "1").stdout == "Læringspunkt 1 er nu udgået.\n"
    refused = learning.refused(
        "laering", "status", "1", "foreslaaet", "--begrundelse", "-", stdin="Igen.", code=9
    )
    assert "er udgået" in refused


def test_a_citizen_has_heard_what_came_of_it(learning: Desk) -> None:
    """Today or on another day, one or several."""
    learning("laering", "tilfoej", "1", "2")
    said = learning("laering", "orienteret", "1", "1").stdout
    assert said == "Borgeren i sag 2026-0001 har fredag 20. november 2026 hørt, hvad klagen førte til.\n"
    later = learning.at("2026-11-24T09:00")
    said = later("laering", "informed", "1", "1", "2", "--den", "i går").stdout
    assert said.startswith("Borgerne i sag 2026-0001 og 2026-0002 har mandag 23. november 2026")
    assert [each["feedback_given_on"] for each in shown(learning)["cases"]] == ["2026-11-23"] * 2
    assert "borgeren er orienteret mandag 23. november" in learning("laering", "vis", "1").stdout


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("1", "3"), 3, "Læringspunkt 1 kommer ikke fra sag 2026-0003."),
        (("1", "1", "--den", "1.11.2026"), 2, "før den dag, læringspunktet blev formuleret"),
        (("1", "1", "--den", "i morgen"), 2, "--den: "),
        (("2", "1"), 3, "Der er intet læringspunkt 2."),
        (("0", "1"), 2, "N skal være"),
    ],
)
def test_what_is_refused(learning: Desk, line: tuple[str, ...], code: int, said: str) -> None:
    """A refusal changes nothing."""
    assert said in learning.refused("laering", "orienteret", *line, code=code)
