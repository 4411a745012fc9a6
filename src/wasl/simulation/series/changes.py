"""What may happen to a series besides chance: rises, campaigns, openings, late and lost reports, splits."""

import numpy as np


def ramp(times: int, start: int, *, rise: float = 0.5, weeks: int = 26) -> np.ndarray:
    """(times,) share of the mean added: nothing before `start`, then up to `rise` in even steps, and there it stays."""
    return np.clip((np.arange(times) - start + 1) / weeks, 0, 1) * rise


def campaign(times: int, start: int, *, rise: float, weeks: int) -> np.ndarray:
    """(times,) share of the mean added while the institution itself asks more people in."""
    inside = (np.arange(times) >= start) & (np.arange(times) < start + weeks)
    return np.where(inside, rise, 0.0)


def opened(counts: np.ndarray, start: int) -> np.ndarray:
    """The same counts of a centre that opens at `start`: before, nothing was reported, which is not zero."""
    return np.where(np.arange(counts.shape[-1]) >= start, counts.astype(np.float64), np.nan)


def silenced(counts: np.ndarray, start: int, stop: int) -> np.ndarray:
    """The same counts without the reports from `start` to `stop`."""
    times = np.arange(counts.shape[-1])
    return np.where((times < start) | (times >= stop), counts.astype(np.float64), np.nan)


def lost(rng: np.random.Generator, counts: np.ndarray, share: float) -> np.ndarray:
    """The same counts with that share of reports lost, each by itself."""
    return np.where(rng.random(counts.shape) < share, np.nan, counts.astype(np.float64))


def late(rng: np.random.Generator, counts: np.ndarray, *, weekly: float, weeks: int) -> np.ndarray:
    """(…, times) as known when the last week ends: of each week's acts, `weekly` more are known with every week that
    passes, and all after `weeks`. The last weeks are incomplete, never to be tested as they stand."""
    age = counts.shape[-1] - 1 - np.arange(counts.shape[-1])
    known = np.where(age >= weeks, 1.0, 1 - (1 - weekly) ** (age + 1))
    return rng.binomial(counts.astype(np.int64), known).astype(np.float64)


def split(rng: np.random.Generator, counts: np.ndarray, at: int, share: float) -> tuple[np.ndarray, np.ndarray]:
    """One province and the new one cut from it at `at`: the new one has no past, and the old one falls."""
    part = rng.binomial(counts.astype(np.int64), share).astype(np.float64)
    times = np.arange(counts.shape[-1])
    return np.where(times < at, counts, counts - part), np.where(times < at, np.nan, part)
