"""G7: one year of history and nothing more, for every series of the panel."""

from argparse import Namespace
from collections.abc import Iterator

import numpy as np

from wasl.simulation.series.noufaily import FIRST_NOW, world
from wasl.watch.detection import Panel, detect

YEAR = 52


def figures(given: Namespace) -> Iterator[str]:
    false = quiet = 0
    found = []
    for seed in given.seeds:
        one = world(seed)
        counts = one.counts[:, FIRST_NOW - 1 - YEAR :].astype(np.float64)
        panel = Panel(tuple(map(str, range(len(counts)))), counts, tuple(range(counts.shape[1])))
        alarm = detect(panel, first=YEAR).shock.alarm
        now = one.is_now[:, FIRST_NOW - 1 :]
        false, quiet = false + (alarm & ~now).sum(), quiet + (~now).sum()
        found.append((alarm & now).any(axis=1)[now.any(axis=1)])
    yield (
        f"G7 one year of history: false positives {false / quiet:.4f}, "
        f"outbreaks found {np.concatenate(found).mean():.4f} "
        "(goal: at most .02, at least .45; R has no fit there)"
    )
