"""Tests of how a missing extra is installed: by this Python's own pip, from where klage came."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from klage.extra import how_to_install, origin


@pytest.mark.parametrize(
    ("noted", "came_from"),
    [
        ({"url": "file:///home/inge/klage", "dir_info": {}}, "/home/inge/klage"),
        ({"url": "file:///home/inge/mine%20ting/klage"}, "/home/inge/mine ting/klage"),
        ({"url": "https://example.org/klage.whl"}, "klage"),
        (None, "klage"),
    ],
)
def test_where_klage_came_from(tmp_path: Path, noted: dict[str, object] | None, came_from: str) -> None:
    """The folder that pip noted; a name where it came from elsewhere or nothing is noted."""
    installed = tmp_path / "klage-0.1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: klage\nVersion: 0.1.0\n")
    if noted is not None:
        (installed / "direct_url.json").write_text(json.dumps(noted))
    assert _said_with(tmp_path, "print(extra.origin())") == came_from


def test_klage_that_is_not_installed(tmp_path: Path) -> None:
    """Run from its source folder by a Python that does not have it, its name is all there is."""
    assert _said_with(tmp_path, "print(extra.origin())") == "klage"


def test_the_line_can_be_pasted() -> None:
    """It names the Python that runs klage in full, and no shell reads the brackets."""
    line = how_to_install("kontor")
    assert line.startswith(f"{sys.executable} -m pip install ")
    assert line.endswith(f"'{origin()}[kontor]'")


def _said_with(packages: Path, code: str) -> str:
    """Run code with no other packages than those in a folder."""
    setup = f"import sys; sys.path = [{str(packages)!r}, {str(Path(__file__).parents[1])!r}, *sys.path]; "
    program = f"{setup}from klage import extra; {code}"
    done = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()
