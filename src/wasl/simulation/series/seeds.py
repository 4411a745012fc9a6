"""Which worlds may be looked at while detection is tuned, and which are only reported on."""

from collections.abc import Iterable

TUNING = range(1, 1000)
REPORTING = range(9000, 10000)
KINDS = {"tuning": TUNING, "reporting": REPORTING}


class UnknownSeed(ValueError):
    """The seed belongs to neither set, or seeds of both were given together."""


def one_kind(seeds: Iterable[int]) -> str:
    """ "tuning" or "reporting": a figure made of both would say nothing of unseen worlds."""
    kinds = {next((name for name, known in KINDS.items() if seed in known), "unknown") for seed in seeds}
    if len(kinds) != 1 or kinds == {"unknown"}:
        raise UnknownSeed(
            f"Take seeds {TUNING[0]} to {TUNING[-1]} to tune on, or {REPORTING[0]} to {REPORTING[-1]} to report on."
        )
    return kinds.pop()
