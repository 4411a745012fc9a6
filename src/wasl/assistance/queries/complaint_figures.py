"""Counts and delays of complaints, for everybody: never a row, small counts hidden by whoever prints them."""

from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from django.db import transaction

from wasl.assistance.models import Complaint
from wasl.catalogue.queries import parameters
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.vocabulary import terms

JOB = "count complaints"


@dataclass(frozen=True, slots=True)
class Delays:
    """Of the complaints received in a year about one province, or of one type. `days` is the median from the day it
    was received to the decision, of those decided; `on_time` the share of those due that were decided in time."""

    key: str
    count: int
    decided: int
    days: float | None
    on_time: float | None


Row = tuple[UUID, str, date, date, date | None]


def years(*, today: date) -> list[int]:
    return [today.year - back for back in range(3)]


def complaint_delays(*, actor: Actor, year: int, today: date) -> tuple[list[Delays], list[Delays], Delays]:
    """By province (key: the unit's id), by type (key: its code), and in all. Everybody reads the same figures."""
    require(actor, Permission.UNIT_READ)
    with transaction.atomic(), system(JOB):
        rows = list(
            Complaint.objects.for_system(JOB)
            .filter(received_on__year=year)
            .values_list("province_id", "kind", "received_on", "final_due_on", "decided_on")
        )
    provinces = sorted({str(row[0]) for row in rows})
    kinds = [one.code for one in terms("complaint_types")] + ["RECOURS"]
    return (
        [_delays(key, [row for row in rows if str(row[0]) == key], today) for key in provinces],
        [_delays(key, [row for row in rows if row[1] == key], today) for key in kinds],
        _delays("", rows, today),
    )


def _delays(key: str, rows: list[Row], today: date) -> Delays:
    taken = [(decided - received).days for _p, _k, received, _d, decided in rows if decided]
    owed = [(due, decided) for _p, _k, _r, due, decided in rows if decided or due < today]
    kept = sum(1 for due, decided in owed if decided and decided <= due)
    return Delays(key, len(rows), len(taken), median(taken) if taken else None, kept / len(owed) if owed else None)


def thresholds(*, today: date) -> tuple[int, int]:
    """Smallest count that is shown: of people, and of violence."""
    found = parameters("disclosure.", on=today)
    return found["disclosure.minimum"], found["disclosure.minimum_sensitive"]
