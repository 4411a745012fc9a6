"""The life of a list of persons, and what may become of each of its rows."""

from collections.abc import Mapping
from enum import StrEnum


class ListState(StrEnum):
    """Being read, then checked, are the dry run; nothing is written to the registry before APPLYING."""

    MAPPING = "MAPPING"
    READING = "READING"
    CHECKING = "CHECKING"
    CHECKED = "CHECKED"
    APPLYING = "APPLYING"
    APPLIED = "APPLIED"
    UNDOING = "UNDOING"
    UNDONE = "UNDONE"


#: From a state to those that follow; what is applied may be applied again, for rows answered since.
NEXT: Mapping[ListState, frozenset[ListState]] = {
    ListState.MAPPING: frozenset({ListState.READING}),
    ListState.READING: frozenset({ListState.CHECKING}),
    ListState.CHECKING: frozenset({ListState.CHECKED}),
    ListState.CHECKED: frozenset({ListState.MAPPING, ListState.APPLYING}),
    ListState.APPLYING: frozenset({ListState.APPLIED}),
    ListState.APPLIED: frozenset({ListState.APPLYING, ListState.UNDOING}),
    ListState.UNDOING: frozenset({ListState.UNDONE}),
    ListState.UNDONE: frozenset(),
}
#: The worker is at work, or will be.
BUSY = frozenset({ListState.READING, ListState.CHECKING, ListState.APPLYING, ListState.UNDOING})


class RowVerdict(StrEnum):
    """NEW; TWICE: already in the list; HERE: already registered in the unit; KNOWN: certainly somebody known;
    REVIEW: likely somebody known; REFUSED; ASIDE: a total, a heading or a remark, no person."""

    NEW = "NEW"
    TWICE = "TWICE"
    HERE = "HERE"
    KNOWN = "KNOWN"
    REVIEW = "REVIEW"
    REFUSED = "REFUSED"
    ASIDE = "ASIDE"


#: What is written when the list is applied, without a question.
TAKEN = frozenset({RowVerdict.NEW, RowVerdict.KNOWN})


class RowAnswer(StrEnum):
    """To a row in review: the same person as one that is shown, none of them, or not to be taken."""

    SAME = "SAME"
    NONE = "NONE"
    LEAVE = "LEAVE"


def may_follow(state: str, wanted: ListState) -> bool:
    return wanted in NEXT[ListState(state)]
