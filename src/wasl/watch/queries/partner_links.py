"""Links that were given to partners, and what stands behind one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.messages.queries import latest_of
from wasl.watch.models import Bulletin, DataSet, PartnerLink, SignalDispatch
from wasl.watch.rules.dispatches import OPEN_DISPATCH
from wasl.watch.rules.partner_links import Handed

P = Permission
#: What a reader needs to see the thing itself, and so the links to it.
READS = {Handed.BULLETIN: P.WATCH_READ, Handed.DATASET: P.DATASET_REVOKE, Handed.SIGNAL: P.WATCH_SIGNAL_FOLLOW}
type Thing = Bulletin | DataSet | SignalDispatch


@dataclass(frozen=True, slots=True)
class Behind:
    """What a link leads to: the row, whether it may leave yet, whether it is over, and its last day if it has one."""

    row: Thing
    partner: str
    is_ready: bool
    is_over: bool
    last_on: date | None = None


def thing_of(*, actor: Actor, kind: Handed, subject_id: UUID) -> Thing:
    """Raises DoesNotExist out of the actor's reach."""
    rows = {Handed.BULLETIN: Bulletin, Handed.DATASET: DataSet, Handed.SIGNAL: SignalDispatch}[kind].objects
    found: Thing = rows.visible_to(actor, READS[kind]).get(pk=subject_id)
    return found


def behind(row: Thing, *, today: date) -> Behind:
    match row:
        case Bulletin():
            return Behind(row, "", row.approved_at is not None, is_over=False)
        case DataSet():
            is_over = row.revoked_at is not None or today > row.expires_on
            return Behind(row, row.partner, row.approved_at is not None, is_over, row.expires_on)
        case SignalDispatch():
            is_over = row.state not in OPEN_DISPATCH
            return Behind(row, row.destination_name or row.destination, row.to_unit_id is None, is_over)


def links_to(*, actor: Actor, kind: Handed, subject_id: UUID) -> "QuerySet[PartnerLink]":
    rows: QuerySet[PartnerLink] = PartnerLink.objects.visible_to(actor, READS[kind])
    return rows.filter(subject_id=subject_id).order_by("-recorded_at", "-id")


def telling_of(*, actor: Actor, kind: Handed, link_ids: Iterable[UUID]) -> dict[UUID, str]:
    """State of the short message of each link that had one."""
    rows = latest_of(actor=actor, permission=READS[kind], subject_ids=link_ids)
    return {subject: row.state for subject, row in rows.items()}
