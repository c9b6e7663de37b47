"""The fault campaigns in their short forms, each in a process of its own, where it may fork."""

import subprocess
import sys

import pytest

from tests.store import support


@pytest.mark.parametrize("campaign", ["kill", "writers", "flips", "audit", "forget"])
def test_the_short_form(campaign: str) -> None:
    """Nothing acknowledged is lost, nothing is half written or silently another; the control fails."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{campaign}", "--short"],
        cwd=support.ROOT, env=support.child_environment(), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    print(done.stdout, done.stderr)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{campaign}: ")
