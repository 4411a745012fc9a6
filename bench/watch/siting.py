"""Where to open centres among the 1,503 communes: proof, bound and time of each question.

spopt runs when WASL_SITING_ANCHOR names an interpreter that has it and highspy (a virtual environment of its own).
`--seconds=` is the wall time G12 may take: on a machine that others use, CPU seconds fall short of it.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.watch.communes import communes
from wasl.watch.siting import Grouping, Objective, Places, Question, Share, choose
from wasl.watch.siting.reach import journeys

ANCHOR = os.environ.get("WASL_SITING_ANCHOR", "")


def lines(seconds: str = "60") -> Iterator[str]:
    places, provinces, rural = communes()
    groups, shares = (Grouping("province", provinces),), (Share("rural", rural, 0.46),)
    everybody = float(places.demand.sum())
    asked = {
        "G11 cover p=500, 15 km, >= 1 per province, >= 46 % rural": (
            Question(centres=500, radius_km=15, groupings=groups, shares=shares), "proven in 2 s"),
        "G11 p-median p=100": (Question(objective=Objective.MEDIAN, centres=100), "proven in 5 s"),
        "G12 cover p=100, 40 km": (Question(centres=100, radius_km=40, seconds=float(seconds)), "gap <= .2 % in 60 s"),
    }  # fmt: skip
    for name, (question, goal) in asked.items():
        began, used = time.perf_counter(), time.process_time()
        choice = choose(places, question)
        wall, cpu = time.perf_counter() - began, time.process_time() - used
        value = f"{choice.value / everybody:.5f} of the people" if question.radius_km else f"{choice.value:.4f} km"
        yield f"{name}: {value}, gap {choice.gap:.4%}, {wall:.2f} s wall, {cpu:.2f} s CPU (goal: {goal})"
    question = asked["G11 cover p=500, 15 km, >= 1 per province, >= 46 % rural"][0]
    first = choose(places, question)
    used = time.process_time()
    choose(places, question.without(first.sites[0]), known=first.sites)
    yield f"refuse the first of 500 and solve again: {time.process_time() - used:.2f} s CPU"
    yield _spopt(places, Question(centres=500, radius_km=15))


def _spopt(places: Places, question: Question) -> str:
    """The same question, without rules, by both."""
    if not ANCHOR:
        return "   spopt not run: WASL_SITING_ANCHOR names no interpreter that has it"
    used = time.process_time()
    ours = choose(places, question)
    cpu = time.process_time() - used
    km = journeys(places, question, slice(None), places.latitude, places.longitude)
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.npz", Path(folder) / "out.npz"
        np.savez(source, km=km, people=places.demand)
        argv = [ANCHOR, Path(__file__).with_name("spopt_cover.py"), source, out]
        argv += [str(question.centres), str(question.radius_km)]
        subprocess.run(argv, check=True, env={**os.environ, "PYTHONPATH": ""})
        theirs = dict(np.load(out))
    reached = places.demand[(km[:, theirs["chosen"]] <= question.radius_km).any(axis=1)].sum()
    return (
        f"   cover p=500, 15 km, no other rule: spopt {theirs['seconds']:.1f} s CPU, {theirs['built']:.1f} to build,"
        f" {reached / places.demand.sum():.5f}; ours {cpu:.2f} s, {ours.value / places.demand.sum():.5f}:"
        f" {theirs['seconds'] / cpu:.0f} ×"
    )
