"""G6: six provinces rise by half for four weeks; 5 % of quiet countries may alarm in those four weeks."""

from argparse import Namespace
from collections.abc import Iterator

import numpy as np

from wasl.simulation.series.country import Country, country
from wasl.watch.detection import Panel, detect
from wasl.watch.detection.clusters import Quiet, groups, neighbourhoods, scan

BUDGET, TYPICAL, DRAWS = 0.05, 6.0, 399


def figures(given: Namespace) -> Iterator[str]:
    for said, along, rises in (("a region's", True, True), ("neighbouring", False, True), ("no", True, False)):
        found = [_found(country(seed, rises=rises, along_regions=along, typical=TYPICAL)) for seed in given.seeds]
        shares = {name: np.mean([one[name] for one in found]) for name in found[0]}
        told = ", ".join(f"{name} {share:.2f}" for name, share in shares.items())
        yield f"G6 {said} provinces rise, mean {TYPICAL:.0f} a week, {len(found)} countries: {told}"
    yield "   goal: .65 (stretch .70 by scan; province by province .04 where the goal was set); quiet at most .05"


def _found(one: Country) -> dict[str, bool]:
    panel = Panel(tuple(map(str, range(len(one.counts)))), one.counts, tuple(range(one.counts.shape[1])))
    alarms = detect(panel, first=one.counts.shape[1] - 4)
    alone = (alarms.shock.p_value <= BUDGET / alarms.shock.p_value.size).any(axis=1)
    quiet = Quiet.of(panel, alarms, 3)
    sums, near = (
        scan(quiet, zones, draws=DRAWS, most=1)[0]
        for zones in (groups(list(one.region)), neighbourhoods(one.latitude, one.longitude))
    )
    is_true = one.risen if one.risen.any() else np.ones(len(one.risen), dtype=bool)
    hits = [cluster.p_country if is_true[list(cluster.places)].any() else 1.0 for cluster in (sums, near)]
    return {
        "province by province": bool((alone & is_true).any()), "sums": hits[0] <= BUDGET, "scan": hits[1] <= BUDGET,
        "sums and scan, half the budget each": min(hits) <= BUDGET / 2,
    }  # fmt: skip
