"""``klage laering ord``: the citizens' words are shared when they have been read and approved, and not before."""

import pytest

from tests.cli import assert_danish
from tests.commands.lesson_runs import lesson, office, shown
from tests.desk import Desk

WORDS = "Det værste er ikke at vide, om nogen har set det."


@pytest.fixture
def learning(desk: Desk) -> Desk:
    """Return a desk with a lesson from case 1."""
    office(desk)
    lesson(desk, "1")
    return desk


def state(desk: Desk) -> tuple[str | None, str | None]:
    """Return the words and the day of their approval."""
    found = shown(desk)
    return found["words"], found["words_approved_on"]


def test_written_approved_and_withdrawn(learning: Desk) -> None:
    """The approval is dated; other words lose it, the same words keep it."""
    said = learning("laering", "ord", "1", "--tekst", "-", stdin=f"{WORDS}\n").stdout
    assert "er gemt, men ikke godkendt" in said
    assert state(learning) == (WORDS, None)
    assert (
        "godkendt til deling fredag 20. november 2026"
        in learning("laering", "words", "1", "--godkend").stdout
    )
    later = learning.at("2026-11-24T09:00")
    later("laering", "ord", "1", "--godkend")
    later("laering", "ord", "1", "--tekst", "-", stdin=WORDS)
    assert state(learning) == (WORDS, "2026-11-20")
    later("laering", "ord", "1", "--tekst", "-", stdin="Noget andet.")
    assert state(learning) == ("Noget andet.", None)
    later("laering", "ord", "1", "--tekst", "-", "--godkend", stdin=WORDS)
    assert state(learning) == (WORDS, "2026-11-24")
    later("laering", "ord", "1", "--træk")
    assert state(learning) == (WORDS, None)
    later("fortryd", "--ja")
    assert state(learning) == (WORDS, "2026-11-24")


def test_ret_withdraws_the_approval_too(learning: Desk) -> None:
    """And no door lets words with a person in them be approved."""
    learning("laering", "ord", "1", "--tekst", "-", "--godkend", stdin=WORDS)
    learning("laering", "ret", "1", "--json", "-", stdin='{"words": "Andre ord."}')
    assert state(learning) == ("Andre ord.", None)
    approved = '{"words": "Ring til 20 12 34 56.", "words_approved_on": "2026-11-20"}'
    assert "et telefonnummer" in learning.refused(
        "laering", "ret", "1", "--json", "-", stdin=approved, code=9
    )
    content = '{"observation": "x", "words": "Skriv til a@b.dk", "words_approved_on": "2026-11-20"}'
    refused = learning.refused("laering", "ny", "1", "--json", "-", stdin=content, code=9)
    assert "en e-mailadresse" in refused


def test_words_are_shown_as_they_may_be(learning: Desk) -> None:
    """Off a terminal only what is approved, unless names are asked for."""
    assert learning("laering", "ord", "1").stdout == "Læringspunkt 1 har ingen ord fra borgerne.\n"
    learning("laering", "ord", "1", "--tekst", "-", stdin=WORDS)
    quiet = learning("laering", "ord", "1").stdout
    assert WORDS not in quiet
    assert "Ikke godkendt til deling." in quiet
    assert WORDS in learning("laering", "ord", "1", "--med-navne").stdout
    learning("laering", "ord", "1", "--godkend")
    assert f"»{WORDS}«" in learning("laering", "ord", "1").stdout


def test_at_a_terminal_they_are_read_before_they_are_approved(learning: Desk) -> None:
    """A no keeps them for later; words with a person are saved and not approved."""
    done = learning.terminal("laering", "ord", "1", typed=f"{WORDS}\n\nn\n")
    assert f"Sådan bliver det læst:\n\n  »{WORDS}«" in done.stderr
    assert_danish(done.stderr)
    assert state(learning) == (WORDS, None)
    learning.terminal("laering", "ord", "1", typed="j\n")
    assert state(learning) == (WORDS, "2026-11-20")
    again = learning.terminal("laering", "ord", "1")
    assert "er godkendt til deling" in again.stdout
    kept = learning.terminal("laering", "ord", "1", "--tekst", "-", typed="Ring til 20 12 34 56.\n\n")
    assert "kan føre til en person" in kept.stderr
    assert state(learning) == ("Ring til 20 12 34 56.", None)


def test_a_cpr_number_is_hidden_unless_it_is_to_stay(learning: Desk) -> None:
    """And what is kept cannot be approved."""
    done = learning("laering", "ord", "1", "--tekst", "-", stdin="De spurgte om 010190-1234.")
    assert "De sidste fire cifre er skjult" in done.stderr
    assert state(learning)[0] == "De spurgte om 010190-XXXX."
    learning("laering", "ord", "1", "--tekst", "-", "--behold-tal", stdin="De spurgte om 010190-1234.")
    assert "et CPR-nummer" in learning.refused("laering", "ord", "1", "--godkend", code=9)


@pytest.mark.parametrize(
    ("line", "stdin", "code", "said"),
    [
        (("1", "--godkend"), "", 2, "ingen ord at godkende"),
        (("1", "--træk"), "", 2, "ingen ord at godkende"),
        (("1", "--tekst", "-"), " \n", 2, "ingen ord at godkende"),
        (("1", "--tekst", "Det sagde hun"), "", 2, "Skriv - her"),
        (("1", "--tekst", "-"), "Anna Åse sagde det.", 9, "ikke om personer"),
        (("1", "--godkend", "--træk"), "", 2, "kun ét af"),
        (("1", "--tekst", "-", "--træk"), "x", 2, "kun ét af"),
        (("2",), "", 3, "intet læringspunkt 2"),
    ],
)
def test_what_is_refused(learning: Desk, line: tuple[str, ...], stdin: str, code: int, said: str) -> None:
    """A refusal changes nothing."""
    assert said in learning.refused("laering", "ord", *line, stdin=stdin, code=code)


def test_a_lesson_that_is_withdrawn_is_left_alone(learning: Desk) -> None:
    """Its words are shared with nobody."""
    learning("laering", "udgaa", "1")
    assert "er udgået" in learning.refused("laering", "ord", "1", code=9)
