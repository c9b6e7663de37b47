"""``klage laering tegn``: what moved more than chance, who comes back, and never a name."""

import json
from datetime import date, timedelta

import pytest

from tests.cli import assert_danish
from tests.commands.laering_runs import registered
from tests.desk import Desk, uncoloured
from tests.store.loop import received

AUTUMN = date(2026, 10, 1)


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Return a desk where complaints over the letters of Ældreplejen have come from nowhere, some of one citizen."""
    same = {"citizen_name": "Åse Østergaard", "phone": "12345678"}
    days = [AUTUMN + timedelta(days=day) for day in range(15)]
    complaints = [
        received(day, "kommunikation", department="Ældreplejen", **(same if place < 4 else {}))
        for place, day in enumerate(days)
    ]
    quiet = [received(date(year, 3, 1), "optraeden", department="Jobcenter") for year in range(2023, 2027)]
    registered(desk, [received(date(2020, 1, 1)), *complaints, *quiet])
    return desk


def test_on_a_screen(office: Desk) -> None:
    """What was tested, what rose, what it does not mean, and who comes back, within 80 columns and without names."""
    shown = uncoloured(office.terminal("laering", "tegn").stdout)
    assert max(map(len, shown.splitlines())) <= 80
    words = " ".join(shown.split())
    assert words.startswith("Tegn i perioden 21. november 2025 – 20. november 2026")
    assert "i alt 1.095 dage mod periodens 365" in words
    assert "2 felter er prøvet; ingen havde for få klager til det." in words
    assert "Flere klager, end tilfældet plejer at give" in words
    assert "Ældreplejen" in words
    assert "Et tegn er ikke en årsag." in words
    assert "2026-0001, 2026-0002, 2026-0003" in words
    for personal in ("Åse", "Østergaard", "12345678", "12 34 56 78"):
        assert personal not in shown
    assert_danish(shown)


def test_as_json(office: Desk) -> None:
    """The same by stable keys."""
    found = json.loads(office("learning", "signals", "--json").stdout)
    (risen,) = found["risen"]
    assert (risen["department"], risen["theme"], risen["earlier"], risen["now"]) == (
        "Ældreplejen", "kommunikation", 0, 15,
    )  # fmt: skip
    assert (found["fallen"], found["cells_tested"], found["cells_too_small"]) == ([], 2, 0)
    (group,) = found["recurring_citizens"]
    assert (group["shares"], len(group["cases"])) == ("phone", 4)


def test_a_period_of_ones_own(office: Desk) -> None:
    """Whole months are held against as many months before them, and the season is named."""
    found = json.loads(office("laering", "tegn", "--fra", "1.7.2026", "--til", "30.9.2026", "--json").stdout)
    assert (found["period_from"], found["period_to"], found["days"]) == ("2026-07-01", "2026-09-30", 92)
    assert [one["from"] for one in found["earlier"]] == ["2026-04-01", "2026-01-01", "2025-10-01"]
    assert found["risen"] == []
    assert "årstiden" in office("laering", "tegn", "--fra", "1.7.2026", "--til", "30.9.2026").stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--til", "1.7.2026"), "--fra"),
        (("--fra", "1.7.2026", "--til", "1.6.2026"), "slutter, før den begynder"),
        (("--fra", "1.1.2027"), "fremtiden"),
        (("--fra", "1.1.2026", "--til", "1.1.2027"), "fremtiden"),
        (("--fra", "31.2.2026"), ""),
        (("--json", "--plain"), "Vælg kun ét format"),
    ],
)
def test_what_is_refused(office: Desk, options: tuple[str, ...], said: str) -> None:
    """A period that cannot be, or has not come (2); the sentence says what is wrong."""
    sentence = office.refused("laering", "tegn", *options, code=2)
    assert said in sentence
    assert_danish(sentence)


def test_a_new_register(desk: Desk) -> None:
    """With one complaint there is no past; that is an answer and no error. Without a register it is one."""
    assert "intet register" in desk.refused("laering", "tegn", code=3)
    desk.new()
    before = desk.content()
    assert "går ikke langt nok tilbage" in desk("laering", "tegn").stdout
    assert desk.content() == before
