"""For each place, the candidates nearest to it, and what it walks when none of them has a site."""

import math
from dataclasses import dataclass

import numpy as np

from wasl.watch.siting.geometry import Bools, Floats, Ints, blocks
from wasl.watch.siting.question import Places, Question
from wasl.watch.siting.reach import journeys

#: Candidates kept for a place: so many times the mean number of candidates to one site, and a few.
TIMES, AT_LEAST = 8, 40


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """`candidates` and their `km` (places × kept), nearest first; beyond them a place walks `beyond` at the least.

    `beyond` is the truth where it is an existing site's distance, and a floor under it where candidates were left out.
    """

    candidates: Ints
    km: Floats
    beyond: Floats
    weight: Floats
    size: int


def near_of(places: Places, question: Question, candidates: Ints, existing_km: Floats, sites: int) -> Near:
    size = len(candidates)
    kept = min(size, math.ceil(TIMES * size / max(1, sites)) + AT_LEAST)
    latitude, longitude = places.latitude[candidates], places.longitude[candidates]
    order = np.empty((len(places), kept), dtype=np.int64)
    km = np.empty((len(places), kept))
    beyond = np.empty(len(places))
    for rows in blocks(len(places), size):
        away = journeys(places, question, rows, latitude, longitude)
        far = 2 * away.max(axis=1) + 1
        first = np.argpartition(away, kept - 1, axis=1)[:, :kept]
        part = np.take_along_axis(away, first, axis=1)
        sorting = np.argsort(part, axis=1, kind="stable")
        order[rows] = np.take_along_axis(first, sorting, axis=1)
        km[rows] = np.take_along_axis(part, sorting, axis=1)
        beyond[rows] = km[rows][:, -1] if kept < size else far
    return Near(order, km, np.minimum(beyond, existing_km), places.demand, size)


def fitting(near: Near) -> Bools:
    """Pairs worth looking at: a candidate further than what is there already serves nobody."""
    return (near.km < near.beyond[:, None]) & (near.weight > 0)[:, None]
