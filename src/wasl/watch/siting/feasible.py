"""Any choice that satisfies the rules, the more promising the better; or the news that there is none."""

import numpy as np

from wasl.watch.siting.geometry import Floats, Ints
from wasl.watch.siting.rules import Rules
from wasl.watch.siting.solver import Model, solve

SECONDS = 10.0


def any_choice(rules: Rules, promise: Floats) -> Ints:
    """Candidates whose promises have the greatest sum; raises NoAnswer."""
    size = rules.size
    scale = float(np.abs(np.where(np.isfinite(promise), promise, 0)).max(initial=0.0)) or 1.0
    model = Model(
        cost=-np.clip(promise / scale, -1, 1), lower=np.zeros(size), upper=np.ones(size), integer=np.ones(size)
    )
    rules.write(model)
    rules.write_count(model)
    found = solve(model, seconds=SECONDS, absolute_gap=1e-3)
    return np.flatnonzero(found.x > 0.5)
