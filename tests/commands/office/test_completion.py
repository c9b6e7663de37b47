"""``klage kontor udfyldning``: shown, installed, and taken away, without a register."""

from tests.desk import Desk


def test_installed_for_the_users_own_shell(desk: Desk) -> None:
    """Says where it lies, how to try it and how to undo it; again and away say what is so."""
    env = {"SHELL": "/bin/zsh"}
    said = desk("kontor", "udfyldning", "--installer", env=env).stdout.splitlines()
    home = desk.run.home
    assert said == [
        f"Tab-udfyldning i zsh er slået til. Den ligger i {home}/data/klage/udfyldning.zsh og læses af {home}/.zshrc.",
        "Åbn et nyt vindue, skriv klage og et mellemrum, og tryk på Tab.",
        "Fortryd det med klage kontor udfyldning --fjern.",
    ]
    again = desk("kontor", "udfyldning", "zsh", "--installer").stdout
    assert again == "Tab-udfyldning i zsh var allerede slået til.\n"
    assert desk("kontor", "udfyldning", "--fjern", env=env).stdout == "Tab-udfyldning i zsh er slået fra.\n"
    assert (
        desk("kontor", "udfyldning", "--fjern", env=env).stdout
        == "Tab-udfyldning i zsh var ikke slået til.\n"
    )
    assert (home / ".zshrc").read_text() == ""
    assert not desk.path.exists()


def test_fish_reads_its_own_folder(desk: Desk) -> None:
    """So no other file is touched."""
    said = desk("kontor", "udfyldning", "fish", "--installer").stdout
    assert "config/fish/completions/klage.fish." in said
    assert "læses af" not in said


def test_shown_before_it_is_written(desk: Desk) -> None:
    """The script alone on stdout, so that it can be piped; at a terminal also how to go on."""
    shown = desk("kontor", "udfyldning", "bash")
    assert shown.stdout.startswith("# Tab-udfyldning af klage i bash")
    assert shown.stderr == ""
    at_terminal = desk("kontor", "udfyldning", "bash", terminal=True)
    assert at_terminal.stdout == shown.stdout
    assert at_terminal.stderr == "Slå det til med klage kontor udfyldning --installer.\n"


def test_what_is_refused(desk: Desk) -> None:
    """An unknown shell, and two wishes at once; nothing is written."""
    asks = "Tab-udfyldning findes til bash, zsh eller fish. Skriv, hvilken du bruger.\n"
    assert desk.refused("kontor", "udfyldning", "powershell", code=2) == asks
    assert desk("kontor", "udfyldning", code=2, env={"SHELL": "/bin/csh"}).stderr == asks
    assert "ad gangen" in desk.refused("kontor", "udfyldning", "bash", "--installer", "--fjern", code=2)
    assert not (desk.run.home / ".bashrc").exists()
