"""Fixtures of the office: ``klage kontor`` without a register, and with an empty one."""

import pytest

from tests.cli import Run
from tests.commands.kontor_runs import Kontor


@pytest.fixture
def bare(run: Run) -> Kontor:
    """Return ``klage kontor`` where there is no register yet."""
    return Kontor(run)


@pytest.fixture
def kontor(bare: Kontor) -> Kontor:
    """Return ``klage kontor`` with an empty register."""
    bare.create()
    return bare
