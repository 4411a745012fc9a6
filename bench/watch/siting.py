"""Where to open centres among the 1,503 communes: proof, bound and time of each question."""

import time
from collections.abc import Iterator

from bench.watch.communes import communes
from wasl.watch.siting import Grouping, Objective, Question, Share, choose


def lines() -> Iterator[str]:
    places, provinces, rural = communes()
    groups, shares = (Grouping("province", provinces),), (Share("rural", rural, 0.46),)
    everybody = float(places.demand.sum())
    asked = {
        "G11 cover p=500, 15 km, >= 1 per province, >= 46 % rural": (
            Question(centres=500, radius_km=15, groupings=groups, shares=shares), "proven in 2 s"),
        "G11 p-median p=100": (Question(objective=Objective.MEDIAN, centres=100), "proven in 5 s"),
        "G12 cover p=100, 40 km": (Question(centres=100, radius_km=40, seconds=60), "gap <= .2 % in 60 s"),
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
