"""A signal is what a person reports from the field: what, where, how many, how sure. Never about somebody one could
recognise: a child or a victim is told to who protects, a family is received."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from wasl.core.figures import Counted, Qualifier
from wasl.watch.rules.personal_words import personal_in


class About(StrEnum):
    """Whom a signal is about; only MANY is written down here."""

    MANY = "many"
    FAMILY = "family"
    PROTECTION = "protection"


class Source(StrEnum):
    """How sure it is, in the words of who reports: seen, told by whoever saw it, or only heard."""

    SEEN = "seen"
    TOLD = "told"
    RUMOUR = "rumour"


class SignalState(StrEnum):
    NEW = "new"
    CHECKING = "checking"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    CLOSED = "closed"
    JOINED = "joined"


_S = SignalState
NEXT_SIGNAL: dict[SignalState, frozenset[SignalState]] = {
    _S.NEW: frozenset({_S.CHECKING, _S.CONFIRMED, _S.DISMISSED, _S.JOINED}),
    _S.CHECKING: frozenset({_S.CONFIRMED, _S.DISMISSED, _S.JOINED}),
    _S.CONFIRMED: frozenset({_S.CLOSED, _S.JOINED}),
    _S.DISMISSED: frozenset({_S.CHECKING}),
    _S.CLOSED: frozenset({_S.CHECKING}),
    # Taken out again, it is where it was: `undo_join` knows.
    _S.JOINED: frozenset(),
}
OPEN_SIGNAL = frozenset({_S.NEW, _S.CHECKING, _S.CONFIRMED})
#: What may be sent to others: it need not be confirmed first.
SENDABLE = OPEN_SIGNAL


class WhyDismissed(StrEnum):
    """Why what was reported is put aside."""

    NOT_FOUND = "not_found"
    CAMPAIGN = "campaign"
    NEW_CENTRE = "new_centre"
    MISTAKE = "mistake"
    OVER = "over"


class Outcome(StrEnum):
    """What became of what was reported."""

    HELPED = "helped"
    PARTLY = "partly"
    ELSEWHERE = "elsewhere"
    NOTHING = "nothing"


class Found(StrEnum):
    """What a visit found."""

    AS_TOLD = "as_told"
    WORSE = "worse"
    LESS = "less"
    NOTHING = "nothing"
    NO_ACCESS = "no_access"


class SignalFault(StrEnum):
    """Why a signal, or a step of it, is not accepted."""

    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_PLACE = "unknown_place"
    PROTECTION = "protection"
    FAMILY = "family"
    PERSONAL = "personal"
    NO_COUNT = "no_count"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    NOT_YET = "not_yet"
    TOO_OLD = "too_old"
    OTHER_CONTENT = "other_content"
    STATE = "state"
    NO_REASON = "no_reason"
    NO_OUTCOME = "no_outcome"
    SAME_SIGNAL = "same_signal"
    NOT_THE_SAME = "not_the_same"
    NO_RECEIVER = "no_receiver"
    SAME_UNIT = "same_unit"
    ALREADY_SENT = "already_sent"
    NOT_THE_RECEIVER = "not_the_receiver"


#: A number in a small place could point at somebody: told of a province and a month only, without words.
COARSE = frozenset({"VIOLENCE"})
COUNTED = (Counted.PERSON, Counted.HOUSEHOLD, Counted.ESTABLISHMENT)
QUALIFIERS = (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.MORE_THAN, Qualifier.LESS_THAN)
MOST = 1_000_000
MOST_WORDS = 2_000
OLDEST = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What was told. `count` None: not said; `place_code` is a commune's, or a province's for what is kept coarse."""

    kind: str
    place_code: str
    observed_on: date
    source: Source
    count: int | None = None
    counted: Counted = Counted.PERSON
    qualifier: Qualifier = Qualifier.ABOUT
    douar: str = ""
    landmark: str = ""
    words: str = ""


def fault_of_signal(what: What, *, about: str, today: date, is_confirmed: bool) -> SignalFault | None:
    """`is_confirmed` says that the numbers in the words are nobody's."""
    if about != About.MANY:
        return SignalFault.PROTECTION if about == About.PROTECTION else SignalFault.FAMILY
    if what.count is not None and not 1 <= what.count <= MOST:
        return SignalFault.TOO_MANY if what.count > MOST else SignalFault.NO_COUNT
    if len(what.words) > MOST_WORDS or len(what.douar) > 120 or len(what.landmark) > 200:
        return SignalFault.TOO_LONG
    if what.observed_on > today:
        return SignalFault.NOT_YET
    if what.observed_on < today - OLDEST:
        return SignalFault.TOO_OLD
    if not is_confirmed and personal_in(what.words, what.douar, what.landmark):
        return SignalFault.PERSONAL
    return None


def coarsened(what: What, *, province_code: str) -> What:
    """As it is kept: of what could point at a victim only the province and the month stay."""
    if what.kind not in COARSE:
        return what
    return replace(
        what, place_code=province_code, observed_on=what.observed_on.replace(day=1), douar="", landmark="", words=""
    )


def may_be_same(one: What, other: What, *, days: int, near: frozenset[str]) -> bool:
    """One event told twice: the same thing, a few days apart, in communes near each other (`near` holds those of
    `one`, its own included)."""
    if one.kind != other.kind or other.place_code not in near:
        return False
    return abs((one.observed_on - other.observed_on).days) <= days


def fault_of_move(*, state: str, to: SignalState, reason: str = "", outcome: str = "") -> SignalFault | None:
    if to not in NEXT_SIGNAL[SignalState(state)]:
        return SignalFault.STATE
    if to == SignalState.DISMISSED and reason not in set(WhyDismissed):
        return SignalFault.NO_REASON
    if to == SignalState.CLOSED and outcome not in set(Outcome):
        return SignalFault.NO_OUTCOME
    return None


def fault_of_visit(
    *, visited_on: date, today: date, observed_on: date, words: str, count: int | None, is_confirmed: bool
) -> SignalFault | None:
    if visited_on > today:
        return SignalFault.NOT_YET
    if visited_on < observed_on:
        return SignalFault.TOO_OLD
    if count is not None and not 0 <= count <= MOST:
        return SignalFault.TOO_MANY
    if len(words) > MOST_WORDS:
        return SignalFault.TOO_LONG
    return SignalFault.PERSONAL if not is_confirmed and personal_in(words) else None


def seconds_taken(*, opened_at: datetime, written_at: datetime) -> int:
    """How long the form was open: the promise is under a minute."""
    return max(0, int((written_at - opened_at).total_seconds()))
