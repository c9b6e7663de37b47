"""What the columns of files were said to be: kept, replaced, forgotten, and no part of the history."""

from pathlib import Path

from klage.store import history, layouts
from tests.store.support import NOW, fill, opened


def test_columns_are_kept_until_they_are_forgotten(tmp_path: Path) -> None:
    """The newest holds; another layout knows nothing, and the history is not touched."""
    fill(tmp_path / "klage.db", open_cases=1)
    with opened(tmp_path / "klage.db") as register:
        before = history.head(register.connection)
        layouts.keep(register, "a", {"sendt": "received_at"}, NOW)
        layouts.keep(register, "a", {"sendt": "received_at", "ærø": "-"}, NOW)
        assert layouts.find(register, "a") == {"sendt": "received_at", "ærø": "-"}
        assert layouts.find(register, "b") == {}
        assert [layouts.forget(register, key) for key in ("a", "a", "b")] == [True, False, False]
        assert layouts.find(register, "a") == {}
        assert history.head(register.connection) == before
