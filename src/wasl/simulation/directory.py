"""The directory of the demo province: invented telephones, hours and places, marked as simulated, entered through the
same commands as by everybody."""

import csv
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone

from wasl.access.models import Posting
from wasl.access.queries import actor_of
from wasl.assistance.commands.directory import EntryValues, list_service, tell_places
from wasl.assistance.rules.directory import Intake
from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.network.queries import units_on
from wasl.simulation.plan import plan

DELEGATE = "AZ001"
AZILAL = "05.081"
OUTSIDE = Path(__file__).parent / "data" / "services.tsv"

_OFFICE = {day: [["08:30", "16:30"]] for day in ("mon", "tue", "wed", "thu")} | {"fri": [["08:30", "11:30"]]}
_RAMADAN = {day: [["09:00", "15:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
_ALWAYS = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
#: Type of centre -> what it gives, to whom, and whether it counts places.
INSIDE: dict[str, tuple[tuple[str, ...], tuple[str, ...], bool]] = {
    "CAS": (("ACC", "ECO", "INF", "ORI", "ACP", "ADM"), (), False),
    "COAPH": (("ACC", "ORI", "ATT_H", "REED"), ("PSH", "ENF_HAND"), False),
    "CEF": (("FORM", "ALPH"), ("FEM_DIFF", "JEUNES"), True),
    "DAR_TALIBA": (("HEB", "REST", "SCOL"), ("ENF_SCOL",), True),
    "DAR_TALIB": (("HEB", "REST", "SCOL"), ("ENF_SCOL",), True),
    "EMF": (("ACC", "ECO", "JUR", "PSY"), ("FEM_DIFF", "FVV"), False),
}
MOST_OF_A_TYPE = 4


def load(*, progress: Callable[[str], None], today: date) -> None:
    random = Random(plan()["seed"] + 2)
    delegate = actor_of(posting=Posting.objects.select_related("unit").get(account__staff_number=DELEGATE))
    now = min(timezone.now(), timezone.make_aware(datetime.combine(today, time(12))))
    with entered(delegate):
        inside = sum(_inside(delegate, type_, now=now, today=today, random=random) for type_ in INSIDE)
        outside = _outside(delegate, now=now, random=random)
    progress(f"{inside} centres and {outside} outside services are in the directory of Azilal")


def _inside(who: Actor, type_: str, *, now: datetime, today: date, random: Random) -> int:
    services, populations, counts_places = INSIDE[type_]
    states = units_on(today, types=[type_]).filter(province_code=AZILAL).order_by("unit__code")[:MOST_OF_A_TYPE]
    for state in states:
        values = EntryValues(
            services=services, populations=populations, hours=_OFFICE, ramadan_hours=_RAMADAN, phone=_phone(random)
        )
        made = list_service(
            actor=who, now=now - timedelta(days=random.randrange(200)), entry_id=new_id(), values=values,
            of_unit_id=state.unit_id, is_simulated=True,
        )  # fmt: skip
        if counts_places:
            # Some said it this week, some long ago: the screen tells them apart.
            tell_places(
                actor=who, now=now - timedelta(days=random.choice((0, 1, 2, 20))), entry_id=made.pk,
                free_places=random.choice((0, 2, 5, 11)), intake=Intake.OPEN,
            )  # fmt: skip
    return len(states)


def _outside(who: Actor, *, now: datetime, random: Random) -> int:
    with OUTSIDE.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file, delimiter="\t"))
    for row in rows:
        values = EntryValues(
            destination=row["destination"], name_fr=row["name_fr"], name_ar=row["name_ar"],
            services=row["services"].split(), populations=row["populations"].split(), commune_code=row["commune"],
            conditions_fr=row["conditions_fr"], conditions_ar=row["conditions_ar"], phone=_phone(random),
            hours=_ALWAYS if row["hours"] == "always" else _OFFICE,
            ramadan_hours={} if row["hours"] == "always" else _RAMADAN, intake=row["intake"] or Intake.OPEN,
        )  # fmt: skip
        list_service(
            actor=who, now=now - timedelta(days=random.randrange(120)), entry_id=new_id(), values=values,
            is_simulated=True,
        )  # fmt: skip
    return len(rows)


def _phone(random: Random) -> str:
    """An invented number of the region's fixed lines."""
    return f"05234{random.randrange(10**5):05d}"
