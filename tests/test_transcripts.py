"""The transcripts of a document: found, run, and written anew."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import transcripts
from tests.transcripts import Shell, Step

TEXT = """\
# Titel

<!-- setup
export HVEM=verden
true
-->

```console
$ echo "hej
> $HVEM"
hej
verden
$ printf '\\033[1mfed\\033[0m   \\n> ikke tastet\\n'
fed
> ikke tastet
```

```text
$ kører ikke
```

```console
$ false
$ test -t 1 && stty size <&1
1000 72
```
"""


def test_the_steps_of_a_document() -> None:
    """What is typed, with its output under it; a setup stands among them and is not shown."""
    steps = transcripts.steps(TEXT)
    assert [step.command for step in steps] == [
        "export HVEM=verden\ntrue",
        'echo "hej\n$HVEM"',
        "printf '\\033[1mfed\\033[0m   \\n> ikke tastet\\n'",
        "false",
        "test -t 1 && stty size <&1",
    ]
    assert [step.shown for step in steps] == [False, True, True, True, True]
    assert steps[2].output == "fed\n> ikke tastet\n"


def test_they_run_in_one_shell_on_a_terminal(shell: Shell) -> None:
    """Names live on, colours and filling are gone, and a step that fails does not end the rest."""
    steps = transcripts.steps(TEXT)
    assert transcripts.run(steps, shell.environ, shell.folder) == steps


def test_a_setup_must_succeed(shell: Shell) -> None:
    """Where it fails the shell ends, so that no step runs on what is not there."""
    steps = [Step("true\nfalse", shown=False), Step("echo nej")]
    assert transcripts.run(steps, shell.environ, shell.folder) == []


def test_what_was_drawn_and_taken_away_is_not_shown(shell: Shell) -> None:
    """A bar is drawn while the cursor is hidden."""
    drawn = r"printf '\033[?25lLæser 7 %%\033[2KLæser 100 %%\n\033[?25h\033[1A\033[2Kfærdig\n'"
    assert transcripts.run([Step(drawn)], shell.environ, shell.folder)[0].output == "færdig\n"


def test_a_document_is_written_anew() -> None:
    """The same steps give the same document, others stand where they stood."""
    steps = transcripts.steps(TEXT)
    assert transcripts.rewritten(TEXT, steps) == TEXT
    changed = [step._replace(output="noget andet\n") if step.command == "false" else step for step in steps]
    assert transcripts.rewritten(TEXT, changed) == TEXT.replace("$ false\n", "$ false\nnoget andet\n")
    assert transcripts.rewritten(TEXT, []) == TEXT


@given(st.lists(st.sampled_from(TEXT.splitlines(keepends=True)), max_size=20))
def test_any_lines_are_kept(lines: list[str]) -> None:
    """Whatever order they come in, a document that nobody changed is the same."""
    text = "".join(lines)
    assert transcripts.rewritten(text, transcripts.steps(text)) == text


def test_a_wrong_line_fails(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that shows what klage does not say is named; with the switch it is mended instead."""
    monkeypatch.delenv(transcripts.SWITCH, raising=False)
    document = tmp_path / "emne.md"
    document.write_text("```console\n$ echo ja\nnej\n```\n")
    with pytest.raises(AssertionError, match="echo ja"):
        transcripts.check(document, shell)
    monkeypatch.setenv(transcripts.SWITCH, "1")
    transcripts.check(document, shell)
    assert document.read_text() == "```console\n$ echo ja\nja\n```\n"


def test_a_document_that_ends_early_fails(shell: Shell, tmp_path: Path) -> None:
    """A setup that fails is named."""
    document = tmp_path / "emne.md"
    document.write_text("<!-- setup\nfalse\n-->\n\n```console\n$ echo ja\nja\n```\n")
    with pytest.raises(AssertionError, match="ended in: false"):
        transcripts.check(document, shell)
