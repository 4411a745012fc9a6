"""G1 to G7: detection beside R surveillance and on worlds whose truth is known, on seeds that nothing was tuned on.

python -m bench watch --detection [--seeds=9000-9019] [--only=g3,g5]
"""

from argparse import Namespace
from collections.abc import Iterator

from bench.watch import against_r, clusters, outbreaks, ramps, short
from wasl.simulation.series.seeds import one_kind

GOALS = {
    "g1": against_r.alarms, "g2": against_r.speed, "g3": outbreaks.figures, "g5": ramps.figures,
    "g6": clusters.figures, "g7": short.figures,
}  # fmt: skip


def lines(seeds: str = "9000-9199", only: str = ",".join(GOALS)) -> Iterator[str]:
    """`seeds` first-last, one replicate of each scenario for each; g3 prints G4 too."""
    first, _, last = seeds.partition("-")
    given = Namespace(seeds=list(range(int(first), int(last or first) + 1)))
    yield f"detection: seeds {seeds} ({one_kind(given.seeds)} seeds)"
    for name in only.split(","):
        yield from GOALS[name](given)
