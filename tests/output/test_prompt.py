"""Questions: what is asked, which answers are understood, and how wrong ones are explained."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.errors import InvalidValueError
from klage.output.prompt import Prompter, matching, matching_several, option_lines
from tests.cli import Stream

CHANNELS = (
    ("telefon", "Telefon"),
    ("brev", "Brev"),
    ("mail", "E-mail"),
    ("digital_post", "Digital Post"),
    ("fremmoede", "Fremmøde"),
    ("aeldreraad", "Ældreråd"),
)


class Dialogue:
    """A prompter with its answers written beforehand, and what it said."""

    def __init__(self, typed: str) -> None:
        self._said = io.StringIO()
        self.prompter = Prompter(io.StringIO(typed), self._said)

    @property
    def said(self) -> str:
        """Everything written to stderr."""
        return self._said.getvalue()


def whole_number(answer: str) -> int:
    """Parse digits, as a command's parser would."""
    if not answer.isdigit():
        raise InvalidValueError("Skriv et helt tal.")
    return int(answer)


def test_ask_returns_the_answer() -> None:
    """The answer comes back without the spaces around it, and the question is on stderr."""
    dialogue = Dialogue("  Åse Berg \r\n")
    assert dialogue.prompter.ask("Navn") == "Åse Berg"
    assert dialogue.said == "Navn: "


def test_ask_with_default() -> None:
    """An empty answer stands for the default, which is shown and parsed; without one it is empty."""
    dialogue = Dialogue("\n\n")
    assert dialogue.prompter.ask("Antal", default="3", parse=whole_number) == 3
    assert dialogue.prompter.ask("Telefon?") == ""
    assert dialogue.said == "Antal [3]: Telefon? "


def test_a_question_has_its_own_mark() -> None:
    """A label gets a colon; a question does not, also when what may be answered stands after it."""
    dialogue = Dialogue("a\nb\nc\n")
    for question in ("Hvem gør det? (Enter for ingen)", "Hvem? Navn og telefon", "Navn"):
        dialogue.prompter.ask(question)
    assert dialogue.said == "Hvem gør det? (Enter for ingen) Hvem? Navn og telefon: Navn: "


def test_ask_explains_and_asks_again() -> None:
    """A refused answer is followed by the parser's own sentence and the question once more."""
    dialogue = Dialogue("to\n2\n")
    assert dialogue.prompter.ask("Antal", parse=whole_number) == 2
    assert dialogue.said == "Antal: Skriv et helt tal.\nAntal: "


def test_five_wrong_answers_from_a_file_are_enough() -> None:
    """The fifth refusal is raised for the caller to show; the sixth answer is never read."""
    dialogue = Dialogue("a\n" * 5 + "6\n")
    with pytest.raises(InvalidValueError, match="Skriv et helt tal"):
        dialogue.prompter.ask("Antal", parse=whole_number)
    assert dialogue.said.count("Antal: ") == 5
    assert dialogue.said.count("Skriv et helt tal.") == 4
    assert dialogue.prompter.ask("Antal") == "6"


def test_end_of_input_passes_through() -> None:
    """Ctrl-D at any question is the caller's to handle."""
    prompter = Dialogue("").prompter
    for question in (
        lambda: prompter.ask("Navn"),
        lambda: prompter.confirm("Ok?"),
        lambda: prompter.choose("Kanal", CHANNELS),
        lambda: prompter.text_block("Hvad er der sket?"),
    ):
        with pytest.raises(EOFError):
            question()


def test_a_question_cannot_be_forged() -> None:
    """A citizen's words inside a question or a default are made safe."""
    dialogue = Dialogue("\n\n")
    dialogue.prompter.ask("Ret \x1b[2J[/]\nSag lukket", default="a\nb")
    dialogue.prompter.choose("\x9b31m", [("a", "x\ny")])
    assert dialogue.said.startswith("Ret ␛[2J[/] ⏎ Sag lukket [a ⏎ b]: ⟨U+009B⟩31m\n  1 x ⏎ y\n")


