"""The demo's declared figures: published totals, shared between simulated units by one seed so that they add up."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from wasl.access.models import Account
from wasl.core.figures import Counted, Qualifier
from wasl.core.period import Period
from wasl.facts.bulk import NewState, NewTarget, write_states, write_targets
from wasl.network.models import Unit
from wasl.network.queries import units_on
from wasl.simulation.structure import HQ
from wasl.territory.queries import below, territory

LAUNCHED_ON = date(2017, 4, 27)
FOUNDED_ON = date(1957, 4, 27)


@cache
def figures() -> dict[str, Any]:
    return tomllib.loads((resources.files("wasl.simulation") / "data" / "figures.toml").read_text(encoding="utf-8"))


def load(*, progress: Callable[[str], None], today: date) -> None:
    accounts = {account.staff_number: account for account in Account.objects.all()}
    states = [*azilal(), *institution()]
    # In the demo the partnership officer enters, the delegate approves.
    written = write_states(
        states, entered_by=accounts["AZ005"], approved_by=accounts["AZ001"], at=datetime(2019, 2, 20, 10, tzinfo=UTC)
    )
    progress(f"{written} declared figures and {write_targets(list(targets()))} targets of the plan")


def shares(random: Random, total: int, parts: int, *, least: int = 0, step: int = 1) -> list[int]:
    """`parts` whole multiples of `step` (the last takes the rest), none below `least`, that add up to `total`."""
    free = total - least * parts
    if parts == 0 or free < 0:
        raise ValueError(f"{total} cannot be shared in {parts} parts of {least} or more")
    weights = [random.uniform(0.4, 1.6) for _ in range(parts)]
    found = [least + int(free * weight / sum(weights)) // step * step for weight in weights]
    found[-1] += total - sum(found)
    return found


def azilal() -> Iterable[NewState]:
    facts = figures()["azilal"]
    random = Random(figures()["seed"])
    period = Period.parse(facts["period"])
    delegation = Unit.objects.get(code=facts["delegation"])

    def state(unit: Unit, measure: str, value: int, line: str = "") -> NewState:
        return NewState(
            unit=unit, measure=measure, period=period, value=value, line=line, source=facts["source"]
        )  # fmt: skip

    for one in facts["shared"]:
        units = _units(period.last_day, facts["province"], one)
        values = shares(random, one["total"], len(units), least=one["least"], step=one.get("step", 1))
        yield from (state(unit, one["measure"], value) for unit, value in zip(units, values, strict=True))
    for one in facts["lines"]:
        for measure, values in one["measures"].items():
            for number, value in enumerate(values, 1):
                yield state(delegation, measure, value, one["name"].format(number))
    for one in facts["spread"]:
        lines = _lines(one, facts["province"])
        for measure, how in one["measures"].items():
            values = shares(random, how["total"], len(lines), least=how["least"], step=how.get("step", 1))
            yield from (state(delegation, measure, value, line) for line, value in zip(lines, values, strict=True))


def _units(day: date, province: str, one: dict[str, Any]) -> list[Unit]:
    """Open units of the sort in the province, in the order of their codes."""
    states = units_on(day).filter(province_code=province).select_related("unit").order_by("unit__code")
    states = states.exclude(eps_category="") if one.get("eps") else states.filter(type=one["type"])
    return [state.unit for state in states]


def _lines(one: dict[str, Any], province: str) -> list[str]:
    if one["name"] == "commune":
        return sorted(below(territory(province), "commune").values_list("code", flat=True))
    return [one["name"].format(number) for number in range(1, one["lines"] + 1)]


def institution() -> Iterable[NewState]:
    """What was published of the whole institution: real figures, not simulated."""
    hq = Unit.objects.get(code=HQ)
    for one in figures()["institution"]:
        yield NewState(
            unit=hq, measure=one["measure"], period=Period.parse(one["period"]), value=one["value"],
            qualifier=Qualifier(one.get("qualifier", "exact")), source=one["source"], is_simulated=False,
        )  # fmt: skip


def targets() -> Iterable[NewTarget]:
    for rank, one in enumerate(figures()["target"]):
        yield NewTarget(
            code=one["code"], label_fr=one["fr"], label_ar=one["ar"], plan="2017-2020", rank=rank,
            period=one.get("period", "2017-2020"), value=one["value"], since=FOUNDED_ON,
            counted=Counted(one.get("counted", "establishment")), qualifier=Qualifier(one.get("qualifier", "exact")),
            unit_type=one.get("type", ""), counts_from=LAUNCHED_ON if "type" in one else None,
            measure=one.get("measure", ""),
        )  # fmt: skip
