"""What an independent handler does with a complaint."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.models import Account
from wasl.assistance.commands.complaints.faults import CannotComplain, note_in_journal
from wasl.assistance.commands.complaints.recording import JOB, write_step
from wasl.assistance.models import Complaint, ComplaintStep
from wasl.assistance.queries.complaint_words import words_in
from wasl.assistance.queries.complaints import complaints_for, own_units
from wasl.assistance.rules.complaints import (
    DECIDED,
    FOR_HER,
    GRAVE,
    ComplaintFault,
    ComplaintState,
    is_independent,
    step_fault,
)
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.deposit import DepositAnswer
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit


def locked(actor: Actor, complaint_id: UUID, version: int | None) -> Complaint:
    """The row, as the handler saw it; raises NotAllowed when it is not there for this handler."""
    require(actor, Permission.COMPLAINT_HANDLE)
    row: Complaint | None = complaints_for(actor).select_for_update().filter(pk=complaint_id).first()
    if row is None:
        raise NotAllowed(Permission.COMPLAINT_HANDLE, "a complaint out of reach")
    if version is not None and row.version != version:
        raise CannotComplain(ComplaintFault.CHANGED)
    return row


def own(actor: Actor, complaint_id: UUID, version: int | None) -> Complaint:
    row = locked(actor, complaint_id, version)
    if row.handler_id != actor.account_id:
        raise CannotComplain(ComplaintFault.NOT_YOURS)
    return row


def _save(row: Complaint, *columns: str) -> None:
    row.version += 1
    row.save(update_fields=[*columns, "version"])


@transaction.atomic
def take_complaint(*, actor: Actor, now: datetime, complaint_id: UUID, version: int) -> Complaint:
    """The handler answers for it from now on; whoever had it before sees it in the steps."""
    row = locked(actor, complaint_id, version)
    if row.state == ComplaintState.CLOSED:
        raise CannotComplain(ComplaintFault.STATE)
    independent = is_independent(
        account=actor.account_id, recorded_by=row.recorded_by_id, excluded=row.excluded,
        about_unit=row.about_unit_id, own_units=own_units(actor, since=row.received_on),
    )  # fmt: skip
    if not independent:
        raise CannotComplain(ComplaintFault.NOT_INDEPENDENT)
    row.handler_id = actor.account_id
    _save(row, "handler")
    write_step(row, actor, "taken", now=now)
    note_in_journal(actor, row, "complaint:take")
    return row


@transaction.atomic
def advance_complaint(
    *, actor: Actor, now: datetime, complaint_id: UUID, version: int, to: str, words: str = "", reason: str = ""
) -> Complaint:
    """One step of its life. What is grave is closed by two: the first proposes, and it stays as it is."""
    row = locked(actor, complaint_id, version)
    closes = to == ComplaintState.CLOSED
    if row.handler_id != actor.account_id and not (closes and row.closing_by_id):
        raise CannotComplain(ComplaintFault.NOT_YOURS)
    if to == ComplaintState.REOPENED:
        raise CannotComplain(ComplaintFault.STATE)
    fault = step_fault(
        state=row.state, to=to, kind=row.kind, words=words, reason=reason, is_told=row.told_on is not None,
        is_anonymous=row.is_anonymous,
    )  # fmt: skip
    if fault:
        raise CannotComplain(fault)
    if closes:
        return _close(actor, row, now=now)
    _move(row, to, on=localtime(now).date(), reason=reason)
    _save(row, "state", "first_answer_on", "decided_on", "outcome", "reason")
    write_step(row, actor, to, now=now, words=words.strip())
    note_in_journal(actor, row, "complaint:advance", reason=to)
    return row


def _move(row: Complaint, to: str, *, on: date, reason: str) -> None:
    row.state = to
    if to in {ComplaintState.ADMISSIBLE, ComplaintState.INADMISSIBLE, ComplaintState.INSTRUCTED}:
        row.first_answer_on = row.first_answer_on or on
    if to in DECIDED:
        row.decided_on, row.outcome = on, to
    if to == ComplaintState.INADMISSIBLE:
        row.reason = reason


def _close(actor: Actor, row: Complaint, *, now: datetime) -> Complaint:
    if row.kind in GRAVE:
        if row.closing_by_id is None:
            row.closing_by_id = actor.account_id
            _save(row, "closing_by")
            write_step(row, actor, "closing", now=now)
            note_in_journal(actor, row, "complaint:closing")
            return row
        if row.closing_by_id == actor.account_id:
            raise CannotComplain(ComplaintFault.SAME_PERSON)
    row.state, row.closed_by_id = ComplaintState.CLOSED, actor.account_id
    _save(row, "state", "closed_by")
    write_step(row, actor, ComplaintState.CLOSED, now=now)
    note_in_journal(actor, row, "complaint:close")
    return row


@transaction.atomic
def note_told(*, actor: Actor, now: datetime, complaint_id: UUID, version: int) -> Complaint:
    """She has the answer in hand, or heard it the way she chose."""
    row = own(actor, complaint_id, version)
    if row.state not in DECIDED or row.is_anonymous:
        raise CannotComplain(ComplaintFault.STATE)
    row.told_on = localtime(now).date()
    _save(row, "told_on")
    write_step(row, actor, "told", now=now)
    note_in_journal(actor, row, "complaint:told")
    return row


@transaction.atomic
def exclude_account(*, actor: Actor, now: datetime, complaint_id: UUID, version: int, staff_number: str) -> Complaint:
    """Who it turns out to be about, or who took the decision, is kept away from it for good."""
    row = own(actor, complaint_id, version)
    account = Account.objects.filter(staff_number=staff_number.strip().upper()).first()
    if account is None:
        raise CannotComplain(ComplaintFault.UNKNOWN_NUMBER)
    return _without(actor, row, account.pk, now=now)


@transaction.atomic
def step_back(*, actor: Actor, now: datetime, complaint_id: UUID, version: int) -> Complaint:
    """The handler knows somebody in it: another takes it."""
    return _without(actor, own(actor, complaint_id, version), actor.account_id, now=now)


def _without(actor: Actor, row: Complaint, account_id: UUID, *, now: datetime) -> Complaint:
    write_step(row, actor, "excluded", now=now)
    note_in_journal(actor, row, "complaint:exclude")
    changed = {"excluded": sorted({*row.excluded, account_id}), "version": row.version + 1}
    if row.handler_id == account_id:
        changed["handler"] = None
    # The wall lets nobody write a row that they read no more.
    with system(JOB):
        Complaint.objects.for_system(JOB).filter(pk=row.pk).update(**changed)
    return row


@transaction.atomic
def issue_answer(*, actor: Actor, now: datetime, complaint_id: UUID, lang: str) -> IssuedDocument:
    """The words meant for her on a paper without unit, title or name."""
    row = own(actor, complaint_id, None)
    steps = ComplaintStep.objects.visible_to(actor, Permission.COMPLAINT_HANDLE).filter(complaint_id=row.pk)
    last = steps.filter(step__in=sorted(FOR_HER)).order_by("-at").first()
    if last is None:
        raise CannotComplain(ComplaintFault.STATE)
    data = DepositAnswer(
        deposit=row.number, came=row.received_on, answer=words_in(bytes(last.words), last.pk, about="step"),
        is_final=last.step != ComplaintState.ANSWERED,
    )  # fmt: skip
    note_in_journal(actor, row, "complaint:print")
    return issue(
        actor=actor, template=DepositAnswer.template, lang=lang, now=now, level=row.level, data=data,
        subject="deposit", subject_id=new_id(), permission=Permission.COMPLAINT_HANDLE,
        unit=issuing_unit(Unit.objects.get(pk=row.unit_id), on=localtime(now).date()),
    )  # fmt: skip