@pytest.mark.parametrize(
    ("typed", "default", "meant"),
    [
        ("j", None, True),
        ("JA", None, True),
        ("n", None, False),
        ("Nej", True, False),
        ("", True, True),
        ("", False, False),
        ("y", None, True),
        ("No", True, False),
        ("måske\nok\nja", None, True),
        ("\nn", None, False),
    ],
)
def test_confirm(typed: str, default: bool | None, meant: bool) -> None:
    """Ja and nej are understood, whole or by their letter, in English too; anything else is asked again."""
    dialogue = Dialogue(f"{typed}\n")
    assert dialogue.prompter.confirm("Talte du selv med borgeren?", default) is meant
    hint = {True: "[J/n]", False: "[j/N]", None: "[j/n]"}[default]
    assert dialogue.said.startswith(f"Talte du selv med borgeren? {hint} ")
    assert dialogue.said.count("Svar ja eller nej.\n") == typed.count("\n")


def test_choose_shows_a_compact_list() -> None:
    """The options stand in columns under the question, and the default is named by its label."""
    dialogue = Dialogue("\n")
    assert dialogue.prompter.choose("Hvordan kom klagen?", CHANNELS, default="mail") == "mail"
    assert dialogue.said == (
        "Hvordan kom klagen?\n"
        "  1 Telefon        3 E-mail         5 Fremmøde\n"
        "  2 Brev           4 Digital Post   6 Ældreråd\n"
        "Nummer eller ord [E-mail]: "
    )


def test_choose_without_default() -> None:
    """An empty answer chooses nothing."""
    assert Dialogue("\n").prompter.choose("Kanal", CHANNELS) is None


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("2", "brev"),
        ("digital_post", "digital_post"),
        ("Digital Post", "digital_post"),
        ("b", "brev"),
        ("E-M", "mail"),
        ("fremmø", "fremmoede"),
        ("FREMMOE", "fremmoede"),
        ("ældre", "aeldreraad"),
        ("Aeldreraa", "aeldreraad"),
        ("ældrera\u030a", "aeldreraad"),
    ],
)
def test_matching(answer: str, code: str) -> None:
    """Number, code, label or the beginning of one names an option, with or without Danish letters."""
    assert matching(answer, CHANNELS) == code


def test_matching_prefers_what_is_written_in_full() -> None:
    """A word that is one option and the beginning of another means the first."""
    options = (("sag", "Sag"), ("sagsbehandling", "Sagsbehandling"))
    assert matching("SAG", options) == "sag"


def test_codes_that_are_numbers_are_what_to_type() -> None:
    """Where the codes are numbers themselves, the list shows them and not places in it."""
    options = (("3", "Alvorlig"), ("2", "Mellem"), ("1", "Let"))
    assert matching("3", options) == "3"
    assert option_lines(options) == ["  3 Alvorlig   2 Mellem     1 Let"]


def test_matching_refuses_what_it_cannot_be_sure_of() -> None:
    """None and several are two different sentences, and the answer itself is not repeated in them."""
    with pytest.raises(InvalidValueError, match="Det står ikke på listen") as none:
        matching("0101011234", CHANNELS)
    with pytest.raises(InvalidValueError, match=r"flere \(Bo, Børn\)"):
        matching("b", (("a", "Bo"), ("c", "Børn")))
    assert "0101011234" not in none.value.sentence


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ("1", ("telefon",)),
        ("2, 1,brev,", ("brev", "telefon")),
        ("Pleje, hjem", ("pleje",)),
        ("tel, pleje", ("telefon", "pleje")),
    ],
)
def test_matching_several(answer: str, codes: tuple[str, ...]) -> None:
    """Several options are named with commas between, each once; a label with a comma is one option."""
    options = (*CHANNELS[:2], ("pleje", "Pleje, hjemmehjælp"))
    assert matching_several(answer, options) == codes


def test_choose_several() -> None:
    """A wrong part is explained; an empty answer gives the default."""
    dialogue = Dialogue("xyz\nbrev,zzz\n1,3\n\n\n")
    assert dialogue.prompter.choose_several("Temaer", CHANNELS) == ("telefon", "mail")
    assert dialogue.said.count("Det står ikke på listen.") == 2
    assert dialogue.prompter.choose_several("Temaer", CHANNELS) == ()
    assert dialogue.prompter.choose_several("Temaer", CHANNELS, ("brev", "mail")) == ("brev", "mail")
    assert dialogue.said.endswith("Et eller flere, med komma imellem [Brev, E-mail]: ")


