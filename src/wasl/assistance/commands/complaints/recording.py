"""A complaint is written down at any counter, and leaves it: who wrote it does not read it again."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.commands.complaints.faults import LEVEL, CannotComplain, note_in_journal
from wasl.assistance.models import Complainant, Complaint, ComplaintStep, Orientation, OrientationStep
from wasl.assistance.queries.complaint_words import closed, closed_words
from wasl.assistance.rules.complaints import (
    APPEAL,
    DECIDED,
    ComplaintFault,
    ComplaintState,
    Told,
    desk_path,
    due_on,
    fault_of_new,
    urgency_of,
)
from wasl.assistance.rules.coupons import COUPON_BITS, coupon_for, read_coupon
from wasl.catalogue.queries import parameters
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.deposit import DepositReceipt
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.vocabulary import terms

JOB = "register complaint"


@dataclass(frozen=True, slots=True)
class Deposit:
    """All that a counter learns of a complaint, from its number: when it came and until when it is answered."""

    number: str
    received_on: date
    first_due_on: date
    final_due_on: date
    is_answered: bool
    is_closed: bool


def _deposit(row: Complaint) -> Deposit:
    return Deposit(
        row.number, row.received_on, row.first_due_on, row.final_due_on, row.state in DECIDED,
        row.state == ComplaintState.CLOSED,
    )  # fmt: skip


@transaction.atomic
def record_complaint(
    *,
    actor: Actor,
    now: datetime,
    complaint_id: UUID,
    kind: str,
    about_unit_id: UUID,
    words: str,
    channel: str,
    speaker: str,
    received_on: date | None = None,
    name: str = "",
    contact: str = "",
    told: str = Told.RETURNS,
    may_be_named: bool = False,
    decision: str = "",
    decision_number: str = "",
) -> Deposit:
    """Writes it at the desk that will look into it; the same id sent twice is one complaint.

    Without `name` it is anonymous. `decision` and `decision_number` say what an appeal is against: whoever took that
    decision is kept away from it.
    """
    require(actor, Permission.COMPLAINT_RECORD)
    today = localtime(now).date()
    fault = fault_of_new(
        kind=kind, kinds={one.code for one in terms("complaint_types")}, decision=decision, words=words,
        channel=channel, is_named=bool(name.strip()), told=told, contact=contact,
        received_on=received_on or today, today=today,
    )  # fmt: skip
    if fault:
        raise CannotComplain(fault)
    about = Unit.objects.filter(pk=about_unit_id).first()
    if about is None:
        raise CannotComplain(ComplaintFault.UNIT)
    desk = _desk(about, actor)
    urgency = urgency_of(kind)
    first, final = due_on(
        received_on=received_on or today, urgency=urgency, days=parameters("complaint.", on=today)
    )  # fmt: skip
    content = {"words": words.strip(), "decision_number": decision_number.strip()}
    with system(JOB):
        known = Complaint.objects.for_system(JOB).filter(pk=complaint_id, recorded_by_id=actor.account_id).first()
        if known is not None:
            return _deposit(known)
        row = Complaint(
            pk=complaint_id, unit=desk, path=desk.path, level=LEVEL, recorded_by_id=actor.account_id, kind=kind,
            number=coupon_for(secrets.randbits(COUPON_BITS)), urgency=urgency, about_unit=about,
            province=_province(about), channel=channel, speaker=speaker, is_anonymous=not name.strip(), told=told,
            decision=decision, words=closed(content, complaint_id, about="words"), received_on=received_on or today,
            first_due_on=first, final_due_on=final, excluded=_deciders(decision_number) if kind == APPEAL else [],
        )  # fmt: skip
        row.save(force_insert=True)
        write_step(row, actor, ComplaintState.RECEIVED, now=now)
        if name.strip() or contact.strip():
            _write_identity(row, actor, {"name": name.strip(), "contact": contact.strip()}, may_be_named)
        note_in_journal(actor, row, Permission.COMPLAINT_RECORD, reason=kind)
    return _deposit(row)


def _desk(about: Unit, actor: Actor) -> Unit:
    coordinations = Unit.objects.filter(kind="COORD", closed_on__isnull=True).values_list("path", flat=True)
    path = desk_path(about=about.path, recorded=actor.path, coordinations=list(coordinations))
    if path is None:
        raise CannotComplain(ComplaintFault.NO_DESK)
    return Unit.objects.get(path=path)


def _province(about: Unit) -> Unit:
    """The delegation it stands under; a coordination and headquarters are counted as themselves."""
    above = [about.path[: place + 1] for place, mark in enumerate(about.path) if mark == "."]
    return Unit.objects.filter(path__in=above, kind="DELEG").first() or about


def _deciders(number: str) -> list[UUID]:
    """Who sent or answered the orientation with this number."""
    sent = Orientation.objects.for_system(JOB).filter(number=number.strip().upper()).first()
    if sent is None:
        return []
    steps = OrientationStep.objects.for_system(JOB).filter(orientation_id=sent.pk, recorded_by__isnull=False)
    return sorted({*steps.values_list("recorded_by_id", flat=True), *filter(None, [sent.recorded_by_id])})


def _write_identity(row: Complaint, actor: Actor, content: dict[str, str], may_be_named: bool) -> None:
    pk = new_id()
    Complainant(
        pk=pk, complaint=row, unit_id=row.unit_id, path=row.path, level=LEVEL, recorded_by_id=actor.account_id,
        sealed=closed(content, pk, about="who"), may_be_named=may_be_named,
    ).save(force_insert=True)  # fmt: skip


def write_step(row: Complaint, actor: Actor, step: str, *, now: datetime, words: str = "") -> None:
    pk = new_id()
    ComplaintStep(
        pk=pk, complaint=row, unit_id=row.unit_id, path=row.path, level=LEVEL, recorded_by_id=actor.account_id,
        step=step, at=now, words=closed_words(words, pk, about="step") if words else b"",
    ).save(force_insert=True)  # fmt: skip


def _numbered(typed: str, *, lock: bool = False) -> Complaint:
    number = read_coupon(typed)
    rows = Complaint.objects.for_system(JOB)
    found = (rows.select_for_update() if lock else rows).filter(number=number).first() if number else None
    if found is None:
        raise CannotComplain(ComplaintFault.UNKNOWN_NUMBER)
    return found  # type: ignore[no-any-return]


@transaction.atomic
def deposit_of(*, actor: Actor, number: str) -> Deposit:
    """What may be told at a counter to whoever holds the receipt; raises CannotComplain for an unknown number."""
    require(actor, Permission.COMPLAINT_RECORD)
    with system(JOB):
        return _deposit(_numbered(number))


@transaction.atomic
def appeal_complaint(*, actor: Actor, now: datetime, number: str, words: str) -> Deposit:
    """She does not accept the answer: it is taken up again, by another handler than the one who decided."""
    require(actor, Permission.COMPLAINT_RECORD)
    if not words.strip():
        raise CannotComplain(ComplaintFault.WORDS)
    today = localtime(now).date()
    with system(JOB):
        row = _numbered(number, lock=True)
        if row.state != ComplaintState.CLOSED:
            raise CannotComplain(ComplaintFault.STATE)
        first, final = due_on(received_on=today, urgency=row.urgency, days=parameters("complaint.", on=today))
        gone = {one for one in (row.handler_id, row.closing_by_id, row.closed_by_id, actor.account_id) if one}
        row.excluded = sorted({*row.excluded, *gone})
        row.state, row.outcome, row.reason, row.handler = ComplaintState.REOPENED, "", "", None
        row.first_due_on, row.final_due_on, row.closing_by, row.closed_by = first, final, None, None
        row.first_answer_on = row.decided_on = row.told_on = row.reminded_on = row.escalated_on = None
        row.version += 1
        row.save()
        write_step(row, actor, ComplaintState.REOPENED, now=now, words=words.strip())
        note_in_journal(actor, row, "complaint:appeal")
    return _deposit(row)


@transaction.atomic
def issue_receipt(*, actor: Actor, now: datetime, number: str, lang: str) -> IssuedDocument:
    """What she leaves with: a number and two days. Only whoever wrote it down prints it, that day."""
    require(actor, Permission.COMPLAINT_RECORD)
    with system(JOB):
        row = _numbered(number)
    if row.recorded_by_id != actor.account_id or localtime(row.recorded_at).date() != localtime(now).date():
        raise NotAllowed(Permission.COMPLAINT_RECORD, "a receipt of somebody else's")
    data = DepositReceipt(deposit=row.number, came=row.received_on, first=row.first_due_on, final=row.final_due_on)
    unit = issuing_unit(Unit.objects.get(pk=actor.unit_id), on=localtime(now).date())
    # The subject is nobody's: a paper listed at the counter leads to nothing.
    return issue(
        actor=actor, template=DepositReceipt.template, lang=lang, now=now, level=0, data=data, subject="deposit",
        subject_id=new_id(), unit=unit, permission=Permission.COMPLAINT_RECORD,
    )  # fmt: skip
