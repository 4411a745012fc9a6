"""The worker's side: one list, one step after another, as whoever asked for it and only while posted."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from wasl.access.models import Posting
from wasl.access.queries import actor_of, postings_in_force
from wasl.core.actor import Actor
from wasl.core.scope import entered, system
from wasl.people.commands.lists.applying import apply_rows
from wasl.people.commands.lists.checking import check_rows, read_rows
from wasl.people.commands.lists.held import IMPORT
from wasl.people.commands.lists.undoing import undo_rows
from wasl.people.models import PersonList
from wasl.people.rules.lists import BUSY, ListState

_JOB = "work on lists"
#: Workers that may check one list at once: PostgreSQL searches for one while another weighs what was found.
LANES = 2
STEPS: dict[ListState, Callable[..., int]] = {
    ListState.READING: read_rows,
    ListState.CHECKING: check_rows,
    ListState.APPLYING: apply_rows,
    ListState.UNDOING: undo_rows,
}


def waiting_lists() -> list[UUID]:
    """Lists at which the worker has something to do, oldest first."""
    with transaction.atomic(), system(_JOB):
        rows = PersonList.objects.for_system(_JOB).filter(state__in=BUSY)
        return list(rows.order_by("id").values_list("pk", flat=True))


def work_on(*, list_id: UUID, now: datetime) -> bool:
    """One chunk of the step the list is at; False when nothing is left to do, or nobody may do it any more.

    A worker that is killed leaves the chunk unwritten: the next call takes it up again.
    """
    actor = _asker(list_id, now)
    if actor is None:
        return False
    with transaction.atomic(), entered(actor):
        held = PersonList.objects.visible_to(actor, IMPORT).filter(pk=list_id).first()
        step = STEPS.get(ListState(held.state)) if held else None
        if step is None:
            return False
        done = step(actor=actor, list_id=list_id, now=now)
    return bool(done) or _moved_on(list_id, held.state)


def _asker(list_id: UUID, now: datetime) -> Actor | None:
    """Under the posting that asked last, if it is still in force: rights that ended do not go on in the worker."""
    with transaction.atomic(), system(_JOB):
        asked = PersonList.objects.for_system(_JOB).filter(pk=list_id, state__in=BUSY).first()
    if asked is None or asked.posting_id is None:
        return None
    posting = Posting.objects.select_related("account").filter(pk=asked.posting_id).first()
    if posting is None:
        return None
    in_force = postings_in_force(account=posting.account, today=localdate(now)).filter(pk=posting.pk).first()
    return actor_of(posting=in_force) if in_force else None


def _moved_on(list_id: UUID, state: str) -> bool:
    """Whether another step waits now. A lane that found nothing left beside another one's rows goes home."""
    with transaction.atomic(), system(_JOB):
        rows = PersonList.objects.for_system(_JOB).filter(pk=list_id, state__in=BUSY)
        return bool(rows.exclude(state=state).exists())
