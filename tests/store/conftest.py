"""Fixtures of the store: a new register in a folder of its own."""

from pathlib import Path

import pytest

from klage.store.register import create_register


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Create an empty register and return where it lies."""
    place = tmp_path / "kontor" / "klage.db"
    create_register(place)
    return place
