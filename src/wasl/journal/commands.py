import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from wasl.core.actor import Actor
from wasl.core.scope import system
from wasl.journal.models import SealedLine
from wasl.journal.queries import FIRST_HASH, chained, finished_lines

_seals_read: ContextVar[set[UUID] | None] = ContextVar("seals read", default=None)


@contextmanager
def readings_noted() -> Iterator[set[UUID]]:
    """The seals of the dossiers whose reading is written down within the block."""
    noted: set[UUID] = set()
    token = _seals_read.set(noted)
    try:
        yield noted
    finally:
        _seals_read.reset(token)


def digest_of(text: str) -> str:
    """Keyed SHA-256 (hex) that lets two lines be compared without holding what they were about."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def record(
    *,
    actor: Actor | None,
    verb: str,
    subject: str,
    subject_id: UUID | str | int = "",
    path: str | None = None,
    level: int = 0,
    seal: UUID | None = None,
    reason: str = "",
    about: str = "",
    is_refused: bool = False,
) -> None:
    """Writes one line in the caller's transaction.

    `verb` is a permission's value or room:verb; `reason` a code; `about` any text, kept only as a keyed digest.
    """
    columns = {
        "account_id": actor.account_id if actor else None,
        "posting_id": actor.posting_id if actor else None,
        "verb": verb,
        "subject": subject,
        "subject_id": str(subject_id),
        "path": path if path is not None else (actor.path if actor else ""),
        "level": level,
        "seal": seal,
        "reason": reason,
        "digest": digest_of(about) if about else "",
        "is_refused": is_refused,
    }
    if seal is not None and ":read" in verb and (read := _seals_read.get()) is not None:
        read.add(seal)
    # Plain SQL because the ORM's INSERT … RETURNING would need the right to read the line just written,
    # which the writer of a refused or sealed line does not have.
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO journal_line ({names}) VALUES ({marks})", list(columns.values()))


def record_refusal(*, actor: Actor | None, verb: str, subject: str, subject_id: Any = "") -> None:
    """Writes a refused attempt in a transaction of its own, after the refused one was rolled back."""
    with transaction.atomic():
        record(actor=actor, verb=verb, subject=subject, subject_id=str(subject_id)[:40], is_refused=True)


@transaction.atomic
def seal_lines(*, limit: int = 5_000) -> int:
    """Chains the lines of finished transactions that are not chained yet; answers how many.

    One sealer at a time: a second one finds the advisory lock taken and does nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [7_301_965])
        (alone,) = cursor.fetchone()
    if not alone:
        return 0
    with system("seal journal"):
        last = SealedLine.objects.order_by("-id").first()
        before = bytes(last.hash) if last else FIRST_HASH
        links = []
        for line in finished_lines(limit=limit):
            before = chained(before, line)
            links.append(SealedLine(line=line, hash=before))
        SealedLine.objects.bulk_create(links)
    return len(links)


def record_many(*, actor: Actor, verb: str, subject: str, subject_ids: list[UUID], path: str, level: int = 0) -> None:
    """One line for each of many subjects of one place, as `record` would write them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_line (account_id, posting_id, verb, subject, subject_id, path, level, reason, digest,"
            " is_refused) SELECT %s, %s, %s, %s, id, %s, %s, '', '', false FROM unnest(%s::text[]) id",
            [actor.account_id, actor.posting_id, verb, subject, path, level, list(map(str, subject_ids))],
        )
