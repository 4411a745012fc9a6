"""Loading the reference divisions and censuses; importing the levels below them."""

import hashlib
from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.db import connection, transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.territory import bulk, importing, sheets
from wasl.territory.importing import Outcome
from wasl.territory.models import Source, Upload
from wasl.territory.queries import NoUpload, known

_LOCK = 0x7E44170  # one loading at a time, whoever starts it


def load_reference(*, progress: Callable[[str], None] | None = None) -> Source:
    """The country as shipped: divisions, former codes, census figures. Does nothing when already in place.

    Running it twice, or from two processes at once, gives the same rows with the same ids. `progress` receives
    the name of each table.
    """
    shipped = bulk.release()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        present = Source.objects.filter(name=bulk.PACKAGE).order_by("-loaded_at", "-id").first()
        if present and (present.version, present.sha256) == (shipped.version, shipped.sha256):
            return present
        return _load(shipped, progress or (lambda table: None))


def _load(shipped: bulk.Release, progress: Callable[[str], None]) -> Source:
    source = Source.objects.create(name=bulk.PACKAGE, version=shipped.version, sha256=shipped.sha256, rows=0)
    progress("territories")
    ids = bulk.write_territories(source)
    rows = len(ids) + bulk.write_former_codes(ids) + bulk.write_columns()
    source.rows = rows + bulk.write_figures(ids, progress=progress)
    source.save(update_fields=["rows"])
    return source


class AlreadyImported(Exception):
    """The upload was imported before: a second press changes nothing."""


def hold_upload(*, actor: Actor, file_name: str, content: bytes) -> Upload:
    """Keeps a file for review; nothing changes in the territory. Raises Unreadable."""
    require(actor, Permission.TERRITORY_IMPORT)
    return Upload.objects.create(
        account_id=actor.account_id,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        rows=sheets.read(file_name, content),
    )


def import_upload(*, actor: Actor, upload_id: UUID) -> dict[Outcome, int]:
    """Writes the rows that are accepted today, leaves out the others; counts by outcome.

    The rows are judged again, since the territory may have changed between the review and the decision. The trail
    is the source: file, SHA-256, account and instant; every imported row points to it.
    """
    require(actor, Permission.TERRITORY_IMPORT)
    with transaction.atomic():
        upload = Upload.objects.select_for_update().filter(pk=upload_id).first()
        if upload is None:
            raise NoUpload(upload_id)
        if upload.source_id is not None:
            raise AlreadyImported
        verdicts = importing.judge(upload.rows, known())
        written = [verdict.entry for verdict in verdicts if verdict.entry and verdict.outcome in _WRITTEN]
        upload.source = Source.objects.create(
            name=upload.file_name, sha256=upload.sha256, account_id=actor.account_id, rows=len(written)
        )
        upload.save(update_fields=["source"])
        bulk.write_entries(written, upload.source)
        return dict(Counter(verdict.outcome for verdict in verdicts))


_WRITTEN = {Outcome.NEW, Outcome.CHANGED}
