"""The published figures of ``data/referencetal.json``."""

import json

from klage.domain.report.reference import Reference
from klage.intake import sample


def references() -> list[Reference]:
    """Return the published figures, in the order of the file.

    Raises:
        NotFoundError: They are neither in the installed package nor in the checkout.
        ValueError: A figure of the file does not make sense.
    """
    path = sample.path().with_name("referencetal.json")
    found = json.loads(path.read_text(encoding="utf-8"))["figures"]
    return [Reference(**{**one, "own": tuple(one["own"])}) for one in found]
