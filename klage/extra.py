"""How an extra of klage's is installed on this machine: with the Python that runs it, from where klage came."""

import json
import sys
from importlib.metadata import PackageNotFoundError, distribution
from shlex import quote
from urllib.parse import unquote, urlsplit


def how_to_install(extra: str) -> str:
    """Return the line that installs an extra, to be pasted into a terminal.

    Plain ``pip`` is not on the path of who runs ``.venv/bin/klage``, and belongs to another Python.

    Args:
        extra: The extra, as pyproject.toml names it.
    """
    return f"{quote(sys.executable)} -m pip install {quote(f'{origin()}[{extra}]')}"


def origin() -> str:
    """Return the folder klage was installed from, or its name where pip has noted none (PEP 610)."""
    try:
        noted = distribution("klage").read_text("direct_url.json")
    except PackageNotFoundError:  # run from its source folder, without having been installed
        noted = None
    url = urlsplit(json.loads(noted)["url"]) if noted else None
    return unquote(url.path) if url and url.scheme == "file" else "klage"
