"""Signals about children: how they come, what becomes of them, which may be about one event, who is on duty."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wasl.core.folding import search_key


class Way(StrEnum):
    """How a signal came; it says nothing of who gave it."""

    PHONE = "phone"
    POST = "post"
    SCHOOL = "school"
    VISIT = "visit"
    PARTNER = "partner"


class SignalState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    FOLLOWED = "followed"
    JOINED = "joined"
    DISMISSED = "dismissed"


NEXT_SIGNAL: dict[SignalState, frozenset[SignalState]] = {
    SignalState.WAITING: frozenset(
        {SignalState.TAKEN, SignalState.FOLLOWED, SignalState.JOINED, SignalState.DISMISSED}
    ),
    SignalState.TAKEN: frozenset({SignalState.FOLLOWED, SignalState.JOINED, SignalState.DISMISSED}),
    SignalState.FOLLOWED: frozenset({SignalState.JOINED}),
    SignalState.JOINED: frozenset({SignalState.TAKEN}),
    SignalState.DISMISSED: frozenset({SignalState.TAKEN}),
}
OPEN_SIGNAL = frozenset({SignalState.WAITING, SignalState.TAKEN})


class WhyDismissed(StrEnum):
    NO_CHILD = "no_child"
    NO_FACTS = "no_facts"
    OTHER_BODY = "other_body"
    UNREACHABLE = "unreachable"


class SignalFault(StrEnum):
    """Why a signal is not accepted or does not move; the screens have one sentence for each."""

    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    UNKNOWN_PLACE = "unknown_place"
    UNKNOWN_SITUATION = "unknown_situation"
    NOT_YET = "not_yet"
    NO_CHILD = "no_child"
    TOO_MANY = "too_many"
    AGE = "age"
    REPORTER_NAMED = "reporter_named"
    STATE = "state"
    SAME_SIGNAL = "same_signal"
    NO_REASON = "no_reason"
    HAS_CASE = "has_case"
    ALONE = "alone"
    NOT_NAMED = "not_named"
    OTHER_CONTENT = "other_content"
    DUTY_TIMES = "duty_times"
    DUTY_OVERLAPS = "duty_overlaps"
    DUTY_AGENT = "duty_agent"


MOST_CHILDREN = 12
MOST_SIGNS = 10_000
ADULT_AGE = 18
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Child:
    """A child as the caller says: everything may be unknown. `age` in years."""

    name: str = ""
    sex: str = "X"
    age: int | None = None
    described: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared of two signals."""

    commune_code: str
    received_at: datetime
    children: Sequence[Child]


def fault_of_signal(
    *, words: str, children: Sequence[Child], received_at: datetime, now: datetime
) -> SignalFault | None:
    if not words.strip():
        return SignalFault.NO_WORDS
    if len(words) > MOST_SIGNS or any(len(one.described) > 2_000 or len(one.name) > 120 for one in children):
        return SignalFault.TOO_LONG
    if received_at > now + timedelta(minutes=10):
        return SignalFault.NOT_YET
    if not children:
        return SignalFault.NO_CHILD
    if len(children) > MOST_CHILDREN:
        return SignalFault.TOO_MANY
    return SignalFault.AGE if any(one.age is not None and one.age >= ADULT_AGE for one in children) else None


def names_in(words: Iterable[str], name: str) -> bool:
    """Whether any of the texts holds a part of the name, in whatever spelling of the same letters."""
    parts = set(_WORD.findall(search_key(name)))
    return any(parts & set(_WORD.findall(search_key(text))) for text in words)


def may_be_same(one: Told, other: Told, *, days: int) -> bool:
    """Close in time, one commune, and a child of both who could be the same."""
    if abs(one.received_at - other.received_at) > timedelta(days=days):
        return False
    if one.commune_code and other.commune_code and one.commune_code != other.commune_code:
        return False
    return any(_same_child(left, right) for left in one.children for right in other.children)


def _same_child(one: Child, other: Child) -> bool:
    if {one.sex, other.sex} == {"F", "M"}:
        return False
    if one.age is not None and other.age is not None and abs(one.age - other.age) > 2:
        return False
    return not (one.name and other.name) or names_in([one.name], other.name)
