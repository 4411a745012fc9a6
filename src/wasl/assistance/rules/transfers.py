"""Handing a dossier over to another centre: proposed, allowed by the delegate, accepted or refused there."""

from enum import StrEnum


class TransferState(StrEnum):
    PROPOSED = "proposed"
    ALLOWED = "allowed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_ALLOWED = "not_allowed"
    WITHDRAWN = "withdrawn"


_S = TransferState
NEXT_TRANSFER: dict[TransferState, frozenset[TransferState]] = {
    _S.PROPOSED: frozenset({_S.ALLOWED, _S.NOT_ALLOWED, _S.WITHDRAWN}),
    _S.ALLOWED: frozenset({_S.ACCEPTED, _S.REFUSED, _S.WITHDRAWN}),
    _S.ACCEPTED: frozenset(),
    _S.REFUSED: frozenset(),
    _S.NOT_ALLOWED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
TRANSFER_OPEN = frozenset({_S.PROPOSED, _S.ALLOWED})


class WhyRefused(StrEnum):
    """Why a transfer is not allowed, or not taken."""

    NO_PLACE = "NO_PLACE"
    NOT_OURS = "NOT_OURS"
    STAYS = "STAYS"
    INCOMPLETE = "INCOMPLETE"
    OTHER = "OTHER"


class WhyMoved(StrEnum):
    """Why a dossier goes to another centre."""

    MOVED_HOME = "MOVED_HOME"
    NEARER = "NEARER"
    SPECIALISED = "SPECIALISED"
    SAFETY = "SAFETY"
    CLOSING = "CLOSING"
