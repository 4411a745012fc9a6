"""The brake on reading: nobody is stopped without being told what to do, and somebody is told at once."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from wasl.access.models import Account, Brake, DayCount
from wasl.access.rules import GoesOn, Verdict, braked
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import path_range, system
from wasl.journal.commands import record
from wasl.journal.queries import files_read

JOB = "watch readers"


class CannotGoOn(Exception):
    """No reason, or nothing to go on from."""


def count_rows(*, actor: Actor, rows: int, day: date) -> None:
    """Adds to what the account was shown or took out that day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_daycount (account_id, day, rows) VALUES (%s, %s, %s)"
            " ON CONFLICT (account_id, day) DO UPDATE SET rows = access_daycount.rows + excluded.rows",
            [actor.account_id, day, rows],
        )


@transaction.atomic
def watch_readers(*, now: datetime, since: datetime, day: date, caps: dict[str, int]) -> int:
    """Writes an alert for each account beyond a cap today, once a day and kind; answers how many were written.

    `since` is the beginning of the day. Only accounts that did something in the last minutes are looked at.
    """
    made = 0
    with system(JOB):
        for account_id, path, files, burst in files_read(now=now, since=since):
            rows = _rows_of(account_id, day)
            for kind, count in braked(files=files, rows=rows, burst=burst, caps=caps).items():
                made += _stop(account_id, path, day=day, kind=kind, count=count, now=now)
    return made


def _rows_of(account_id: UUID, day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rows FROM access_daycount WHERE account_id = %s AND day = %s", [account_id, day])
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def _stop(account_id: UUID, path: str, *, day: date, kind: str, count: int, now: datetime) -> int:
    if not Account.objects.filter(pk=account_id).exists():
        return 0
    row = Brake(pk=new_id(), account_id=account_id, path=path, day=day, kind=kind, count=count, at=now)
    if Brake.objects.filter(account_id=account_id, day=day, kind=kind).exists():
        return 0
    row.save(force_insert=True)
    record(actor=None, verb="brake:alert", subject="account", subject_id=account_id, path=path, reason=kind)
    return 1


@transaction.atomic
def forget_counts(*, before: date) -> int:
    """Counts of days before are of no use to anybody; alerts stay."""
    return DayCount.objects.filter(day__lt=before).delete()[0]


@transaction.atomic
def go_on(*, actor: Actor, now: datetime, reason: str) -> int:
    """The agent says why and goes on at once; whoever answers for the team reads the reason."""
    if reason not in set(GoesOn):
        raise CannotGoOn
    waiting = Brake.objects.filter(account_id=actor.account_id, goes_on_at__isnull=True)
    done = waiting.update(reason=reason, goes_on_at=now)
    if done:
        record(actor=actor, verb="brake:go_on", subject="account", subject_id=actor.account_id, reason=reason)
    return done


@transaction.atomic
def judge_brake(*, actor: Actor, now: datetime, brake_id: UUID, verdict: str) -> Brake:
    """Work, or something to follow up; never by the account itself."""
    require(actor, Permission.READERS_WATCH)
    low, high = path_range(actor.path)
    row = Brake.objects.select_for_update().filter(pk=brake_id, path__gte=low, path__lt=high).first()
    if row is None or row.account_id == actor.account_id:
        raise NotAllowed(Permission.READERS_WATCH, "an alert out of reach, or one's own")
    if verdict not in set(Verdict):
        raise CannotGoOn
    if row.seen_at is None:
        row.seen_by_id, row.seen_at, row.verdict = actor.account_id, now, verdict
        row.save(update_fields=["seen_by", "seen_at", "verdict"])
        record(actor=actor, verb="brake:judge", subject="account", subject_id=row.account_id, reason=verdict)
    return row
