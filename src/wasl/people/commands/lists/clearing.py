from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from wasl.catalogue.queries import parameter
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.people.models import ListFile, ListRow, PersonList
from wasl.people.rules.lists import BUSY

_JOB = "work on lists"


@transaction.atomic
def clear_lists(*, now: datetime, limit: int = 20) -> int:
    """Deletes the file and what the rows say once the last step is long ago; what was decided stays. How many lists."""
    before = now - timedelta(days=parameter("list.kept_days", on=localdate(now)))
    with system(_JOB):
        rows = PersonList.objects.for_system(_JOB).filter(cleared_at__isnull=True, sent_at__lt=before)
        for step in ("checked_at", "applied_at", "undone_at"):
            rows = rows.filter(Q(**{f"{step}__isnull": True}) | Q(**{f"{step}__lt": before}))
        due = list(rows.exclude(state__in=BUSY).select_for_update(skip_locked=True)[:limit])
        for held in due:
            ListFile.objects.for_system(_JOB).filter(person_list=held.pk).delete()
            ListRow.objects.for_system(_JOB).filter(person_list=held.pk).update(sealed=b"")
            PersonList.objects.for_system(_JOB).filter(pk=held.pk).update(cleared_at=now, file_name="")
            record(
                actor=None, verb="list:clear", subject="list", subject_id=held.pk, path=held.path, level=held.level
            )  # fmt: skip
    return len(due)