@given(st.lists(st.text(max_size=60).map(lambda label: f"L{label}"), min_size=1, max_size=40))
def test_options_fit_the_screen(labels: list[str]) -> None:
    """Every option has its number, and no line is longer than 80 characters."""
    lines = option_lines([(f"kode_{position}", label) for position, label in enumerate(labels)])
    assert all(len(line) <= 80 for line in lines)
    assert all(any(f"{number + 1:>3} L" in line for line in lines) for number in range(len(labels)))


def test_a_very_long_label_is_wrapped() -> None:
    """A label longer than the screen is wrapped, not cut."""
    lines = option_lines([("a", "ord " * 40)])
    assert len(lines) > 1
    assert "".join(lines).split() == ["1", *["ord"] * 40]


@pytest.mark.parametrize("end", ["\n", ".\n", ""])
def test_text_block(end: str) -> None:
    """Lines are collected until an empty one, a full stop, or the end of input."""
    dialogue = Dialogue(f"Hjælpen kom ikke.\n  To gange.\n{end}")
    assert dialogue.prompter.text_block("Hvad er der sket?") == "Hjælpen kom ikke.\n  To gange."
    assert dialogue.said == "Hvad er der sket? (slut med en tom linje)\n"


def test_empty_text_block() -> None:
    """An empty line at once is an empty text."""
    assert Dialogue("\n").prompter.text_block("Andet?") == ""


def test_what_is_said_fits_the_terminal() -> None:
    """A sentence is wrapped and choices stand in columns; whoever listens gets one line each."""
    options = [("a", "Talt med borgeren"), ("b", "Ikke truffet")]
    sentence = "Det ligger i fremtiden; skriv, hvornår det skete."
    for plain, shown in (
        (False, ["Hvordan gik opkaldet?", "  1 Talt med borgeren   2 Ikke truffet"]),
        (True, ["Hvordan gik opkaldet?", "  1 Talt med borgeren", "  2 Ikke truffet"]),
    ):
        stderr = Stream(terminal=True)
        prompter = Prompter(io.StringIO("1\nx\n1\n"), stderr, width=45, plain=plain)
        prompter.choose("Hvordan gik opkaldet?", options)
        assert stderr.text().splitlines()[: len(shown)] == shown
        prompter.ask("Hvornår?", parse=refuse_once(sentence))
        assert (sentence in stderr.text()) is plain
        assert " ".join(stderr.text().split()).count(sentence) == 1


def test_what_enter_stands_for_is_said_in_words_to_whoever_listens() -> None:
    """Brackets and a large letter are for the eye alone."""
    stderr = Stream(terminal=True)
    prompter = Prompter(io.StringIO("\n" * 6 + "ja\n"), stderr, plain=True)
    options = [("a", "Ikke truffet"), ("b", "Afbrudt")]
    assert prompter.ask("Hvem gør det?", default="borgervejleder") == "borgervejleder"
    assert prompter.ask("Afdeling") == ""
    assert prompter.choose("Hvordan?", options, "b") == "b"
    assert prompter.choose_several("Hvilke?", options, ("a", "b")) == ("a", "b")
    assert (prompter.confirm("Nu?", default=True), prompter.confirm("Nu?", default=False)) == (True, False)
    assert prompter.confirm("Nu?")
    assert stderr.text() == (
        "Hvem gør det? (Enter for borgervejleder) Afdeling: "
        "Hvordan?\n  1 Ikke truffet\n  2 Afbrudt\nNummer eller ord (Enter for Afbrudt): "
        "Hvilke?\n  1 Ikke truffet\n  2 Afbrudt\n"
        "Et eller flere, med komma imellem (Enter for Ikke truffet, Afbrudt): "
        "Nu? (ja eller nej, Enter for ja) Nu? (ja eller nej, Enter for nej) Nu? (ja eller nej) "
    )


def refuse_once(sentence: str) -> Callable[[str], str]:
    """Return what refuses the answer x with a sentence."""

    def parse(answer: str) -> str:
        if answer == "x":
            raise InvalidValueError(sentence)
        return answer

    return parse
