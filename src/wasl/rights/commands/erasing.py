"""What the worker does: finds files past their time, and anonymises those that two agents agreed on.

Acts and counts stay; what says who somebody is, what was told, and the history of all of it goes.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.core.personal import Held
from wasl.core.scope import system
from wasl.documents.models import IssuedDocument
from wasl.journal.commands import record
from wasl.people.models import Registration
from wasl.rights.models import Erased, Erasure, ErasureItem, PastPeriod
from wasl.rights.personal import HELD, PAPERS_OF
from wasl.rights.queries.retention import Age, ages_of, held_by_law, periods_on
from wasl.rights.rules.retention import ErasureState, ItemState, Rule

FIND, ERASE = "find past files", "erase persons"
BATCH = 1_000

#: Told of each registration before it is erased, outside the database: (id, rule, when).
Note = Callable[[UUID, str, datetime], None]


@transaction.atomic
def find_past_files(*, after: UUID | None, now: datetime) -> UUID | None:
    """Looks at the next registrations by id; answers the last one looked at, None at the end. Running it again, or
    from the beginning, writes nothing twice."""
    today = localtime(now).date()
    with system(FIND):
        rows = Registration.objects.for_system(FIND).order_by("pk")
        batch = list((rows.filter(pk__gt=after) if after else rows)[:BATCH])
        gone = set(
            Erased.objects.for_system(FIND).filter(registration__in=batch).values_list("registration_id", flat=True)
        )
        shortest = now - timedelta(days=min(periods_on(today).values()))
        looked = [row for row in batch if row.pk not in gone and row.created_at <= shortest]
        past = [age for age in ages_of(registrations=looked, job=FIND, today=today) if age.is_past(today)]
        held = held_by_law(registration_ids=[age.registration_id for age in past], job=FIND)
        _keep_list({row.pk: row for row in batch}, [age for age in past if age.registration_id not in held], now)
    return batch[-1].pk if len(batch) == BATCH else None


def _keep_list(batch: dict[UUID, Registration], past: Iterable[Age], now: datetime) -> None:
    rows = PastPeriod.objects.for_system(FIND)
    ages = {age.registration_id: age for age in past}
    rows.filter(registration__in=list(batch)).exclude(registration__in=list(ages))._raw_delete(rows.db)
    known = {row.registration_id: row for row in rows.filter(registration__in=list(ages))}
    new = []
    for pk, age in ages.items():
        values = {"due_on": age.due_on, "rule": age.rule, "level": age.level, "seal": age.seal}
        before = known.get(pk)
        if before is None:
            new.append(
                PastPeriod(registration_id=pk, unit_id=batch[pk].unit_id, path=batch[pk].path, seen_at=now, **values)
            )
        elif any(getattr(before, name) != value for name, value in values.items()):
            rows.filter(pk=before.pk).update(seen_at=now, **values)
    rows.bulk_create(new)


@transaction.atomic
def erase_next(*, now: datetime, note: Note) -> bool:
    """Carries out one registration of an approved erasure; answers whether there was one. Two workers never take the
    same one, and a worker that was killed takes up where it was."""
    with system(ERASE):
        items = ErasureItem.objects.for_system(ERASE).filter(state=ItemState.WAITING, erasure__state="APPROVED")
        item = items.order_by("id").select_for_update(skip_locked=True, of=("self",)).first()
        if item is None:
            return False
        row = Registration.objects.for_system(ERASE).select_for_update().get(pk=item.registration_id)
        item.state, item.done_at = _state_of(row, localtime(now).date()), now
        if item.state == ItemState.DONE:
            note(row.pk, item.rule, now)
            item.counts = _erase(row, item.rule, now)
        item.save(update_fields=["state", "done_at", "counts"])
        _finish(item.erasure_id, now)
    return True


def _state_of(row: Registration, today: date) -> ItemState:
    """Asked again at the last moment: somebody may have come back, or a judge may have written."""
    if held_by_law(registration_ids=[row.pk], job=ERASE):
        return ItemState.HELD
    (age,) = ages_of(registrations=[row], job=ERASE, today=today)
    return ItemState.DONE if age.is_past(today) else ItemState.ALIVE


def _erase(row: Registration, rule: str, now: datetime) -> dict[str, int]:
    """How many rows of each table were emptied or removed."""
    counts = {"documents_issueddocument": _erase_papers(row)}
    for held in HELD:
        number = _erase_table(held, row.pk)
        table = held.model._meta.db_table
        counts[table] = counts.get(table, 0) + number
    Erased.objects.for_system(ERASE).create(
        registration=row, unit_id=row.unit_id, path=row.path, level=row.level, seal=row.seal, rule=rule, at=now
    )
    record(
        actor=None, verb="person:erase", subject="registration", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal, reason=rule,
    )  # fmt: skip
    return {table: number for table, number in counts.items() if number}


def _erase_papers(row: Registration) -> int:
    """The bytes of every paper issued about her; number, day and hash stay, so that a paper can still be verified."""
    number = 0
    for held in PAPERS_OF:
        acts = held.model.objects.for_system(ERASE).filter(**{held.way: row.pk})
        papers = IssuedDocument.objects.for_system(ERASE).filter(subject_id__in=acts.values("pk"), pdf__isnull=False)
        number += papers.update(pdf=None)
    return number


def _erase_table(held: Held, registration_id: UUID) -> int:
    is_touched = held.goes or held.clears or held.rewrites
    if not is_touched:
        return 0
    objects = held.model.objects.for_system(ERASE)
    ids = list(objects.filter(**{held.way: registration_id}).values_list("pk", flat=True).distinct())
    if held.is_shared:
        ids = _without_others(held, ids, registration_id)
    rows = objects.filter(pk__in=ids)
    if not ids:
        return 0
    if held.goes:
        _forget(held.model, ids)
        rows._raw_delete(rows.db)
        return len(ids)
    for name, value_of in held.rewrites.items():
        for row in rows:
            objects.filter(pk=row.pk).update(**{name: value_of(row)})
    if held.clears:
        rows.update(**held.clears)
    _forget(held.model, ids)
    return len(ids)


def _without_others(held: Held, ids: list[UUID], registration_id: UUID) -> list[UUID]:
    """Rows that tell of nobody else whose file still stands: what is a sister's is not emptied with her brother's."""
    pairs = held.model.objects.for_system(ERASE).filter(pk__in=ids).values_list("pk", held.way)
    others = {(pk, other) for pk, other in pairs if other is not None and other != registration_id}
    gone = Erased.objects.for_system(ERASE).filter(registration__in={other for _, other in others})
    erased = set(gone.values_list("registration_id", flat=True))
    shared = {pk for pk, other in others if other not in erased}
    return [pk for pk in ids if pk not in shared]


def _forget(model: Any, ids: list[UUID]) -> None:
    """The values before each change, this one included: history is personal data like the table it follows."""
    past = getattr(model, "pgh_event_model", None)
    if past is not None:
        rows = past.objects.for_system(ERASE).filter(pgh_obj__in=ids)
        rows._raw_delete(rows.db)


def _finish(erasure_id: UUID, now: datetime) -> None:
    """The last item closes the erasure, with the hash of what was done."""
    items = ErasureItem.objects.for_system(ERASE).filter(erasure=erasure_id)
    if items.filter(state=ItemState.WAITING).exists():
        return
    rows = Erasure.objects.for_system(ERASE).filter(pk=erasure_id)
    rows.update(state=ErasureState.DONE, done_at=now, digest=digest_of(items.order_by("id")))
    row = rows.get()
    record(
        actor=None, verb="erasure:done", subject="erasure", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal,
    )  # fmt: skip


def digest_of(items: Iterable[ErasureItem]) -> str:
    """SHA-256 over one line a registration: id, state, rule, and how many rows of each table."""
    lines = [
        json.dumps([str(item.registration_id), item.state, item.rule, item.counts], sort_keys=True) for item in items
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@transaction.atomic
def replay_erasure(*, registration_id: UUID, rule: str, now: datetime) -> bool:
    """After a restore: erases again what had been erased since the backup; answers whether there was something to do.

    Nothing is asked again: it was decided once, and done.
    """
    with system(ERASE):
        row = Registration.objects.for_system(ERASE).select_for_update().filter(pk=registration_id).first()
        known = Erased.objects.for_system(ERASE).filter(registration=registration_id)
        if row is None or known.exists():
            return False
        counts = _erase(row, Rule(rule), now)
        waiting = ErasureItem.objects.for_system(ERASE).filter(registration=row.pk, state=ItemState.WAITING)
        for item in waiting:
            waiting.filter(pk=item.pk).update(state=ItemState.DONE, done_at=now, counts=counts)
            _finish(item.erasure_id, now)
    return True
