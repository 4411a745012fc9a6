"""The p-median as a ladder for each place: one rung a candidate, nearest first, and what it costs to go past it."""

from dataclasses import dataclass

import numpy as np

from wasl.watch.siting.geometry import Bools, Floats, Ints
from wasl.watch.siting.near import Near
from wasl.watch.siting.prices import Floor
from wasl.watch.siting.rules import Rules
from wasl.watch.siting.solver import INFINITY, Model


@dataclass(frozen=True, slots=True, eq=False)
class Rungs:
    """One a pair of a place and a candidate still open: `site` numbers the model's columns, `step` is what going past
    costs in person-kilometres; `is_first` of its place; `is_last`: no better choice goes past; `is_sure`: a site."""

    site: Ints
    step: Floats
    is_first: Bools
    is_last: Bools
    is_sure: Bools
    #: Person-kilometres walked anyway.
    fixed: float


def rungs_of(near: Near, floor: Floor, known: float, open_: Bools, sure: Bools) -> Rungs:
    """Leaves out candidates that are settled, and those further than any better choice would send a place."""
    weight = near.weight[:, None]
    number = np.cumsum(open_) - 1
    most = (floor.price + max(known - floor.value, 0.0)) * (1 + 1e-9) + 1e-6
    stays = open_[near.candidates] & (near.km < near.beyond[:, None]) & (weight > 0)
    cut = near.km * weight > most[:, None]
    has_cut = near.beyond * near.weight > most
    stays &= ~cut
    is_sure = sure[near.candidates] & stays
    passed = np.cumsum(is_sure, axis=1) - is_sure > 0
    stays &= ~passed
    place, rank = np.nonzero(stays)
    km = near.km[place, rank]
    is_first = np.append(True, place[1:] != place[:-1]) if len(place) else np.zeros(0, dtype=bool)
    ends = np.append(is_first[1:], True) if len(place) else is_first
    following = np.append(km[1:], 0.0)
    following = np.where(ends, near.beyond[place], following)
    met = np.zeros(len(near.weight), dtype=bool)
    met[place] = True
    fixed = float((km[is_first] * near.weight[place[is_first]]).sum() + (near.beyond * near.weight)[~met].sum())
    step = (following - km) * near.weight[place]
    return Rungs(
        number[near.candidates[place, rank]], step, is_first, ends & has_cut[place], is_sure[place, rank], fixed
    )


def ladder(rungs: Rungs, rules: Rules, sure: Bools) -> Model:
    """Columns: sites (those sure are one), then for each rung that is not sure whether its place goes past it."""
    sites, passing = rules.size, np.flatnonzero(~rungs.is_sure)
    model = Model(
        cost=np.concatenate([np.zeros(sites), rungs.step[passing]]),
        lower=np.concatenate([sure.astype(np.float64), np.zeros(len(passing))]),
        upper=np.concatenate([np.ones(sites), np.where(rungs.is_last[passing], 0.0, 1.0)]),
        integer=np.concatenate([np.ones(sites), np.zeros(len(passing))]),
    )
    if len(passing):
        _write_rungs(model, rungs, passing, sites)
    rules.write(model)
    rules.write_count(model)
    return model


def _write_rungs(model: Model, rungs: Rungs, passing: Ints, sites: int) -> None:
    """Past a rung unless there is a site on it, if past the one before. A sure rung ends its ladder."""
    first = rungs.is_first[passing]
    here = sites + np.arange(len(passing))
    lengths = np.where(first, 2, 3)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    columns = np.zeros(lengths.sum(), dtype=np.int64)
    values = np.ones(lengths.sum())
    columns[starts], columns[starts + 1] = rungs.site[passing], here
    later = ~first
    columns[starts[later] + 2] = here[later] - 1
    values[starts[later] + 2] = -1.0
    model.add_many(starts, columns, values, first.astype(np.float64), np.full(len(passing), INFINITY))


def columns_of(rungs: Rungs, model: Model, chosen: Ints, size: int) -> Floats:
    """The columns of a choice (numbers of the model's sites)."""
    x = np.zeros(len(model.cost))
    x[chosen] = 1
    passing = np.flatnonzero(~rungs.is_sure)
    # Within a place: past a rung while no site has been met from its first rung on.
    met = np.cumsum(x[rungs.site])
    before = met - x[rungs.site]
    start = np.maximum.accumulate(np.where(rungs.is_first, np.arange(len(met)), 0))
    x[size:] = (met - before[start] == 0)[passing]
    return x
