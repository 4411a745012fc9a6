"""The one door to HiGHS: a sparse model built row by row, solved on one thread within a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import ArrayLike, NDArray

from wasl.watch.siting.geometry import Floats, Ints

INFINITY = float("inf")
STOPPED = frozenset({
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kInterrupt,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kIterationLimit,
})  # fmt: skip
INFEASIBLE = frozenset({
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
})  # fmt: skip


class NoAnswer(ValueError):
    """No choice of sites satisfies all that was asked."""


@dataclass(slots=True, eq=False)
class Model:
    """Minimise `cost`·x with lower ≤ x ≤ upper and a sparse row for each demand made."""

    cost: Floats
    lower: Floats
    upper: Floats
    integer: np.ndarray
    starts: list[Ints] = field(default_factory=list)
    indices: list[NDArray[np.int32]] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    least: list[Floats] = field(default_factory=list)
    most: list[Floats] = field(default_factory=list)
    rows: int = 0
    entries: int = 0

    def add(self, columns: ArrayLike, values: ArrayLike, least: float, most: float) -> None:
        """One row: least ≤ values·x[columns] ≤ most."""
        indices = np.asarray(columns, dtype=np.int32)
        self.add_many(np.zeros(1, dtype=np.int64), indices, values, [least], [most])

    def add_many(self, starts: Ints, columns: ArrayLike, values: ArrayLike, least: ArrayLike, most: ArrayLike) -> None:
        """Rows end to end: the r-th begins at `starts[r]` of `columns` and `values`."""
        indices = np.asarray(columns, dtype=np.int32)
        self.starts.append(np.asarray(starts, dtype=np.int64) + self.entries)
        self.indices.append(indices)
        self.values.append(np.broadcast_to(np.asarray(values, dtype=np.float64), indices.shape))
        self.least.append(np.asarray(least, dtype=np.float64))
        self.most.append(np.asarray(most, dtype=np.float64))
        self.rows += len(starts)
        self.entries += len(indices)


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """`bound` is below every answer there is; `is_proven`: the answer meets it. `row_dual` of a relaxation only."""

    x: Floats
    objective: float
    bound: float
    is_proven: bool
    column_dual: Floats | None = None


def _highs(model: Model, is_integer: bool) -> highspy.Highs:
    engine = highspy.Highs()
    engine.setOptionValue("output_flag", False)
    engine.setOptionValue("threads", 1)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), model.rows
    lp.col_cost_ = model.cost.astype(np.float64)
    lp.col_lower_, lp.col_upper_ = model.lower.astype(np.float64), model.upper.astype(np.float64)
    lp.row_lower_ = np.concatenate(model.least).astype(np.float64)
    lp.row_upper_ = np.concatenate(model.most).astype(np.float64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.append(np.concatenate(model.starts), model.entries).astype(np.int32)
    lp.a_matrix_.index_ = np.concatenate(model.indices)
    lp.a_matrix_.value_ = np.concatenate(model.values)
    if is_integer:
        kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
        lp.integrality_ = [kinds[int(each)] for each in model.integer]
    engine.passModel(lp)
    return engine


def solve(
    model: Model, *, seconds: float, start: Floats | None = None, absolute_gap: float = 1e-6, effort: float = 0.05
) -> Solved:
    """The best whole answer found within the time; raises NoAnswer when there is none, TimeoutError when none yet.

    `start` holds every column of an answer known already; `effort` is HiGHS's share of work for finding better ones.
    """
    engine = _highs(model, True)
    engine.setOptionValue("time_limit", max(0.05, float(seconds)))
    engine.setOptionValue("mip_rel_gap", 0.0)
    engine.setOptionValue("mip_abs_gap", float(absolute_gap))
    engine.setOptionValue("mip_heuristic_effort", float(effort))
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = list(start)
        engine.setSolution(known)
    engine.run()
    status, info = engine.getModelStatus(), engine.getInfo()
    if status in INFEASIBLE:
        raise NoAnswer
    x = np.array(engine.getSolution().col_value)
    if not len(x) or info.primal_solution_status != 2:
        raise TimeoutError
    proven = status == highspy.HighsModelStatus.kOptimal
    objective = float(info.objective_function_value)
    return Solved(x, objective, objective if proven else float(info.mip_dual_bound), proven)


class Relaxation:
    """The model without its whole numbers, kept warm while rows are added and taken away."""

    def __init__(self, model: Model) -> None:
        self.engine = _highs(model, False)
        self.rows = model.rows

    def solve(self, seconds: float) -> Solved | None:
        """None when the time ran out; raises NoAnswer."""
        self.engine.setOptionValue("time_limit", float(self.engine.getRunTime()) + max(0.05, seconds))
        self.engine.run()
        status, info = self.engine.getModelStatus(), self.engine.getInfo()
        if status in INFEASIBLE:
            raise NoAnswer
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        found = self.engine.getSolution()
        value = float(info.objective_function_value)
        return Solved(np.array(found.col_value), value, value, False, np.array(found.col_dual))

    def add(self, rows: Iterable[tuple[Ints, Floats, float]]) -> None:
        """Rows (columns, values, least)."""
        given = list(rows)
        starts = np.cumsum([0, *(len(each[0]) for each in given[:-1])]).astype(np.int32)
        columns = np.concatenate([each[0] for each in given]).astype(np.int32)
        values = np.concatenate([each[1] for each in given])
        least = np.array([each[2] for each in given], dtype=np.float64)
        self.engine.addRows(len(given), least, np.full(len(given), INFINITY), len(columns), starts, columns, values)
        self.rows += len(given)
