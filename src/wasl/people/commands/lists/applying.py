"""The list becomes registrations, some hundreds at a time: a chunk is written whole or not at all."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.scope import system
from wasl.people.commands.lists.checking import give, twin_of
from wasl.people.commands.lists.held import IMPORT, hold, move, note, rows_of, save_rows, unseal_row
from wasl.people.commands.lists.writing import Taken, write_taken
from wasl.people.lists.rows import Entry
from wasl.people.lists.twins import sought_in
from wasl.people.lists.verdicts import Judged, judge
from wasl.people.models import ListRow, PersonList
from wasl.people.queries.many import search_many
from wasl.people.rules.lists import TAKEN, ListState, RowAnswer, RowVerdict
from wasl.people.rules.sought import Sought, lock_keys

CHUNK = 500
#: A registration begun before the check may have been finished after it.
_MARGIN = timedelta(minutes=10)
_TO_TAKE = Q(verdict__in=TAKEN) | (Q(verdict=RowVerdict.REVIEW) & Q(answer__in=[RowAnswer.SAME, RowAnswer.NONE]))
_HERE = Q(verdict=RowVerdict.HERE, home__isnull=False)


@transaction.atomic
def apply_list(*, actor: Actor, list_id: UUID) -> PersonList:
    """A person confirms: the worker writes what is new or answered. Raises NotNow."""
    held = hold(actor, list_id)
    move(actor, held, ListState.APPLYING)
    note(actor, held, "apply")
    return held


@transaction.atomic
def apply_rows(*, actor: Actor, list_id: UUID, now: datetime, limit: int | None = None) -> int:
    """Writes the next rows that are to be taken; answers how many were settled, 0 once the list is applied.

    Whoever comes second waits for the first, and finds its rows written. Rows whose person was registered elsewhere
    since the check are judged again, and may wait for an answer instead.
    """
    held = hold(actor, list_id)
    if held.state != ListState.APPLYING:
        return 0
    require(actor, IMPORT, path=held.path, level=held.level)
    waiting = rows_of(actor, list_id).filter(_TO_TAKE | _HERE, made_at__isnull=True).order_by("sheet", "line")
    rows = list(waiting[: limit or CHUNK])
    if not rows:
        move(actor, held, ListState.APPLIED, applied_at=now)
        note(actor, held, "applied")
        return 0
    entries = {row.pk: unseal_row(row)[1] for row in rows}
    soughts = {row.pk: sought_in(entries[row.pk]) for row in rows}
    _one_at_a_time(soughts.values())
    changed = _judged_again(actor, held, rows, entries, soughts)
    taken = [
        Taken(row=row, entry=entries[row.pk], sought=soughts[row.pk])
        for row in rows
        if row.pk not in changed
    ]  # fmt: skip
    write_taken(actor=actor, held=held, taken=taken, now=now, today=localdate(now))
    return len(rows)


def _one_at_a_time(soughts: object) -> None:
    """As for a single registration: who registers the same names at this moment waits, and then finds them."""
    keys = sorted({key for sought in soughts for key in lock_keys(sought)})  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(pg_advisory_xact_lock(key)) FROM unnest(%s::bigint[]) key", [keys])


def _judged_again(
    actor: Actor, held: PersonList, rows: Sequence[ListRow], entries: dict[UUID, Entry], soughts: dict[UUID, Sought]
) -> set[UUID]:
    """Rows that are no longer what they were, because of what was registered since they were checked."""
    fresh = _met_since(held, rows, soughts)
    again = [row for row in rows if row.pk in fresh]
    if not again:
        return set()
    own = set(rows_of(actor, held.pk).filter(made_at__isnull=False).values_list("pk", flat=True))
    found = search_many(actor=actor, soughts=[soughts[row.pk] for row in again], without=own)
    changed = []
    for row, each in zip(again, found, strict=True):
        judged = judge(
            entries[row.pk], twin=twin_of(row), matches=each.matches, is_masked=each.is_masked, unit_id=row.unit_id
        )
        if _is_as_before(row, judged):
            continue
        give(row, judged)
        row.answer, row.answer_token, row.none_of_these = "", "", ""
        changed.append(row)
    fields = ["verdict", "reasons", "known_id", "answer", "answer_token", "none_of_these"]
    save_rows(changed, fields)
    return {row.pk for row in changed}


def _is_as_before(row: ListRow, judged: Judged) -> bool:
    """Nobody else came into question: an answer that was given still stands."""
    if row.verdict == RowVerdict.REVIEW:
        return (judged.verdict, judged.reasons) == (row.verdict, row.reasons)
    return (judged.verdict, judged.known_id) == (row.verdict, row.known_id)


def _met_since(held: PersonList, rows: Sequence[ListRow], soughts: dict[UUID, Sought]) -> set[UUID]:
    """Rows with whose names somebody was registered since the check, by anybody but this list, wherever it was.

    Only whether to look again is learned here: the look itself keeps to the actor's reach.
    """
    since = min((row.checked_at for row in rows if row.checked_at), default=held.sent_at) - _MARGIN
    keys = [("{" + ",".join(map(str, lock_keys(soughts[row.pk]))) + "}") for row in rows]
    with system("work on lists"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT q.id FROM unnest(%s::uuid[], %s::text[]) q(id, keys) WHERE EXISTS ("
            " SELECT 1 FROM people_registration r WHERE r.keys && q.keys::bigint[] AND r.created_at > %s"
            " AND NOT EXISTS (SELECT 1 FROM people_listrow l WHERE l.id = r.id AND l.person_list_id = %s))",
            [[row.pk for row in rows], keys, since, held.pk],
        )
        return {row_id for (row_id,) in cursor.fetchall()}
