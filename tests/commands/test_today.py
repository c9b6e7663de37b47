"""``klage`` alone: today's list, or a greeting where there is no register yet."""

from tests.desk import Desk, uncoloured


def test_a_greeting(desk: Desk) -> None:
    """At a terminal without a register klage greets and says how to begin; it creates nothing."""
    greeting = desk.terminal().stdout
    assert "Registrér den første klage med klage ny" in greeting
    assert max(map(len, greeting.splitlines())) <= 80
    assert desk.content() is None


def test_no_register_in_a_pipe(desk: Desk) -> None:
    """A script is told with 3."""
    assert "Der er intet register her endnu." in desk.refused(code=3)


def test_the_day(desk: Desk) -> None:
    """What is open and what came, who is to be called, and what one may do next."""
    desk.new(text="En", received_at="2026-11-18T10:00", citizen_name="Anna Åse")
    desk("luk", desk.new(text="To"), "--metode", "moede", "--resultat", "medhold")
    lines = uncoloured(desk.terminal().stdout).splitlines()
    assert lines[0] == "Fredag 20. november 2026 kl. 10.00. 1 åben sag, 1 modtaget og 1 afsluttet i dag."
    assert "Anna Åse" in lines[3]
    assert lines[-1] == "Notér et opkald med klage opkald NR."
    assert "Anna" not in desk().stdout
    assert desk("today").stdout == desk().stdout


def test_nobody_to_call(desk: Desk) -> None:
    """An empty list says so."""
    desk("opkald", desk.new(), "--udfald", "talt_med")
    assert desk.terminal().stdout.splitlines()[1:] == [
        "Ingen opkald inden for 24 timer.",
        "Registrér en klage med klage ny.",
    ]


def test_a_child_concern_stands_on_top(desk: Desk) -> None:
    """Before everything else, also when the citizen has been spoken with, and in a pipe."""
    desk("opkald", desk.new("--underretning"), "--udfald", "talt_med")
    for shown in (desk.terminal().stdout, desk().stdout):
        assert shown.startswith("2026-0001: bekymring for et barn.")


def test_the_morning_run_that_did_not_come(desk: Desk) -> None:
    """When cron has run once, its absence at noon of a weekday is told, and that of a weekend is none."""
    desk.new()
    assert "Morgenlisten" not in desk.at("2026-11-20T13:00").terminal().stdout
    desk.at("2026-11-19T07:00")("frister", "--cron")
    assert "Morgenlisten" not in desk.at("2026-11-20T08:00").terminal().stdout
    missed = "Morgenlisten er sidst kørt torsdag 19. november 2026 kl. 07.00. Se efter linjen i crontab"
    assert missed in " ".join(desk.at("2026-11-20T13:00").terminal().stdout.split())
    desk.at("2026-11-20T07:00")("frister", "--cron")
    assert "Morgenlisten" not in desk.at("2026-11-23T09:00").terminal().stdout


def test_a_list_of_today_writes_nothing(desk: Desk) -> None:
    """Looking changes nothing."""
    desk.new()
    before = desk.content()
    desk.terminal()
    desk()
    assert desk.content() == before
