"""When a centre that writes nothing is silent, and when that is simply its way."""

from collections.abc import Sequence
from math import exp

#: A stretch of empty weeks this unlikely, at the centre's own pace, is silence.
UNLIKELY = 0.01
#: Weeks before a stretch over which the pace is taken.
PACE_WEEKS = 52


def silent_weeks(counts: Sequence[int], *, least: int) -> list[bool]:
    """For each week whether the centre was silent; weeks before its first entry are, for they say nothing either."""
    silent = [False] * len(counts)
    first = next((index for index, count in enumerate(counts) if count), len(counts))
    silent[:first] = [True] * first
    start = None
    for index in range(first, len(counts) + 1):
        if index < len(counts) and not counts[index]:
            start = index if start is None else start
            continue
        if start is not None and is_silence(counts[:start], index - start, least=least):
            silent[start:index] = [True] * (index - start)
        start = None
    return silent


def is_silence(before: Sequence[int], empty: int, *, least: int) -> bool:
    """Whether `empty` weeks without an entry are more than this centre's quiet ways explain."""
    past = before[-PACE_WEEKS:]
    pace = sum(past) / len(past) if past else 0.0
    return empty >= least and exp(-pace * empty) < UNLIKELY
