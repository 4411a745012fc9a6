"""The monthly bulletin: prepared by one, approved by another, archived in both languages; and needs on one sheet."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.journal.commands import record
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.watch.bulletin_paper import paper_of
from wasl.watch.commands.publishing import published_table
from wasl.watch.models import Alert, Bulletin
from wasl.watch.queries.bulletins import bulletins, content_of
from wasl.watch.queries.territories import lies_in, own_territories
from wasl.watch.rules.bulletins import BulletinFault, Content, canonical, digest, read
from wasl.watch.rules.weeks import last_complete_month

LANGUAGES = ("fr", "ar")


class CannotPublish(Exception):
    def __init__(self, fault: BulletinFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def prepare_bulletin(
    *, actor: Actor, bulletin_id: UUID, territory: str, month: date, now: datetime, today: date
) -> Bulletin:
    """Writes down what the month comes to, for another account to read and approve."""
    require(actor, Permission.BULLETIN_PREPARE, path=actor.path)
    if known := bulletins(actor=actor).filter(pk=bulletin_id).first():
        return known
    content = _content(actor, territory, month, now, today)
    text = canonical(content)
    unit = Unit.objects.select_for_update(no_key=True).get(pk=actor.unit_id)
    earlier = bulletins(actor=actor).filter(unit=unit, territory=territory, month=month).order_by()
    row = Bulletin(
        pk=bulletin_id, unit=unit, path=unit.path, level=0, territory=territory, month=month,
        number=(earlier.aggregate(last=Max("number"))["last"] or 0) + 1, content=text, sha256=digest(text),
        prepared_by_id=actor.account_id, prepared_at=now, is_simulated=_is_simulated(actor, month),
    )  # fmt: skip
    row.save(force_insert=True)
    _note(actor, row, Permission.BULLETIN_PREPARE)
    return row


def _content(actor: Actor, territory: str, month: date, now: datetime, today: date) -> Content:
    if month > last_complete_month(today, wait_days=parameter("watch.wait_days", on=today)) or month.day != 1:
        raise CannotPublish(BulletinFault.MONTH)
    if not lies_in(territory, own_territories(actor=actor, on=today)):
        raise CannotPublish(BulletinFault.TERRITORY)

    def tables(code: str, first: date):  # type: ignore[no-untyped-def]
        return published_table(indicator=code, month=first, today=today, now=now)

    return content_of(actor=actor, territory=territory, month=month, tables=tables)


def _is_simulated(actor: Actor, month: date) -> bool:
    rows = Alert.objects.visible_to(actor, Permission.WATCH_READ).filter(week__gte=month)
    return bool(rows.filter(is_simulated=True).exists())


@transaction.atomic
def approve_bulletin(*, actor: Actor, bulletin_id: UUID, now: datetime, today: date) -> Bulletin:
    """Two papers, French and Arabic, numbered and archived from the content that was read."""
    require(actor, Permission.BULLETIN_APPROVE)
    row: Bulletin = bulletins(actor=actor).select_for_update().get(pk=bulletin_id)
    if row.approved_at is not None:
        raise CannotPublish(BulletinFault.DECIDED)
    if row.prepared_by_id == actor.account_id:
        raise CannotPublish(BulletinFault.OWN)
    papers = [
        _issue(actor, row.unit, read(row.content), language, row.pk, now, today, content_hash=row.sha256)
        for language in LANGUAGES
    ]
    row.paper_fr_id, row.paper_ar_id = (paper.pk for paper in papers)
    row.approved_by_id, row.approved_at = actor.account_id, now
    row.save(update_fields=["paper_fr", "paper_ar", "approved_by", "approved_at"])
    _note(actor, row, Permission.BULLETIN_APPROVE)
    return row


@transaction.atomic
def issue_needs(
    *, actor: Actor, territory: str, month: date, language: str, now: datetime, today: date
) -> IssuedDocument:
    """What a province needs, on one sheet, from what may leave: confirmed alerts, published counts, the census."""
    require(actor, Permission.WATCH_READ)
    content = _content(actor, territory, month, now, today)
    unit = Unit.objects.get(pk=actor.unit_id)
    text = canonical(content)
    return _issue(actor, unit, content, language, new_id(), now, today, content_hash=digest(text), is_needs=True)


def _issue(
    actor: Actor, unit: Unit, content: Content, language: str, subject_id: UUID, now: datetime, today: date,
    *, content_hash: str, is_needs: bool = False,
) -> IssuedDocument:  # fmt: skip
    paper = paper_of(content, language=language, content_hash=content_hash, is_needs=is_needs)
    return issue(
        actor=actor, template=paper.template, lang=language, data=paper, now=now, level=0, subject_id=subject_id,
        subject="needs" if is_needs else "bulletin", unit=issuing_unit(unit, on=today),
        permission=Permission.WATCH_READ if is_needs else Permission.BULLETIN_APPROVE,
    )  # fmt: skip


def _note(actor: Actor, row: Bulletin, verb: str) -> None:
    record(actor=actor, verb=verb, subject="bulletin", subject_id=row.pk, path=row.path, reason=row.month.isoformat())
