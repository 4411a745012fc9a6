"""What may be asked of the siting workbench: types, target populations, bounds; and the question as it is kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

#: Centres that the plan opens, by code of the vocabulary, and how many it speaks of.
PLANNED: Mapping[str, int] = {"CAS": 500, "COAPH": 90, "UPE": 100, "EMF": 100, "CVS": 100}
MOST_CENTRES, MOST_KM, MOST_DETOUR, MOST_REFUSED = 1_500, 500.0, 3.0, 200
#: Seconds the worker gives to one alternative.
SECONDS = 60.0


class SitingState(StrEnum):
    WAITING = "WAITING"
    DONE = "DONE"
    FAILED = "FAILED"


class SitingFault(StrEnum):
    """Why there is no answer."""

    GROUPS = "GROUPS"
    PLACES = "PLACES"
    SHARE = "SHARE"
    NONE = "NONE"
    BROKEN = "BROKEN"


class Target(StrEnum):
    """Who the centres are for, as the census counts them."""

    ALL = "ALL"
    CHILDREN = "CHILDREN"
    WOMEN = "WOMEN"
    ELDERLY = "ELDERLY"
    DISABLED = "DISABLED"


#: Census columns whose percentages are added up and applied to the population; none: everybody.
COLUMNS: Mapping[Target, tuple[str, ...]] = {
    Target.ALL: (),
    Target.CHILDREN: ("age_0_4", "age_5_9", "age_10_14"),
    Target.WOMEN: ("sex_female",),
    Target.ELDERLY: ("age_60_64", "age_65_69", "age_70_74", "age_75_plus"),
    Target.DISABLED: ("disability_prevalence",),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One alternative. `centres`, or `budget` in MAD with what one costs in a rural and in an urban commune.

    `objective` is cover or p-median; `rural_percent` the least share of rural communes; `counts_road`: the census's
    distance to a paved road is added to each journey; `refused` are HCP codes.
    """

    objective: str
    target: Target
    centres: int | None
    radius_km: float
    detour: float
    budget: float | None = None
    rural_cost: float | None = None
    urban_cost: float | None = None
    capacity: int | None = None
    each_province: bool = True
    rural_percent: int = 0
    counts_road: bool = False
    refused: tuple[str, ...] = ()


class BadQuestion(ValueError):
    """The field that is out of bounds."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def checked(asked: Asked) -> Asked:
    """Raises BadQuestion."""
    pays = asked.budget is not None and (asked.rural_cost or 0) > 0 and (asked.urban_cost or 0) > 0
    fits: dict[str, bool] = {
        "objective": asked.objective in {"cover", "p-median"},
        "centres": asked.budget is not None if asked.centres is None else 1 <= asked.centres <= MOST_CENTRES,
        "budget": asked.centres is not None or (pays and (asked.budget or 0) > 0),
        "radius_km": 0 < asked.radius_km <= MOST_KM,
        "detour": 1 <= asked.detour <= MOST_DETOUR,
        "capacity": asked.capacity is None or (asked.capacity > 0 and asked.objective == "cover"),
        "rural_percent": 0 <= asked.rural_percent <= 100,
        "refused": len(asked.refused) <= MOST_REFUSED,
    }
    for field, is_right in fits.items():
        if not is_right:
            raise BadQuestion(field)
    return asked


def refusing(asked: Asked, code: str) -> Asked:
    return checked(replace(asked, refused=tuple(dict.fromkeys((*asked.refused, code)))))


def written(asked: Asked) -> dict[str, Any]:
    return {**asdict(asked), "target": asked.target.value, "refused": list(asked.refused)}


def read(kept: Mapping[str, Any]) -> Asked:
    return Asked(**{**kept, "target": Target(kept["target"]), "refused": tuple(kept["refused"])})
