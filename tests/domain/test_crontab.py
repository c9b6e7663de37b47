"""The lines for cron: what they are, and how they stand among the user's own."""

import shlex
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klage.domain import crontab
from klage.domain.crontab import BEGIN, END, Plan
from klage.errors import InvalidValueError, RefusedError

WINTER = datetime(2026, 11, 20, 9, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 9, tzinfo=UTC)
PLAIN = Plan(("/opt/klage/bin/klage",), {})
OWN = "MAILTO=mig\n5 4 * * * /bin/true\n"


def cron_reads(command: str) -> str:
    """Return what cron hands to the shell of a command: up to the first bare %, as do_command.c has it."""
    handed, escaped = "", False
    for letter in command:
        if letter == "%" and not escaped:
            break
        handed = handed[:-1] + letter if letter == "%" else handed + letter
        escaped = letter == "\\" and not escaped
    return handed


def test_the_lines() -> None:
    """The list at seven on working days, a copy every day at half past twelve, and mail in UTF-8."""
    assert crontab.block(PLAIN._replace(mail_to="bv@kommunen.dk")) == [
        BEGIN,
        'CONTENT_TYPE="text/plain; charset=UTF-8"',
        'MAILTO="bv@kommunen.dk"',
        "# Morgenlisten, på hverdage kl. 7:",
        "0 7 * * 1-5 /usr/bin/env LC_ALL=C.UTF-8 /opt/klage/bin/klage frister --cron --stille",
        "# Sikkerhedskopien, hver dag kl. 12.30:",
        "30 12 * * * /usr/bin/env LC_ALL=C.UTF-8 /opt/klage/bin/klage backup --stille",
        END,
    ]
    assert not any("MAILTO" in line for line in crontab.block(PLAIN))


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40))
@settings(max_examples=100)
def test_any_path_reaches_the_shell_as_it_is(name: str) -> None:
    """Through cron's own rule for % and the shell's words; or it is refused with a sentence."""
    plan = Plan((f"/x/{name}",), {"KLAGE_DB": f"/y y/{name}"})
    try:
        lines = crontab.block(plan)
    except InvalidValueError:
        assert "\\%" in shlex.join(plan.program)
        return
    job = lines[3].removeprefix("0 7 * * 1-5 ")
    words = [
        "/usr/bin/env",
        "LC_ALL=C.UTF-8",
        f"KLAGE_DB=/y y/{name}",
        f"/x/{name}",
        "frister",
        "--cron",
        "--stille",
    ]
    assert shlex.split(cron_reads(job)) == words


@pytest.mark.parametrize(
    "plan",
    [
        Plan(("/a\nb",), {}),
        Plan(("/a\\%b",), {}),
        Plan(("/a",), {"KLAGE_DB": "/\udce6/klage.db"}),
        Plan(("/" + "æ" * 500,), {}),
        Plan(("/a",), {}, "bv@kommunen.dk\n* * * * * rm"),
        Plan(("/a",), {}, "-oQ/tmp"),
        Plan(("/a",), {}, 'a"b'),
        Plan(("/a",), {}, "ældre@kommunen.dk"),
        Plan(("/a",), {}, ""),
    ],
)
def test_what_cannot_stand_in_a_crontab(plan: Plan) -> None:
    """Line ends, odd letters, lines that cron would cut, and addresses that it would not mail to."""
    with pytest.raises(InvalidValueError):
        crontab.block(plan)


def test_among_the_users_own_lines() -> None:
    """At the end the first time, in the same place afterwards, and gone when removed; the rest as it was."""
    lines = crontab.block(PLAIN)
    once = crontab.merged(OWN, lines)
    assert once == OWN + "".join(f"{line}\n" for line in lines)
    assert crontab.merged(once, lines) == once
    more = once + "1 1 * * * /bin/false\n"
    moved = crontab.merged(more, crontab.block(Plan(("/new/klage",), {})))
    assert moved == more.replace("/opt/klage/bin/klage", "/new/klage")
    assert crontab.merged(moved, []) == OWN + "1 1 * * * /bin/false\n"
    assert crontab.merged("", []) == ""
    assert crontab.merged("1 1 * * * no line end", []) == "1 1 * * * no line end\n"


OTHERS = st.lists(st.text(st.characters(exclude_characters="\n")), max_size=5).map(
    lambda lines: "".join(f"{line}\n" for line in lines if not line.startswith("#"))
)


@given(OTHERS, OTHERS)
@settings(max_examples=100)
def test_nothing_of_the_users_is_lost(before: str, after: str) -> None:
    """Putting the lines in and taking them out again leaves every other line as and where it was."""
    lines = crontab.block(PLAIN)
    inside = before + "".join(f"{line}\n" for line in lines) + after
    assert crontab.merged(inside, lines) == inside
    assert crontab.merged(inside, []) == before + after
    assert crontab.merged(crontab.merged(before, lines), []) == before


@pytest.mark.parametrize(
    "found", [f"{BEGIN}\n", f"{END}\n", f"{BEGIN}\n{BEGIN}\n{END}\n", f"{END}\n{BEGIN}\n"]
)
def test_marks_that_do_not_fit_are_left_alone(found: str) -> None:
    """Nobody can tell which lines are klage's, so none is touched."""
    with pytest.raises(RefusedError, match="crontab -e"):
        crontab.merged(found, [])


def test_the_address_that_stands_there() -> None:
    """It is read from klage's own lines only."""
    plan = PLAIN._replace(mail_to="bv@kommunen.dk")
    assert crontab.mail_to(crontab.merged('MAILTO="mig"\n', crontab.block(plan))) == "bv@kommunen.dk"
    assert crontab.mail_to(crontab.merged("", crontab.block(PLAIN)) + 'MAILTO="mig"\n') is None
    assert crontab.mail_to("") is None


@pytest.mark.parametrize(
    ("zone", "now", "danish"),
    [
        ("Etc/UTC", WINTER, "08.00"),
        ("Etc/UTC", SUMMER, "09.00"),
        ("Etc/GMT-1", WINTER, "07.00"),
        ("America/New_York", WINTER, "13.00"),
        ("Europe/London", SUMMER, "08.00"),
    ],
)
def test_a_machine_that_does_not_keep_danish_time(zone: str, now: datetime, danish: str) -> None:
    """It is said when seven is not seven in Denmark, also where it is only so in summer."""
    said = crontab.zone_warning(ZoneInfo(zone), now) or ""
    assert f"kører kl. {danish} i Danmark" in said
    assert "CRON_TZ" in said


@pytest.mark.parametrize("zone", ["Europe/Copenhagen", "Europe/Berlin"])
def test_a_machine_that_keeps_danish_time(zone: str) -> None:
    """Nothing is said where the clocks go as in Denmark, whatever the zone is called."""
    assert crontab.zone_warning(ZoneInfo(zone), WINTER) is None
    assert crontab.zone_warning(ZoneInfo(zone), SUMMER) is None
