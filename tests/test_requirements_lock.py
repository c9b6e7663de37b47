"""The lock of a release: it holds what ``pyproject.toml`` asks for, each with its hashes."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.store.support import ROOT

PINNED = re.compile(r"^([\w.-]+)==(\S+)(.*)", re.MULTILINE)


def locked() -> dict[str, tuple[Version, str]]:
    """Return each pinned package with its version and what stands after it."""
    text = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", "")
    return {canonicalize_name(name): (Version(version), rest) for name, version, rest in PINNED.findall(text)}


def test_the_lock_fits_what_is_asked_for() -> None:
    """Every dependency of the program and of its three extras is locked at a version that is asked for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    pins = locked()
    for line in (*project["dependencies"], *extras["kontor"], *extras["kryptering"], *extras["parquet"]):
        asked = Requirement(line)
        assert asked.specifier.contains(pins[canonicalize_name(asked.name)][0]), line


def test_everything_has_a_hash() -> None:
    """Pip refuses the whole lock when one line has none; no line tells of the machine it was made on."""
    pins = locked()
    assert len(pins) > 10
    assert [name for name, (_, rest) in pins.items() if "--hash=sha256:" not in rest] == []
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "file://" not in text
    assert "index-url" not in text
