"""G5: weeks until a slow rise is seen."""

from argparse import Namespace
from collections.abc import Iterator

import numpy as np

from bench.watch.outbreaks import panel_of
from wasl.simulation.series.changes import ramp
from wasl.simulation.series.noufaily import SCENARIOS, World, negative_binomial, world
from wasl.watch.detection import detect

STARTS, HORIZON, NEVER = 560, 64, 999


def figures(given: Namespace) -> Iterator[str]:
    waits = {"wasl process": [], "wasl shock": [], "farrington-flexible (R's alarms)": []}
    for seed in given.seeds[:40]:
        risen = _risen(seed)
        ours = detect(panel_of([risen]), first=STARTS + 1, last=STARTS + HORIZON)
        theirs = detect(panel_of([risen]), method="farrington-flexible", first=STARTS + 1, last=STARTS + HORIZON)
        for name, alarm in zip(waits, (ours.process.alarm, ours.shock.alarm, theirs.shock.alarm), strict=True):
            waits[name].append(np.where(alarm.any(axis=1), alarm.argmax(axis=1) + 1, NEVER))
    for name, found in waits.items():
        weeks = np.concatenate(found)
        yield (
            f"G5 {name}: median {np.median(weeks):.0f} weeks, within 26 weeks {np.mean(weeks <= 26):.3f} "
            f"of {len(weeks)} ramps (goal of the process: 19 weeks, .63; R 27 where the goal was set)"
        )


def _risen(seed: int) -> World:
    """Each scenario with past outbreaks, and + 50 % over half a year from week 561."""
    one = world(seed, has_now=False)
    rng = np.random.default_rng([seed, 5])
    added = negative_binomial(rng, np.maximum(one.mean * ramp(one.mean.shape[1], STARTS), 1e-12), one.phi[:, None])
    added[:, :STARTS] = 0
    assert len(added) == len(SCENARIOS)
    return World(one.counts + added, one.added, one.mean, one.phi, one.first, one.last)
