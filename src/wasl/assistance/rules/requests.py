"""A service that somebody asked for in a dossier: it waits until a programme takes it up or declines it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class RequestState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class RequestFault(StrEnum):
    """Why a request does not move."""

    UNKNOWN = "unknown"
    SETTLED = "settled"
    NO_REASON = "no_reason"


#: What was taken up may still be given back (no stock, the person moved); the rest stays.
NEXT: Mapping[RequestState, frozenset[RequestState]] = MappingProxyType(
    {
        RequestState.WAITING: frozenset({RequestState.TAKEN, RequestState.DECLINED, RequestState.WITHDRAWN}),
        RequestState.TAKEN: frozenset({RequestState.DECLINED}),
        RequestState.DECLINED: frozenset(),
        RequestState.WITHDRAWN: frozenset(),
    }
)


def may_become(state: str, new: RequestState) -> bool:
    return new in NEXT[RequestState(state)]
