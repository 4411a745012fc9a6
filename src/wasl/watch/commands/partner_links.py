"""The sender's side: a link with its code for a partner who has no account, renewed or ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_current_timezone, localtime

from wasl.assistance.queries.links import current_code
from wasl.assistance.rules.links import digest_of_secret, new_secret
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.commands import record
from wasl.people.commands.reaching import tell_partner
from wasl.watch.commands.placing import insert, placed
from wasl.watch.models import PartnerLink
from wasl.watch.queries.partner_links import behind, links_to, thing_of
from wasl.watch.rules.partner_links import Handed, LinkFault, fault_of_number, until

P = Permission
#: Who hands it on.
SENDS = {Handed.BULLETIN: P.WATCH_HANDLE, Handed.DATASET: P.WATCH_HANDLE, Handed.SIGNAL: P.WATCH_SIGNAL_FOLLOW}
TELLING, SENDING = "tell partners", "send messages"
SUBJECT = "partner_link"
#: Not gone by then, the message is given up, and whoever sent it sees so.
SOON = timedelta(days=1)


class CannotLink(Exception):
    def __init__(self, fault: LinkFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class MadePartnerLink:
    """`secret` is said this once, and kept nowhere."""

    link: PartnerLink
    secret: str
    code: str


@transaction.atomic
def make_partner_link(
    *, actor: Actor, now: datetime, kind: Handed, subject_id: UUID, partner: str, lang: str
) -> MadePartnerLink:
    """A new link to one thing for one partner; an earlier one of both ends with it. Raises CannotLink."""
    require(actor, SENDS[kind])
    today = localtime(now).date()
    found = behind(thing_of(actor=actor, kind=kind, subject_id=subject_id), today=today)
    partner = (found.partner or partner).strip()[:160]
    if not partner:
        raise CannotLink(LinkFault.PARTNER)
    if not found.is_ready:
        raise CannotLink(LinkFault.NOT_READY)
    if found.is_over:
        raise CannotLink(LinkFault.OVER)
    _end(actor, kind, subject_id, partner=partner, now=now)
    secret = new_secret()
    link = insert(
        PartnerLink(
            pk=new_id(), subject=kind, subject_id=subject_id, partner=partner, digest=digest_of_secret(secret),
            lang="ar" if lang == "ar" else "fr", until_at=until(
                now=now, days=parameter("orientation.link_days", on=today), last_on=found.last_on,
                zone=get_current_timezone(),
            ),
            **placed(actor, now=now),
        )
    )  # fmt: skip
    _note(actor, link, "watch:partner_link", reason=kind)
    return MadePartnerLink(link, secret, current_code(link))


@transaction.atomic
def send_partner_link(*, actor: Actor, now: datetime, made: MadePartnerLink, address: str, number: str) -> None:
    """The address by short message, through whichever gateway is set; never the code. Raises CannotLink."""
    require(actor, SENDS[Handed(made.link.subject)])
    if not number.strip() or fault_of_number(number):
        raise CannotLink(LinkFault.NUMBER)
    row = made.link
    place = {name: getattr(row, name) for name in ("unit_id", "path", "level", "is_simulated")} | {"seal": None}
    with system(TELLING):
        tell_partner(
            job=TELLING, now=now, message_id=row.pk, number=number.strip(), language=row.lang, link=address,
            subject=SUBJECT, subject_id=row.pk, place=place, not_after=min(row.until_at, now + SOON),
        )  # fmt: skip
    _note(actor, row, "watch:partner_link_sent")


@transaction.atomic
def renew_partner_code(*, actor: Actor, now: datetime, kind: Handed, subject_id: UUID, link_id: UUID) -> PartnerLink:
    """The next code of a link that stands: wrong attempts are forgotten, and its days begin again."""
    row = _locked(actor, kind, subject_id, link_id)
    today = localtime(now).date()
    found = behind(thing_of(actor=actor, kind=kind, subject_id=subject_id), today=today)
    if row.revoked_at is not None or found.is_over:
        raise CannotLink(LinkFault.OVER)
    days = parameter("orientation.link_days", on=today)
    row.turn, row.wrong_codes, row.asked_at = row.turn + 1, 0, None
    row.until_at = until(now=now, days=days, last_on=found.last_on, zone=get_current_timezone())
    row.save(update_fields=["turn", "wrong_codes", "asked_at", "until_at"])
    _note(actor, row, "watch:partner_link_code")
    return row


@transaction.atomic
def end_partner_link(*, actor: Actor, now: datetime, kind: Handed, subject_id: UUID, link_id: UUID) -> None:
    """It opens nothing more; run again, it does nothing more."""
    row = _locked(actor, kind, subject_id, link_id)
    if row.revoked_at is None:
        row.revoked_at, row.asked_at = now, None
        row.save(update_fields=["revoked_at", "asked_at"])
        _note(actor, row, "watch:partner_link_end")


def may_still_tell(link_id: UUID, *, now: datetime) -> bool:
    """Asked at the last moment, inside the job that sends: the link still opens."""
    rows = PartnerLink.objects.for_system(SENDING).filter(pk=link_id, revoked_at__isnull=True, until_at__gt=now)
    return bool(rows.exists())


def _locked(actor: Actor, kind: Handed, subject_id: UUID, link_id: UUID) -> PartnerLink:
    require(actor, SENDS[kind])
    row = links_to(actor=actor, kind=kind, subject_id=subject_id).select_for_update().filter(pk=link_id).first()
    if row is None:
        raise NotAllowed(SENDS[kind], "a link out of reach")
    return row


def _end(actor: Actor, kind: Handed, subject_id: UUID, *, partner: str, now: datetime) -> None:
    rows = links_to(actor=actor, kind=kind, subject_id=subject_id).order_by()
    rows.filter(partner=partner, revoked_at__isnull=True).update(revoked_at=now, asked_at=None)


def _note(actor: Actor | None, row: PartnerLink, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject=SUBJECT, subject_id=row.pk, path=row.path, level=row.level, reason=reason
    )  # fmt: skip
