import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.db.models.expressions import RawSQL

from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range, system
from wasl.journal.models import Line, SealedLine

FIRST_HASH = b"\0" * 32


def chained(before: bytes, line: Line) -> bytes:
    """SHA-256 of the previous hash and of every column of the line, in a fixed order."""
    fields = [
        line.pk,
        line.at.isoformat(),
        str(line.account_id or ""),
        str(line.posting_id or ""),
        line.verb,
        line.subject,
        line.subject_id,
        line.path,
        line.level,
        str(line.seal or ""),
        line.reason,
        line.digest,
        line.is_refused,
    ]
    return hashlib.sha256(before + json.dumps(fields, ensure_ascii=False).encode()).digest()


def finished_lines(*, limit: int) -> QuerySet[Line]:
    """Lines not chained yet whose transaction cannot be open any more, oldest transaction first."""
    return Line.objects.filter(
        sealedline__isnull=True,
        xid__lt=RawSQL("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint", ()),
    ).order_by("xid", "id")[:limit]


def broken_links() -> Iterator[int]:
    """Ids of sealed lines whose hash no longer follows from the line and the link before it."""
    with transaction.atomic(), system("seal journal"):
        before = FIRST_HASH
        for link in SealedLine.objects.select_related("line").order_by("id").iterator(chunk_size=2_000):
            expected = chained(before, link.line)
            before = bytes(link.hash)
            if before != expected:
                yield link.line_id


def readings_of(*, actor: Actor, subject: str, subject_id: str) -> QuerySet[Line]:
    """Lines about one thing, newest first, within the actor's territory and level."""
    require(actor, Permission.JOURNAL_READ)
    low, high = path_range(actor.path)
    lines = Line.objects.filter(
        subject=subject, subject_id=subject_id, path__gte=low, path__lt=high, level__lte=actor.level
    )
    return lines.order_by("-at")


def latest_readings(*, subject: str, subject_id: str, verbs: Sequence[str]) -> list[tuple[UUID, datetime]]:
    """Accounts and instants of readings among the last 2,000 lines about one thing, newest first, at most 500, within
    the limits of the posting in force; the caller has shown the right to be told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_readings(%s, %s, %s)", [subject, subject_id, list(verbs)])
        return [(account_id, at) for account_id, at in cursor.fetchall()]


def readings_of_seal(*, seal: UUID) -> list[tuple[UUID, datetime]]:
    """Accounts that read a dossier or one of its rows, with the last time each, the latest first.

    The caller has shown the right to read the dossier; row-level security hides the lines of others.
    """
    lines = Line.objects.filter(seal=seal, verb__endswith=":read", is_refused=False, account_id__isnull=False)
    return list(lines.values_list("account_id").annotate(last=Max("at")).order_by("-last"))


def lines_of(
    *,
    actor: Actor,
    account_id: UUID | None = None,
    subject: str = "",
    on: date | None = None,
    refused_only: bool = False,
) -> QuerySet[Line]:
    """Lines within the actor's territory and level; `on` is a day in the institution's own time zone."""
    require(actor, Permission.JOURNAL_READ)
    low, high = path_range(actor.path)
    lines = Line.objects.filter(path__gte=low, path__lt=high, level__lte=actor.level)
    if account_id is not None:
        lines = lines.filter(account_id=account_id)
    if subject:
        lines = lines.filter(subject=subject)
    if on is not None:
        lines = lines.filter(at__date=on)
    if refused_only:
        lines = lines.filter(is_refused=True)
    return lines


#: Subjects that are somebody's file.
FILES = ("case", "person", "registration", "reception", "orientation", "dossier", "document", "appointment")
_READ = """SELECT account_id, max(path), count(DISTINCT subject_id) AS files,
  count(DISTINCT subject_id) FILTER (WHERE at > %(burst)s) AS burst
FROM journal_line WHERE at >= %(since)s AND NOT is_refused AND subject = ANY (%(subjects)s) AND verb LIKE '%%:read%%'
  AND account_id IN (
    SELECT DISTINCT account_id FROM (SELECT account_id, at FROM journal_line ORDER BY id DESC LIMIT 5000) latest
    WHERE at > %(lately)s AND account_id IS NOT NULL)
GROUP BY account_id"""
BURST = timedelta(minutes=10)
LATELY = timedelta(minutes=3)


def files_read(*, now: datetime, since: datetime) -> list[tuple[UUID, str, int, int]]:
    """Account, place, files read since the beginning of the day and in the last ten minutes, of each account that
    left a line in the last three; the caller works as a listed job."""
    given: dict[str, Any] = {"since": since, "burst": now - BURST, "lately": now - LATELY, "subjects": list(FILES)}
    with connection.cursor() as cursor:
        cursor.execute(_READ, given)
        return [(account, path, files, burst) for account, path, files, burst in cursor.fetchall()]


def readings_within(*, actor: Actor, account_id: UUID | None = None, on: date | None = None) -> QuerySet[Line]:
    """Readings of files in the actor's territory and level, for whoever answers for those who read; pages run on
    (-at, -id)."""
    require(actor, Permission.READERS_WATCH)
    low, high = path_range(actor.path)
    lines = Line.objects.filter(
        path__gte=low, path__lt=high, level__lte=actor.level, verb__contains=":read", subject__in=FILES,
        is_refused=False, account_id__isnull=False,
    )  # fmt: skip
    if account_id is not None:
        lines = lines.filter(account_id=account_id)
    return lines.filter(at__date=on) if on is not None else lines


def readings_of_dossiers(*, actor: Actor, dossier_ids: Collection[UUID], on: date | None = None) -> QuerySet[Line]:
    """Readings of these nominative dossiers, whoever read them and from where. Nobody above may learn that there is
    one: those named on it watch over it themselves. The caller says on which the actor is named to stay."""
    require(actor, Permission.READERS_NAMED)
    lines = Line.objects.filter(
        seal__in=actor.named & set(dossier_ids), level=NOMINATIVE, verb__contains=":read", subject__in=FILES,
        is_refused=False, account_id__isnull=False,
    )  # fmt: skip
    return lines.filter(at__date=on) if on is not None else lines


def worked_on(
    *, pairs: Sequence[tuple[UUID, str]], seals: Sequence[UUID], accounts: Sequence[UUID]
) -> set[tuple[UUID, str]]:
    """(account, id) of those who did something else than reading the thing, or the dossier it belongs to."""
    did = Line.objects.filter(account_id__in=accounts, is_refused=False).exclude(verb__contains=":read")
    about = did.filter(subject_id__in=[one for _account, one in pairs]).values_list("account_id", "subject_id")
    within = did.filter(seal__in=seals).values_list("account_id", "seal")
    return {(account, str(one)) for account, one in (*about.distinct(), *within.distinct()) if account}


def files_before(*, line_ids: Sequence[int]) -> dict[int, int]:
    """For each line, how many files its account read in the ten minutes up to it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.id, (SELECT count(DISTINCT b.subject_id) FROM journal_line b WHERE b.account_id = l.account_id"
            " AND b.at BETWEEN l.at - interval '10 minutes' AND l.at AND b.verb LIKE '%%:read%%'"
            " AND b.subject = ANY (%s)) FROM journal_line l WHERE l.id = ANY (%s)",
            [list(FILES), list(line_ids)],
        )
        return dict(cursor.fetchall())
