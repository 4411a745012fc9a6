"""People by the hundred thousand: the demo world, the bench and the first day's import write through here."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.people.linkage.identity import local_digits
from wasl.people.linkage.names import NORMALISER_VERSION
from wasl.people.rules import Answer, Contact, LinkReason, Particulars, Source, birth_columns
from wasl.people.rules.papers import stored_phone
from wasl.people.rules.sought import keys_of

BATCH = 5_000

_REGISTRATION = (
    "id", "unit_id", "path", "level", "given_ar", "family_ar", "given_latin", "family_latin", "known_as", "father",
    "mother", "sex", "birth_precision", "birth_year", "birth_month", "birth_day", "stated_age", "stated_on",
    "birth_place", "commune_code", "douar", "languages", "idcs_status", "rsu_status", "keys", "keys_version",
    "version", "none_of_these", "created_by", "created_at", "is_simulated", "doubles_checked_at",
)  # fmt: skip
_LINK = ("id", "registration_id", "unit_id", "path", "level", "person_id", "since_at", "reason")
_VERDICT = (
    "id", "one_id", "unit_id", "path", "other_id", "other_unit_id", "other_path", "level", "answer", "source", "reason",
    "said_at",
)  # fmt: skip
_PHONE = ("id", "registration_id", "unit_id", "path", "level", "number", "local_digits", "contact", "belongs_to")
_HOUSEHOLD = ("id", "unit_id", "path", "level", "is_simulated", "created_at")
_MEMBER = ("id", "registration_id", "household_id", "unit_id", "path", "level", "role", "since")


@dataclass(slots=True, kw_only=True)
class NewRegistration:
    """`person_id` says that it is somebody already made: a list that came so; `is_compared` that doubles need not be
    looked for."""

    unit_id: UUID
    path: str
    particulars: Particulars
    created_at: datetime
    id: UUID = field(default_factory=new_id)
    person_id: UUID | None = None
    new_person_id: UUID | None = None
    level: int = 2
    phone: str = ""
    contact: str = Contact.CALL
    created_by: UUID | None = None
    none_of_these: str = ""
    is_simulated: bool = True
    is_compared: bool = True


@dataclass(slots=True, kw_only=True)
class NewHousehold:
    """`members`: registration, role and since when, all of the one unit."""

    unit_id: UUID
    path: str
    created_at: datetime
    members: Sequence[tuple[UUID, str, date | None]]
    id: UUID = field(default_factory=new_id)
    level: int = 2
    is_simulated: bool = True


@transaction.atomic
def write_registrations(rows: Iterable[NewRegistration], *, today: date, job: str | None = "load demo") -> int:
    """Registrations with their link and at most one phone each, as the listed system job (None: as the actor that is
    entered, behind both walls); answers how many."""
    written = 0
    firsts: dict[UUID, _First] = {}
    for batch in batched(rows, BATCH):
        persons = [row.person_id or row.new_person_id or new_id() for row in batch]
        _find_firsts(firsts, {row.person_id for row in batch if row.person_id} - firsts.keys(), job)
        for row in batch:
            if row.person_id:
                firsts.setdefault(row.person_id, _First(row.id, row.unit_id, row.path, row.level))
        copy_in("people_person", ("id",), ([person] for person in dict.fromkeys(persons)), job, is_idempotent=True)
        copy_in("people_registration", _REGISTRATION, (_columns(row, today) for row in batch), job)
        copy_in("people_personlink", _LINK, _links(batch, persons, firsts), job)
        if firsts:
            copy_in("people_verdict", _VERDICT, _verdicts(batch, firsts), job)
        copy_in("people_phone", _PHONE, _phones(batch), job)
        written += len(batch)
    return written


@transaction.atomic
def write_households(rows: Iterable[NewHousehold], *, job: str | None = "load demo") -> int:
    written = 0
    for batch in batched(rows, BATCH):
        homes = ([row.id, row.unit_id, row.path, row.level, row.is_simulated, row.created_at] for row in batch)
        copy_in("people_household", _HOUSEHOLD, homes, job)
        members = (
            [new_id(), registration, row.id, row.unit_id, row.path, row.level, role, since]
            for row in batch
            for registration, role, since in row.members
        )
        copy_in("people_membership", _MEMBER, members, job)
        written += len(batch)
    return written


def _columns(row: NewRegistration, today: date) -> list[Any]:
    said, born = row.particulars, birth_columns(row.particulars.birth, today=today)
    return [
        row.id, row.unit_id, row.path, row.level, said.given_ar, said.family_ar, said.given_latin, said.family_latin,
        said.known_as, said.father, said.mother, said.sex, born.birth_precision, born.birth_year, born.birth_month,
        born.birth_day, born.stated_age, born.stated_on, said.birth_place, said.commune_code, said.douar,
        list(said.languages), said.idcs_status, said.rsu_status, keys_of(said), NORMALISER_VERSION, 1,
        row.none_of_these,
        row.created_by, row.created_at, row.is_simulated, row.created_at if row.is_compared else None,
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _First:
    """The registration a person was made with."""

    id: UUID
    unit_id: UUID
    path: str
    level: int


def _find_firsts(firsts: dict[UUID, _First], wanted: set[UUID], job: str | None) -> None:
    if not wanted or job is None:
        return
    with system(job), connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.person_id, r.id, r.unit_id, r.path, r.level FROM people_personlink l"
            " JOIN people_registration r ON r.id = l.registration_id"
            " WHERE l.until_at IS NULL AND l.reason = '' AND l.person_id = ANY (%s)",
            [list(wanted)],
        )
        firsts.update((person, _First(*place)) for person, *place in cursor.fetchall())


def _links(
    batch: Sequence[NewRegistration], persons: Sequence[UUID], firsts: dict[UUID, _First]
) -> Iterator[list[Any]]:
    for row, person in zip(batch, persons, strict=True):
        is_own = row.person_id is None or firsts[row.person_id].id == row.id
        reason = "" if is_own else LinkReason.LIST
        yield [new_id(), row.id, row.unit_id, row.path, row.level, person, row.created_at, reason]


def _verdicts(batch: Sequence[NewRegistration], firsts: dict[UUID, _First]) -> Iterator[list[Any]]:
    """What the list says: this registration and the person's first one are the same."""
    for row in batch:
        if row.person_id is None or firsts[row.person_id].id == row.id:
            continue
        own = _First(row.id, row.unit_id, row.path, row.level)
        one, other = sorted((own, firsts[row.person_id]), key=lambda each: each.id)
        yield [
            new_id(), one.id, one.unit_id, one.path, other.id, other.unit_id, other.path, max(one.level, other.level),
            Answer.SAME, Source.LIST, "", row.created_at,
        ]  # fmt: skip


def _phones(batch: Sequence[NewRegistration]) -> Iterator[list[Any]]:
    for row in batch:
        if number := stored_phone(row.phone):
            yield [
                new_id(), row.id, row.unit_id, row.path, row.level, number, local_digits(number), row.contact, "",
            ]  # fmt: skip


def copy_in(
    table: str, columns: Sequence[str], rows: Iterable[list[Any]], job: str | None, *, is_idempotent: bool = False
) -> None:
    """COPY into a table of the transaction, then one INSERT: PostgreSQL refuses COPY behind row-level security."""
    names, copy = ", ".join(columns), f"bulk_{table}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {copy} (LIKE {table}) ON COMMIT DROP")
        for column in columns:
            cursor.execute(f"ALTER TABLE {copy} ALTER COLUMN {column} DROP NOT NULL")
        cursor.execute(f"GRANT SELECT ON {copy} TO wasl_system")
        with cursor.copy(f"COPY {copy} ({names}) FROM STDIN") as out:
            for row in rows:
                out.write_row(row)
        with system(job) if job else nullcontext():
            conflict = "ON CONFLICT DO NOTHING" if is_idempotent else ""
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {copy} {conflict}")
        cursor.execute(f"TRUNCATE {copy}")
