"""How many alarms a person can follow: the false-discovery rate within a scope, and a budget of false alarms a week."""

import numpy as np


def discoveries(p_values: np.ndarray, rate: float) -> np.ndarray:
    """Benjamini and Hochberg 1995: which of a scope's tests stand, at most `rate` of them false. NaN: not tested."""
    flat = p_values.ravel()
    tested = np.flatnonzero(~np.isnan(flat))
    chosen = np.zeros(flat.shape, dtype=bool)
    if len(tested):
        order = tested[np.argsort(flat[tested], kind="stable")]
        below = np.flatnonzero(flat[order] <= rate * np.arange(1, len(order) + 1) / len(order))
        chosen[order[: below[-1] + 1 if len(below) else 0]] = True
    return chosen.reshape(p_values.shape)


def alpha_within(budget: float, tests: int, *, largest: float = 0.05) -> float:
    """The level at which so many quiet tests a week give `budget` false alarms on average."""
    if budget < 0:
        raise ValueError("A budget of false alarms is not below zero.")
    return min(budget / tests, largest) if tests else 0.0


def within_budget(p_values: np.ndarray, budget: float) -> np.ndarray:
    """Which of one week's tests are shown when `budget` false alarms a week are borne; channels count as tests each."""
    tests = int((~np.isnan(p_values)).sum())
    with np.errstate(invalid="ignore"):
        return p_values <= alpha_within(budget, tests)


def ranked(p_values: np.ndarray, excess: np.ndarray) -> np.ndarray:
    """Positions of the tested, rarest first; among equally rare the one with more cases above expectation."""
    flat = p_values.ravel()
    order = np.lexsort((-np.nan_to_num(excess.ravel()), flat))
    return order[~np.isnan(flat[order])]
