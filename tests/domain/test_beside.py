"""What a file holds beside the cases: which kind a line is, and how many of each are told."""

from collections import Counter

from klage.domain import beside
from klage.domain.beside import Beside
from klage.domain.learning.example import Told
from klage.domain.learning.learning import Learning
from klage.domain.learning.recommendation import Numbered


def test_a_line_says_what_it_is() -> None:
    """One without a kind, or with one that nobody knows, is taken for a case and fails as one."""
    assert beside.kind_of({"record": "lesson"}) is beside.KINDS["lesson"]
    assert beside.kind_of({"record": "example"}) is beside.KINDS["example"]
    assert beside.kind_of({"record": "recommendation"}) is beside.KINDS["recommendation"]
    assert (
        beside.kind_of({"record": "opskrift"})
        is beside.kind_of({})
        is beside.kind_of({"record": None})
        is None
    )


def test_every_kind_may_say_what_it_is() -> None:
    """The key that tells the kinds apart is one that each of them knows."""
    assert all("record" in kind.keys for kind in beside.KINDS.values())


def test_how_many_of_each() -> None:
    """Cases are told when there is nothing else, the others when there are any."""
    one: Counter[type[Beside]] = Counter({Learning: 1, Told: 2})
    assert beside.counted(3, one) == "3 sager, 1 læringspunkt og 2 eksempler"
    assert beside.counted(0, Counter({Numbered: 1})) == "1 anbefaling"
    assert beside.counted(0, Counter()) == "0 sager"
    assert beside.named(one) == "læringspunkterne og eksemplerne"
