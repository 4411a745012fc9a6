"""How many alerts a reader is shown, in which order, and how sure each is."""

from collections.abc import Sequence
from enum import StrEnum


class Sure(StrEnum):
    """In three words, by the share of false ones among those at least as clear (Benjamini–Hochberg)."""

    CLEAR = "clear"
    LIKELY = "likely"
    UNSURE = "unsure"


_CLEAR, _LIKELY = 0.01, 0.10
#: Baselines that stand on little history are never called clear.
THIN = frozenset({"peers", "borrowed", "none"})


def threshold(*, budget: float, tests: int) -> float:
    """The p-value below which `tests` of nothing give `budget` false alarms; never above one in twenty."""
    return min(0.05, budget / tests) if tests else 0.0


def false_shares(p_values: Sequence[float], *, tests: int) -> list[float]:
    """For each, the share of false alarms among those at least as clear, of `tests` made in the reader's territory."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    shares = [1.0] * len(p_values)
    least = 1.0
    for rank in range(len(order), 0, -1):
        least = min(least, p_values[order[rank - 1]] * tests / rank)
        shares[order[rank - 1]] = least
    return shares


def how_sure(share: float, *, rung: str) -> Sure:
    if share <= _CLEAR and rung not in THIN:
        return Sure.CLEAR
    return Sure.LIKELY if share <= _LIKELY else Sure.UNSURE
