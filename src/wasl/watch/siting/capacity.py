"""Maximal covering where a site serves no more people than it has room for."""

import time
from dataclasses import replace

import numpy as np

from wasl.watch.siting.geometry import Floats, Ints
from wasl.watch.siting.question import Places, Question
from wasl.watch.siting.reach import reduced, within_reach
from wasl.watch.siting.rules import Rules
from wasl.watch.siting.search import greedy, swapped
from wasl.watch.siting.solver import INFINITY, Model, Relaxation, solve
from wasl.watch.siting.sparse import Lists

START_SECONDS = 10.0


def served(
    places: Places, question: Question, candidates: Ints, rules: Rules, began: float
) -> tuple[Ints, float, float]:
    """Sites, people served, and a ceiling; the people of one place may go to several sites. Existing sites have the
    same room."""
    everyone = _with_existing(places, question, candidates)
    reach = within_reach(everyone, question, np.concatenate([candidates, np.arange(len(places), len(everyone))]))
    people = np.minimum(everyone.demand[reach.items], float(question.capacity or 0))
    sites, pairs, room = len(candidates), len(reach.items), float(question.capacity or 0)
    standing = reach.height - sites
    model = Model(
        cost=np.concatenate([np.zeros(reach.height), -np.ones(pairs)]),
        lower=np.concatenate([np.zeros(sites), np.ones(standing), np.zeros(pairs)]),
        upper=np.concatenate([np.ones(reach.height), people]),
        integer=np.concatenate([np.ones(reach.height), np.zeros(pairs)]),
    )
    for site in range(reach.height):
        flows = reach.height + np.arange(reach.starts[site], reach.starts[site + 1])
        model.add(np.append(flows, site), np.append(np.ones(len(flows)), -room), -INFINITY, 0.0)
    for pair, site in enumerate(reach.owners):
        model.add([reach.height + pair, site], [1.0, -people[pair]], -INFINITY, 0.0)
    order = np.argsort(reach.items, kind="stable")
    for flows in np.split(order, np.flatnonzero(np.diff(reach.items[order])) + 1):
        if len(flows):
            demand = float(everyone.demand[reach.items[flows[0]]])
            model.add(reach.height + flows, np.ones(len(flows)), -INFINITY, demand)
    rules.write(model)
    rules.write_count(model)
    left = max(0.1, question.seconds - (time.perf_counter() - began))
    start = _start(model, reach, rules, everyone.demand, sites)
    found = solve(model, seconds=left, start=start, absolute_gap=0.5)
    chosen = found.x[:sites] > 0.5
    ceiling = min(-found.bound, float(everyone.demand[np.unique(reach.items)].sum()))
    return candidates[chosen], -found.objective, ceiling


def _start(model: Model, reach: Lists, rules: Rules, demand: Floats, sites: int) -> Floats | None:
    """The sites that reach most people without regard to room, with the best use that can be made of them."""
    core = reduced(reach.kept(np.arange(reach.height) < sites, np.ones(reach.width, dtype=bool)), demand, rules)
    chosen = core.kept[swapped(core, greedy(core))]
    if not rules.holds(chosen):
        return None
    is_chosen = np.zeros(sites)
    is_chosen[chosen] = 1.0
    fixed = replace(model, upper=np.concatenate([is_chosen, model.upper[sites:]]))
    relaxed = Relaxation(fixed).solve(START_SECONDS)
    if relaxed is None:
        return None
    x = relaxed.x.copy()
    x[:sites] = is_chosen
    return x


def _with_existing(places: Places, question: Question, candidates: Ints) -> Places:
    """Existing sites as places where nobody lives."""
    more = len(question.existing_latitude)

    def grown(values: Floats, fill: Floats) -> Floats:
        return np.concatenate([values, fill])

    return Places(
        ids=[*places.ids, *[""] * more],
        latitude=grown(places.latitude, question.existing_latitude),
        longitude=grown(places.longitude, question.existing_longitude),
        demand=grown(places.demand, np.zeros(more)),
        penalty_km=grown(places.penalties, np.zeros(more)),
    )
