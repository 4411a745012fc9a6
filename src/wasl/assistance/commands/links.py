"""The sender's side of answering without an account: a link, its one-time codes, and its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from wasl.assistance.commands.loop import journal, write_step
from wasl.assistance.commands.orientations import locked_orientation
from wasl.assistance.commands.placing import Refused, insert
from wasl.assistance.models import Orientation, OrientationLink
from wasl.assistance.queries.links import current_code
from wasl.assistance.rules import OPEN_ORIENTATION, Fault, Step, Via
from wasl.assistance.rules.links import digest_of_secret, new_secret
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission


class CannotLink(Refused):
    """An orientation that is not answered by a link."""


@dataclass(frozen=True, slots=True)
class MadeLink:
    """`secret` is said this once, and kept nowhere."""

    link: OrientationLink
    secret: str
    code: str


@transaction.atomic
def make_link(*, actor: Actor, now: datetime, orientation_id: UUID, lang: str) -> MadeLink:
    """A new link for a receiver outside the institution; an earlier one of the same orientation ends with it."""
    row = _of_sender(actor, orientation_id)
    _end(actor, row, now=now)
    secret = new_secret()
    link = insert(
        OrientationLink(
            pk=new_id(), orientation=row, digest=digest_of_secret(secret), lang="ar" if lang == "ar" else "fr",
            until_at=_until(now), unit_id=row.unit_id, path=row.path, level=row.level, seal=row.seal,
            recorded_by_id=actor.account_id,
        )
    )  # fmt: skip
    write_step(row, step=Step.LINK_MADE, at=now, via=Via.SCREEN, account_id=actor.account_id)
    journal(actor, row, "orientation:link")
    return MadeLink(link, secret, current_code(link))


@transaction.atomic
def new_link_code(*, actor: Actor, now: datetime, orientation_id: UUID) -> OrientationLink:
    """The next one-time code of the link that stands: wrong attempts are forgotten, and its days begin again."""
    row = _of_sender(actor, orientation_id)
    link = _links(actor, row).filter(revoked_at__isnull=True).select_for_update().first()
    if link is None:
        raise CannotLink(Fault.STATE)
    link.turn, link.wrong_codes, link.until_at, link.asked_at = link.turn + 1, 0, _until(now), None
    link.save(update_fields=["turn", "wrong_codes", "until_at", "asked_at"])
    write_step(row, step=Step.LINK_MADE, at=now, via=Via.SCREEN, account_id=actor.account_id)
    journal(actor, row, "orientation:link_code")
    return link  # type: ignore[no-any-return]


@transaction.atomic
def end_link(*, actor: Actor, now: datetime, orientation_id: UUID) -> None:
    """The link opens nothing more; run again, it does nothing more."""
    row = _of_sender(actor, orientation_id, also_closed=True)
    if _end(actor, row, now=now):
        write_step(row, step=Step.LINK_ENDED, at=now, via=Via.SCREEN, account_id=actor.account_id)
        journal(actor, row, "orientation:link_end")


def _of_sender(actor: Actor, orientation_id: UUID, *, also_closed: bool = False) -> Orientation:
    row = locked_orientation(actor, orientation_id, Permission.ORIENTATION_SEND)
    if not actor.reaches(row.path):
        raise CannotLink(Fault.STATE)
    if row.to_unit_id is not None:
        raise CannotLink(Fault.HAS_ACCOUNTS)
    if row.state not in OPEN_ORIENTATION and not also_closed:
        raise CannotLink(Fault.STATE)
    return row


def _links(actor: Actor, row: Orientation) -> QuerySet[OrientationLink]:
    found = OrientationLink.objects.visible_to(actor, Permission.ORIENTATION_SEND)
    return found.filter(orientation_id=row.pk)  # type: ignore[no-any-return]


def _end(actor: Actor, row: Orientation, *, now: datetime) -> int:
    _links(actor, row).filter(asked_at__isnull=False).update(asked_at=None)
    return _links(actor, row).filter(revoked_at__isnull=True).update(revoked_at=now)


def _until(now: datetime) -> datetime:
    return now + timedelta(days=parameter("orientation.link_days", on=localtime(now).date()))
