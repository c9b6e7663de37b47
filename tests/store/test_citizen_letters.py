"""The office's own letters: kept as settings, in the history, and undone like everything else."""

from pathlib import Path

from klage.domain.citizen_letter import TEMPLATES
from klage.store import citizen_letters as letters
from klage.store import history
from tests.store import support


def test_an_own_letter_takes_the_place_of_klages(path: Path) -> None:
    """Until it is reset; each is by itself, and every change is in the history."""
    with support.opened(path, writing=True) as register:
        assert letters.own(register, "aftale") is None
        assert letters.text(register, "aftale") == TEMPLATES["aftale"].text
        for new in ("Hej {navn}\n", "Hej igen {navn}\n"):
            with support.changing(register, command="kontor skabeloner") as writer:
                letters.put(writer, "aftale", new)
            assert letters.text(register, "aftale") == letters.own(register, "aftale") == new
        assert letters.text(register, "kvittering") == TEMPLATES["kvittering"].text
        with support.changing(register, command="kontor skabeloner") as writer:
            assert letters.reset(writer, "aftale")
            assert not letters.reset(writer, "kvittering")
        assert letters.own(register, "aftale") is None
        assert history.head(register.connection).group_no == 3
        assert history.problems(register.connection) == []
