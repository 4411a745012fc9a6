"""Receptions and acts by the hundred thousand: the demo world, the bench and the load tests write through here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from wasl.assistance.rules import Place, ReceptionState, Urgency
from wasl.assistance.rules.appointments import AppointmentState
from wasl.core.identifiers import new_id
from wasl.core.scope import system

BATCH = 5_000

_RECEPTION = (
    "id", "unit_id", "path", "level", "is_simulated", "registration_id", "sex", "age_band", "head_count", "need",
    "urgency", "channel", "language", "state", "arrived_at", "heard_at", "ended_at", "form_number", "recorded_by_id",
)  # fmt: skip
_ACT = (
    "id", "unit_id", "path", "level", "is_simulated", "service", "occurred_at", "place", "agent_id", "language",
    "has_interpreter", "minutes", "anonymous_count", "anonymous_women", "reception_id", "form_number",
    "recorded_by_id",
)  # fmt: skip
_APPOINTMENT = (
    "id", "unit_id", "path", "level", "is_simulated", "registration_id", "worker_id", "desk", "service", "day",
    "starts", "minutes", "place", "state", "reason", "version", "recorded_by_id",
)  # fmt: skip
_PERSON = ("id", "unit_id", "path", "level", "is_simulated", "act_id", "registration_id", "recorded_by_id")


@dataclass(slots=True, kw_only=True)
class NewReception:
    """A visit that is over; `unit_id` and `path` are those of one unit, `need` a service code."""

    unit_id: UUID
    path: str
    arrived_at: datetime
    need: str
    registration_id: UUID | None = None
    id: UUID = field(default_factory=new_id)
    sex: str = "X"
    age_band: str = "ANR"
    head_count: int = 1
    urgency: str = Urgency.NORMAL
    channel: str = "SPONT"
    language: str = ""
    recorded_by_id: UUID | None = None
    level: int = 2


@dataclass(slots=True, kw_only=True)
class NewAct:
    """A service given by `agent_id` to `registration_ids` and to `anonymous_count` persons without a name."""

    unit_id: UUID
    path: str
    occurred_at: datetime
    service: str
    agent_id: UUID
    registration_ids: Sequence[UUID] = ()
    anonymous_count: int = 0
    anonymous_women: int | None = None
    id: UUID = field(default_factory=new_id)
    reception_id: UUID | None = None
    place: str = Place.CENTRE
    language: str = ""
    minutes: int | None = None
    recorded_by_id: UUID | None = None
    level: int = 2


@dataclass(slots=True, kw_only=True)
class NewAppointment:
    """A time given to `registration_id` with `worker_id` or at a `desk`; without a registration the agent is busy."""

    unit_id: UUID
    path: str
    day: date
    starts: time
    minutes: int = 30
    registration_id: UUID | None = None
    worker_id: UUID | None = None
    desk: str = ""
    service: str = ""
    place: str = Place.CENTRE
    state: str = AppointmentState.PLANNED
    id: UUID = field(default_factory=new_id)
    recorded_by_id: UUID | None = None
    level: int = 2


def write_appointments(appointments: Iterable[NewAppointment], *, job: str = "load demo") -> int:
    """Answers how many; none may overlap another of the same agent or desk."""
    return _write(appointments, job, (("assistance_appointment", _APPOINTMENT, _appointment_rows),))


def write_receptions(receptions: Iterable[NewReception], *, job: str = "load demo") -> int:
    """Answers how many; a batch is one transaction."""
    return _write(receptions, job, (("assistance_reception", _RECEPTION, _reception_rows),))


def write_acts(acts: Iterable[NewAct], *, job: str = "load demo") -> int:
    """Acts with the persons they served; answers how many acts."""
    tables = (("assistance_act", _ACT, _act_rows), ("assistance_actperson", _PERSON, _person_rows))
    return _write(acts, job, tables)


def _write(items: Iterable[Any], job: str, tables: Sequence[tuple[str, tuple[str, ...], Any]]) -> int:
    written = 0
    for batch in batched(items, BATCH):
        with transaction.atomic(), system(job):
            for table, columns, rows in tables:
                _copy(table, columns, rows(batch))
        written += len(batch)
    return written


def _copy(table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    # Under row-level security PostgreSQL refuses COPY FROM; INSERT of arrays is nearly as fast.
    content = list(rows)
    if not content:
        return
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", content)


def _reception_rows(batch: Sequence[NewReception]) -> Iterator[tuple[Any, ...]]:
    for one in batch:
        yield (
            one.id, one.unit_id, one.path, one.level, True, one.registration_id, one.sex, one.age_band, one.head_count,
            one.need, one.urgency, one.channel, one.language, ReceptionState.DONE, one.arrived_at, one.arrived_at,
            one.arrived_at, "", one.recorded_by_id,
        )  # fmt: skip


def _appointment_rows(batch: Sequence[NewAppointment]) -> Iterator[tuple[Any, ...]]:
    for one in batch:
        yield (
            one.id, one.unit_id, one.path, one.level, True, one.registration_id, one.worker_id, one.desk, one.service,
            one.day, one.starts, one.minutes, one.place, one.state, "", 1, one.recorded_by_id,
        )  # fmt: skip


def _act_rows(batch: Sequence[NewAct]) -> Iterator[tuple[Any, ...]]:
    for one in batch:
        yield (
            one.id, one.unit_id, one.path, one.level, True, one.service, one.occurred_at, one.place, one.agent_id,
            one.language, False, one.minutes, one.anonymous_count, one.anonymous_women, one.reception_id, "",
            one.recorded_by_id,
        )  # fmt: skip


def _person_rows(batch: Sequence[NewAct]) -> Iterator[tuple[Any, ...]]:
    for one in batch:
        for registration_id in one.registration_ids:
            yield (new_id(), one.unit_id, one.path, one.level, True, one.id, registration_id, one.recorded_by_id)
