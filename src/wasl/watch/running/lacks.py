"""What assessed households lack, place by place: their last answers, unsealed in the job that counts them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import numpy as np
from django.db.models import F, OuterRef, Q, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from wasl.assistance.commands.assessments import SEALED
from wasl.assistance.commands.sealing import unsealed_values
from wasl.assistance.models import Assessment
from wasl.core.actor import NOMINATIVE
from wasl.facts.engine.shapes import COUNTRY
from wasl.network.models import UnitState
from wasl.people.models import Membership
from wasl.watch.deprivation import measured
from wasl.watch.rules.poverty import ASSESSED, NOT, POOR, UNSAID, UNSURE, Definition

JOB = "count poverty"
#: How an answer is kept while it is counted.
HAS, LACKS, UNKNOWN = 0, 1, 2
_CODES = {False: HAS, True: LACKS, None: UNKNOWN}


@dataclass(slots=True)
class Tallies:
    """`of_unit`: of each household one byte a thing."""

    of_unit: dict[UUID, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    is_simulated: bool = False


def tallies_of(definition: Definition, *, since: datetime, until: datetime) -> Tallies:
    """The last assessment of each household in [since, until); nominative dossiers are not among them. A household is
    what one unit knows as one; somebody who is in none counts as one."""
    found = Tallies()
    for unit_id, pk, sealed, is_simulated in _latest(definition.questionnaire, since, until):
        answers = unsealed_values(SEALED, pk, sealed).get("answers", {})
        found.of_unit[unit_id].append(bytes(_CODES[one] for one in definition.lacked(answers)))
        found.is_simulated |= is_simulated
    return found


def _latest(code: str, since: datetime, until: datetime) -> Iterator[tuple[UUID, UUID, bytes, bool]]:
    # Who lives together by a nominative row alone does so for those named on it: here each is counted as alone.
    home = Membership.objects.for_system(JOB).filter(
        registration_id=OuterRef("case__registration_id"), until=None, level__lt=NOMINATIVE
    )
    rows = Assessment.objects.for_system(JOB).filter(
        code=code, assessed_at__gte=since, assessed_at__lt=until, level__lt=NOMINATIVE, case__level__lt=NOMINATIVE
    )
    key = Coalesce(Subquery(home.order_by("id").values("household_id")[:1]), F("case__registration_id"))
    latest = Window(RowNumber(), partition_by=key, order_by=("-assessed_at", "-id"))
    asked = Assessment.objects.for_system(JOB).filter(pk__in=rows.annotate(place=latest).filter(place=1).values("pk"))
    yield from asked.values_list("unit_id", "pk", "sealed", "is_simulated").iterator(chunk_size=2_000)


@dataclass(frozen=True, slots=True)
class Place:
    """`rows` are the households below it."""

    territory: str
    unit_id: UUID | None
    parent: str
    rows: list[bytes]

    @property
    def key(self) -> str:
        return str(self.unit_id) if self.unit_id else self.territory


def placed(tallies: Tallies, *, on: date) -> list[Place]:
    """The country, regions, provinces, then units, each after what it is part of."""
    states = UnitState.objects.filter(Q(until=None) | Q(until__gt=on), since__lte=on, unit__in=list(tallies.of_unit))
    provinces = dict(states.values_list("unit_id", "province_code"))
    above: dict[str, list[bytes]] = defaultdict(list)
    units = []
    for unit_id, rows in tallies.of_unit.items():
        province = provinces.get(unit_id) or COUNTRY
        units.append(Place(province, unit_id, province, rows))
        for code in {COUNTRY, province.partition(".")[0], province}:
            above[code] += rows
    codes = sorted(above, key=lambda code: (code != COUNTRY, len(code), code))
    return [Place(code, None, _part_of(code), above[code]) for code in codes] + units


def _part_of(code: str) -> str:
    return "" if code == COUNTRY else code.partition(".")[0] if "." in code else COUNTRY


def counts_of(place: Place, definition: Definition) -> dict[str, int]:
    """By name (rules.poverty): households in each verdict, poor ones without each thing, and who did not say."""
    table = _table(place, definition)
    weights = np.array([thing.weight for thing in definition.things])
    edge = definition.cutoff - 1e-12
    is_poor, could_be = (table == LACKS) @ weights >= edge, (table != HAS) @ weights >= edge
    poor, unsure = int(is_poor.sum()), int((is_poor != could_be).sum())
    counts = {ASSESSED: len(table), UNSURE: unsure, POOR: poor, NOT: len(table) - unsure - poor}
    lacking, unsaid = (table[is_poor] == LACKS).sum(axis=0), (table == UNKNOWN).sum(axis=0)
    for step, thing in enumerate(definition.things):
        counts |= {thing.code: int(lacking[step]), UNSAID + thing.code: int(unsaid[step])}
    return counts


def _table(place: Place, definition: Definition) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    return np.frombuffer(b"".join(place.rows), dtype=np.uint8).reshape(-1, len(definition.things))


def shares_of(place: Place, definition: Definition) -> Mapping[str, float | None | Sequence[float]]:
    """The count itself; nothing where nobody can be told."""
    table = _table(place, definition)
    weights = [thing.weight for thing in definition.things]
    found = measured(np.where(table == UNKNOWN, np.nan, table == LACKS), weights, cutoff=definition.cutoff)
    if not found.people:
        return {"headcount": None, "intensity": None, "adjusted": None, "contributions": [0.0] * len(weights)}
    return {
        "headcount": found.headcount, "intensity": found.intensity, "adjusted": found.adjusted,
        "contributions": found.contributions.tolist(),
    }  # fmt: skip
