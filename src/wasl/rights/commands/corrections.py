"""A correction is asked for by one agent and decided by another; what stood before stays in the history."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.timezone import localtime

from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.request_receipt import RequestReceipt
from wasl.journal.commands import record
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.people.commands import BadParticulars, ChangedMeanwhile, correct_registration
from wasl.people.models import Registration
from wasl.people.rules import Particulars, problems_of
from wasl.rights.models import CorrectionRequest
from wasl.rights.rules.corrections import (
    Asker,
    CorrectionFault,
    CorrectionState,
    Refusal,
    corrected,
    difference,
    fault_of_decision,
)
from wasl.vocabulary import term

_ASK, _DECIDE = Permission.CORRECTION_ASK, Permission.CORRECTION_DECIDE
SENSITIVE = 3


class CannotCorrect(Exception):
    """`fault` says why the request or its decision cannot be taken."""

    def __init__(self, fault: CorrectionFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def ask_correction(
    *,
    actor: Actor,
    request_id: UUID,
    registration_id: UUID,
    particulars: Particulars,
    asker: str,
    evidence: str,
    words: str = "",
    now: datetime,
) -> CorrectionRequest:
    """Asks that the registration say `particulars`; the same id sent twice is one request.

    Raises CannotCorrect, BadParticulars, UnknownTerm, DoesNotExist.
    """
    kept: Registration = Registration.objects.visible_to(actor, _ASK).get(pk=registration_id)
    require(actor, _ASK, path=kept.path, level=kept.level, seal=kept.seal)
    rows = CorrectionRequest.objects.visible_to(actor, _ASK)
    if already := rows.filter(pk=request_id, asked_by=actor.account_id).first():
        return already  # type: ignore[no-any-return]
    today = localtime(now).date()
    if problems := problems_of(particulars, today=today):
        raise BadParticulars(problems)
    before, after = difference(kept.particulars, particulars)
    if not after:
        raise CannotCorrect(CorrectionFault.NOTHING)
    term("identity_documents", evidence)
    try:
        with transaction.atomic():
            made: CorrectionRequest = rows.create(
                pk=request_id, registration=kept, unit_id=kept.unit_id, path=kept.path, level=kept.level,
                seal=kept.seal, before=before, after=after, asker=Asker(asker), evidence=evidence, words=words,
                asked_by=actor.account_id, asked_at=now,
                due_on=today + timedelta(days=parameter("correction.decide_days", on=today)),
            )  # fmt: skip
    except IntegrityError as error:
        raise CannotCorrect(CorrectionFault.ALREADY_WAITING) from error
    _record(actor, made, _ASK, reason=asker)
    return made


@transaction.atomic
def apply_correction(*, actor: Actor, request_id: UUID, version: int, now: datetime) -> CorrectionRequest:
    """Makes the correction; `version` is that of the file as the decider saw it. Raises CannotCorrect."""
    row = _locked(actor, request_id)
    kept: Registration = Registration.objects.visible_to(actor, _DECIDE).get(pk=row.registration_id)
    # Deciding is a right of its own: a delegate who never corrects a file alone still decides what is asked.
    deciding = replace(actor, permissions=actor.permissions | {Permission.PERSON_CORRECT})
    try:
        correct_registration(
            actor=deciding, registration_id=kept.pk, version=version, now=now, is_approved=True,
            particulars=corrected(kept.particulars, row.after),
        )  # fmt: skip
    except ChangedMeanwhile as error:
        raise CannotCorrect(CorrectionFault.CHANGED) from error
    return _decided(actor, row, now, CorrectionState.APPLIED)


@transaction.atomic
def refuse_correction(
    *, actor: Actor, request_id: UUID, reason: str, words: str = "", now: datetime
) -> CorrectionRequest:
    """The file stays as it is; the reason is kept for who asked. Raises CannotCorrect."""
    row = _locked(actor, request_id)
    if reason not in set(Refusal) or (reason == Refusal.OTHER and not words.strip()):
        raise CannotCorrect(CorrectionFault.NO_REASON)
    row.refusal, row.refusal_words = reason, words.strip()
    return _decided(actor, row, now, CorrectionState.REFUSED, reason=reason)


def _locked(actor: Actor, request_id: UUID) -> CorrectionRequest:
    row: CorrectionRequest = CorrectionRequest.objects.visible_to(actor, _DECIDE).select_for_update().get(pk=request_id)
    require(actor, _DECIDE, path=row.path, level=row.level, seal=row.seal)
    if fault := fault_of_decision(state=row.state, asked_by=row.asked_by, decided_by=actor.account_id):
        raise CannotCorrect(fault)
    return row


def _decided(
    actor: Actor, row: CorrectionRequest, now: datetime, state: CorrectionState, *, reason: str = ""
) -> CorrectionRequest:
    row.state, row.decided_by, row.decided_at = state, actor.account_id, now
    row.save(update_fields=["state", "decided_by", "decided_at", "refusal", "refusal_words"])
    _record(actor, row, _DECIDE, reason=reason or state)
    return row


def _record(actor: Actor, row: CorrectionRequest, verb: str, *, reason: str) -> None:
    record(
        actor=actor, verb=verb, subject="registration", subject_id=row.registration_id, path=row.path, level=row.level,
        seal=row.seal, reason=reason, about=str(row.pk),
    )  # fmt: skip


@transaction.atomic
def issue_receipt(*, actor: Actor, request_id: UUID, lang: str, now: datetime) -> IssuedDocument:
    """What who asked leaves with: that something was asked, and by when it is answered; never what, nor about whom."""
    row: CorrectionRequest = CorrectionRequest.objects.visible_to(actor, _ASK).get(pk=request_id)
    with translation.override(lang):
        data = RequestReceipt(
            asked=localtime(row.asked_at).date(), answer_by=row.due_on, is_discreet=row.level >= SENSITIVE
        )
    return issue(
        actor=actor, template=RequestReceipt.template, lang=lang, now=now, level=row.level, seal=row.seal, data=data,
        subject="correction", subject_id=row.pk, permission=_ASK,
        unit=issuing_unit(Unit.objects.get(pk=row.unit_id), on=localtime(now).date()),
    )  # fmt: skip
