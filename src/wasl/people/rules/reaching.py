"""How a person may be reached, for one purpose: the only place where it is decided.

What she chose comes first. Where a woman or a child is protected, and in nominative files, nothing is sent or said by
default: only what she explicitly agreed to, on a number that is hers alone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from wasl.people.rules.consents import Answer
from wasl.people.rules.states import Contact

NOMINATIVE = 4
#: Circuits in which nothing is sent by default.
GUARDED = frozenset({"WOMEN", "CHILD"})


class Way(StrEnum):
    """SMS and VOICE (a machine that speaks) leave by a gateway; CALL is an agent who telephones; HAND is a paper given
    in her own hand, or a word when she comes; NOTHING: she comes back by herself."""

    SMS = "sms"
    VOICE = "voice"
    CALL = "call"
    HAND = "hand"
    NOTHING = "nothing"


class Purpose(StrEnum):
    """REMINDER says a day and a time and nothing else; NEWS says what it is about, or who writes."""

    REMINDER = "reminder"
    NEWS = "news"


class Because(StrEnum):
    """Why this way, for the agent who reads it."""

    CHOSEN = "chosen"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"
    NO_NUMBER = "no_number"
    NEVER = "never"
    SHARED = "shared"
    NO_CARRIER = "no_carrier"


#: What the agent wrote beside a number -> what it allows, the best first.
ALLOWED: dict[Contact, tuple[Way, ...]] = {
    Contact.CALL_SMS: (Way.SMS, Way.VOICE, Way.CALL),
    Contact.CALL: (Way.VOICE, Way.CALL),
    Contact.SMS: (Way.SMS,),
    Contact.VISIT: (),
    Contact.NEVER: (),
}
#: A machine speaks to whoever picks up: never where somebody is protected.
_NOT_WHERE_GUARDED = frozenset({Way.VOICE})
#: What may say the name of a service: an agent makes sure first of who answers.
_MAY_NAME_A_SERVICE = frozenset({Way.CALL})


@dataclass(frozen=True, slots=True)
class Line:
    """One number in use. `is_shared`: it is somebody else's, or several people answer it."""

    id: UUID
    contact: str
    level: int = 2
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """The way, the number it uses (None without one), and why."""

    way: Way
    because: Because
    line_id: UUID | None = None


def way_to_reach(
    lines: Sequence[Line],
    *,
    purpose: Purpose,
    level: int,
    circuits: Collection[str] = (),
    consent: str | None = None,
    carried: Collection[Way] = (),
) -> Reach:
    """`level` is that of the file it is about, `circuits` those it stands in, `consent` her latest answer to being
    contacted, `carried` what a gateway carries today. The first number that allows the best way is taken; one that
    fewer may read than the file is never used for it."""
    if consent in {Answer.REFUSED, Answer.WITHDRAWN}:
        return Reach(Way.NOTHING, Because.REFUSED)
    is_guarded = level >= NOMINATIVE or not GUARDED.isdisjoint(circuits)
    if is_guarded and consent != Answer.GIVEN:
        return Reach(Way.HAND, Because.NOT_ASKED)
    lines = [line for line in lines if line.level <= level]
    best: tuple[int, int] | None = None
    found: Reach | None = None
    for place, line in enumerate(lines):
        ways = ways_of(line, purpose=purpose, is_guarded=is_guarded, carried=carried)
        if ways and (best is None or (_RANK[ways[0]], place) < best):
            best, found = (_RANK[ways[0]], place), Reach(ways[0], Because.CHOSEN, line.id)
    return found or Reach(Way.HAND, _why_none(lines, purpose=purpose, is_guarded=is_guarded))


_RANK = {Way.SMS: 0, Way.VOICE: 1, Way.CALL: 2}


def ways_of(line: Line, *, purpose: Purpose, is_guarded: bool, carried: Collection[Way]) -> tuple[Way, ...]:
    """What this number allows, the best first."""
    if line.is_shared and (is_guarded or purpose == Purpose.NEWS):
        return ()
    ways = ALLOWED[Contact(line.contact)]
    if is_guarded:
        ways = tuple(way for way in ways if way not in _NOT_WHERE_GUARDED)
    if purpose == Purpose.NEWS:
        ways = tuple(way for way in ways if way in _MAY_NAME_A_SERVICE)
    return tuple(way for way in ways if way == Way.CALL or way in carried)


def _why_none(lines: Sequence[Line], *, purpose: Purpose, is_guarded: bool) -> Because:
    everything = frozenset(Way)
    if not lines:
        return Because.NO_NUMBER
    if any(ways_of(line, purpose=purpose, is_guarded=is_guarded, carried=everything) for line in lines):
        return Because.NO_CARRIER
    if all(Contact(line.contact) in {Contact.NEVER, Contact.VISIT} for line in lines):
        return Because.NEVER
    return Because.SHARED if any(line.is_shared for line in lines) else Because.NEVER
