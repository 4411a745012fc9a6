"""A proposal of contact: a person decides and says why, the household may read why and contest."""

from datetime import date
from enum import StrEnum


class ProposalState(StrEnum):
    PROPOSED = "proposed"
    CONTACT = "contact"
    REASSESS = "reassess"
    DECLINED = "declined"
    DONE = "done"
    EXPIRED = "expired"


_S = ProposalState
NEXT_PROPOSAL: dict[ProposalState, frozenset[ProposalState]] = {
    _S.PROPOSED: frozenset({_S.CONTACT, _S.REASSESS, _S.DECLINED, _S.EXPIRED}),
    _S.CONTACT: frozenset({_S.DONE, _S.DECLINED}),
    _S.REASSESS: frozenset({_S.DONE, _S.DECLINED}),
    _S.DECLINED: frozenset({_S.CONTACT, _S.REASSESS}),
    _S.DONE: frozenset(),
    _S.EXPIRED: frozenset(),
}
OPEN_PROPOSAL = frozenset({_S.PROPOSED, _S.CONTACT, _S.REASSESS})
DECISIONS = (_S.CONTACT, _S.REASSESS, _S.DECLINED)


class WhyDecided(StrEnum):
    """Beside the words: why somebody is contacted, or not."""

    EVENT = "event"
    KNOWN = "known"
    OUT_OF_DATE = "out_of_date"
    WISH = "wish"
    OTHER = "other"


class ProposalFault(StrEnum):
    STATE = "state"
    NO_REASON = "no_reason"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    EXPIRED = "expired"
    NOT_HQ = "not_hq"
    SCORE = "score"


MOST_WORDS = 2_000


def fault_of_decision(
    *, state: str, to: str, reason: str, words: str, today: date, expires_on: date
) -> ProposalFault | None:
    """Whoever decides says why, in words; what is out of date is worked out again first."""
    if to not in set(DECISIONS) or ProposalState(to) not in NEXT_PROPOSAL[ProposalState(state)]:
        return ProposalFault.STATE
    if reason not in set(WhyDecided):
        return ProposalFault.NO_REASON
    if not words.strip():
        return ProposalFault.NO_WORDS
    if len(words) > MOST_WORDS:
        return ProposalFault.TOO_LONG
    return ProposalFault.EXPIRED if today >= expires_on else None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(last, day.day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
