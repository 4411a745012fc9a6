"""Which registries may be looked at while matching is tuned, and which are only reported on."""

from collections.abc import Iterable

TUNING = range(1, 100)
REPORTING = range(900, 1000)
KINDS = {"tuning": TUNING, "reporting": REPORTING}


class UnknownSeed(ValueError):
    """The seed belongs to neither set, or seeds of both were given together."""


def kind_of(seed: int) -> str:
    """ "tuning" or "reporting"."""
    for kind, seeds in KINDS.items():
        if seed in seeds:
            return kind
    raise UnknownSeed(
        f"{seed} is not a known seed: take {TUNING[0]} to {TUNING[-1]} to tune on, "
        f"{REPORTING[0]} to {REPORTING[-1]} to report on."
    )


def one_kind(seeds: Iterable[int]) -> str:
    """The kind all of them are of; a figure made of both would say nothing of unseen registries."""
    kinds = {kind_of(seed) for seed in seeds}
    if len(kinds) != 1:
        raise UnknownSeed("Seeds to tune on and seeds to report on are never measured together.")
    return kinds.pop()
