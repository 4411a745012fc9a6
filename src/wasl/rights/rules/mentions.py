"""Whether a text names somebody. Doubt counts as yes: what is withheld can be asked for again, what is handed over
cannot be taken back."""

from collections.abc import Iterable
from enum import StrEnum

from wasl.people.linkage.likeness import Likeness, compare
from wasl.people.linkage.names import loose_words


class Role(StrEnum):
    """Why somebody who is not its subject is named in a file."""

    REPORTER = "REPORTER"
    ACCUSED = "ACCUSED"
    RELATIVE = "RELATIVE"
    OTHER = "OTHER"


_HEARD = frozenset({Likeness.SAME, Likeness.OTHER_SCRIPT, Likeness.OTHER_SPELLING, Likeness.NEAR})


def is_named_in(text: str, given_name: str) -> bool:
    """Whether one of the words of `given_name` is heard in the text, in either script and however it is spelled."""
    sought = loose_words(given_name)
    return any(compare(word, each) in _HEARD for word in loose_words(text) for each in sought)


def names_one_of(text: str, names: Iterable[str]) -> bool:
    return any(is_named_in(text, name) for name in names)
