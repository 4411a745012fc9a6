"""G1 and G2: R surveillance's alarms on the same series, stored once; and its time beside ours where R is installed."""

import os
import resource
import shutil
import subprocess
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wasl.simulation.series.noufaily import FIRST_NOW, world
from wasl.watch.detection import Alarms, Panel, detect

STORED = Path(__file__).with_name("r_outputs.npz")
SCRIPT = Path(__file__).with_name("farrington.R")
ROUNDS = 3


@dataclass(frozen=True)
class Stored:
    """What surveillance 1.20.3 said of `counts` (series, 624) in weeks 576 to 624; NaN where it says nothing."""

    counts: np.ndarray
    alarm: np.ndarray
    upper: np.ndarray
    expected: np.ndarray

    @classmethod
    def read(cls) -> "Stored":
        with np.load(STORED) as kept:
            upper = kept["upper"].astype(np.float64)
            return cls(kept["counts"], kept["alarm"], np.where(upper < 0, np.nan, upper), kept["expected"])


def ours(counts: np.ndarray) -> Alarms:
    panel = Panel(tuple(map(str, range(len(counts)))), counts.astype(np.float64), tuple(range(1, counts.shape[1] + 1)))
    return detect(panel, method="farrington-flexible", first=FIRST_NOW)


def alarms(given: Namespace) -> Iterator[str]:
    known = Stored.read()
    found = ours(known.counts)
    same = found.shock.alarm == known.alarm
    has_upper = ~np.isnan(known.upper)
    upper = found.shock.upper[has_upper] == known.upper[has_upper]
    far = np.nanmax(np.abs(found.shock.expected / known.expected - 1))
    yield (
        f"G1 same alarms as R nbPlugin: {same.sum():,} of {same.size:,} fits ({same.mean():.2%}); upper bounds "
        f"{upper.sum():,} of {upper.size:,}; expectations within {far:.0e} (stored in single precision); goal 100 %"
    )


def speed(given: Namespace) -> Iterator[str]:
    """In turn, so that what else the machine does falls on both: a third of the series by R, all of them by us."""
    counts = world(given.seeds[0]).counts
    ours(counts[:1])
    pairs = [(_our_seconds(counts), _r_seconds(counts[part::ROUNDS])) for part in range(ROUNDS)]
    cpu = float(np.median([mine for mine, _ in pairs])) * 1e6
    theirs = [r for _, r in pairs if r is not None]
    load = os.getloadavg()[0]
    if not theirs:
        yield f"G2 {cpu:.1f} µs CPU a fit; no R here (5,760 µs where the goal was set: {5760 / cpu:.0f} ×)"
        return
    ratios = sorted(r / mine for mine, r in pairs if r is not None)
    yield (
        f"G2 {cpu:.1f} µs CPU a fit, R {np.median(theirs) * 1e6:.0f} µs in the same run: {np.median(ratios):.0f} × "
        f"({ratios[0]:.0f} to {ratios[-1]:.0f} in {ROUNDS} turns), load {load:.0f} (goal: 500 ×)"
    )


def _our_seconds(counts: np.ndarray) -> float:
    """CPU seconds a fit, the median of a few runs."""
    used = []
    for _ in range(ROUNDS):
        began = time.process_time()
        found = ours(counts)
        used.append(time.process_time() - began)
    return float(np.median(used)) / (counts.shape[0] * (found.shock.expected.shape[1] + 26))


def _r_seconds(counts: np.ndarray) -> float | None:
    """CPU seconds of R a fit, its start apart."""
    if not shutil.which("Rscript"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "counts.csv"
        np.savetxt(source, counts.T, fmt="%d", delimiter=",")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        argv = ["Rscript", str(SCRIPT), str(source), str(Path(folder) / "out.csv")]
        said = subprocess.run(argv, capture_output=True, text=True, check=False)
        if said.returncode:
            return None
        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > before
        return float(said.stdout.split()[-1]) / (counts.shape[0] * 49)
