"""Maximal covering: the sites from which most people are within the radius, proven best or with a bound."""

import numpy as np

from wasl.watch.siting.geometry import Floats, Ints
from wasl.watch.siting.reach import Core
from wasl.watch.siting.rules import HAIR
from wasl.watch.siting.search import greedy, swapped
from wasl.watch.siting.solver import INFINITY, Model


def model_of(core: Core) -> tuple[Model, Ints]:
    """Columns: each candidate kept (0 or 1), how many of each kind of spare ones, how much of each row is reached."""
    kinds, members = np.unique(core.spare_excess, axis=1, return_inverse=True)
    sizes = np.bincount(members.ravel(), minlength=kinds.shape[1]) if len(core.spare) else np.zeros(0)
    if core.rules.count is None:
        kinds, sizes = kinds[:, :0], sizes[:0]
    sites, spare, rows = core.rules.size, len(sizes), core.reach.width
    model = Model(
        cost=-np.concatenate([core.alone, np.zeros(spare), core.weight]),
        lower=np.zeros(sites + spare + rows),
        upper=np.concatenate([np.ones(sites), sizes, np.ones(rows)]),
        integer=np.concatenate([np.ones(sites + spare), np.zeros(rows)]),
    )
    _write_reach(model, core, sites + spare)
    core.rules.write(model)
    if core.rules.count is not None:
        model.add(np.arange(sites + spare), np.ones(sites + spare), core.rules.count, core.rules.count)
    for excess, more in zip(core.rules.excess, kinds, strict=True):
        model.add(np.arange(sites + spare), np.concatenate([excess, more]), -HAIR, INFINITY)
    return model, members.ravel()


def _write_reach(model: Model, core: Core, first: int) -> None:
    """A row counts as reached no more than it has sites within reach."""
    by_row = core.reach.turned()
    rows = by_row.height
    if not rows:
        return
    columns = np.concatenate([by_row.items, first + np.arange(rows)])
    values = np.concatenate([np.ones(len(by_row.items)), -np.ones(rows)])
    order = np.argsort(np.concatenate([by_row.owners, np.arange(rows)]), kind="stable")
    starts = by_row.starts[:-1] + np.arange(rows)
    model.add_many(starts, columns[order], values[order], np.zeros(rows), np.full(rows, INFINITY))


def start_of(core: Core, known: Ints | None) -> Ints:
    """A choice to begin with: that which is known already as far as it goes, completed and bettered."""
    chosen = greedy(core, known)
    return swapped(core, chosen) if len(chosen) else chosen


def columns_of(core: Core, chosen: Ints, model: Model) -> Floats | None:
    """The columns that say the same as this choice; None when it does not satisfy the rules by itself."""
    if not core.rules.holds(chosen):
        return None
    x = np.zeros(len(model.cost))
    x[chosen] = 1
    rows = np.zeros(core.reach.width)
    for candidate in chosen:
        rows[core.reach.of(int(candidate))] = 1
    x[len(x) - len(rows) :] = rows
    return x
