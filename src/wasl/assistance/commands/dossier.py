"""What a dossier holds: the one table that raising, lowering and handing over a dossier walk."""

from typing import Any
from uuid import UUID

from django.db import connection

from wasl.assistance.commands.placing import Refused, case_of
from wasl.assistance.models import (
    Act,
    ActPerson,
    Appointment,
    Assessment,
    Case,
    CaseNote,
    CaseSituation,
    CaseTask,
    CaseTransfer,
    CircuitRun,
    CircuitStep,
    FiledDocument,
    FollowUp,
    Listening,
    Orientation,
    OrientationLink,
    OrientationStep,
    Plan,
    PlanAction,
    PlanGoal,
    PlanReview,
    PlanSignature,
    Reception,
    ServiceRequest,
    UnmetRequest,
)
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.documents.models import Attachment, AttachmentContent, Letter, LetterStep
from wasl.journal.commands import record
from wasl.messages.models import Message

#: Rows that belong to a dossier, with the way from each to it: they share its level and its seal.
ROWS: tuple[tuple[Any, str, Permission], ...] = (
    (CaseSituation, "case_id", Permission.CASE_READ),
    (CircuitRun, "case_id", Permission.CASE_READ),
    (CircuitStep, "case_id", Permission.CASE_READ),
    (ServiceRequest, "case_id", Permission.CASE_READ),
    (CaseTask, "case_id", Permission.CASE_READ),
    (CaseNote, "case_id", Permission.CASE_READ),
    (CaseTransfer, "case_id", Permission.CASE_READ),
    (FollowUp, "case_id", Permission.CASE_READ),
    (Reception, "case_id", Permission.RECEPTION_READ),
    (Act, "case_id", Permission.ACT_READ),
    (ActPerson, "act__case_id", Permission.ACT_READ),
    (ActPerson, "act__reception__case_id", Permission.ACT_READ),
    (Listening, "act__case_id", Permission.ACT_READ),
    (Listening, "act__reception__case_id", Permission.ACT_READ),
    (Act, "reception__case_id", Permission.ACT_READ),
    (UnmetRequest, "case_id", Permission.ACT_READ),
    (UnmetRequest, "reception__case_id", Permission.ACT_READ),
    (Appointment, "case_id", Permission.APPOINTMENT_READ),
    (Message, "dossier_id", Permission.APPOINTMENT_READ),
    (OrientationLink, "orientation__case_id", Permission.ORIENTATION_READ),
    (OrientationLink, "orientation__reception__case_id", Permission.ORIENTATION_READ),
    (OrientationStep, "orientation__case_id", Permission.ORIENTATION_READ),
    (OrientationStep, "orientation__reception__case_id", Permission.ORIENTATION_READ),
    (Orientation, "case_id", Permission.ORIENTATION_READ),
    (Orientation, "reception__case_id", Permission.ORIENTATION_READ),
    (Assessment, "case_id", Permission.CASE_READ),
    (PlanAction, "goal__plan__case_id", Permission.CASE_READ),
    (PlanGoal, "plan__case_id", Permission.CASE_READ),
    (PlanSignature, "plan__case_id", Permission.CASE_READ),
    (PlanReview, "plan__case_id", Permission.CASE_READ),
    (Plan, "case_id", Permission.CASE_READ),
    (FiledDocument, "case_id", Permission.CASE_READ),
    (AttachmentContent, "attachment__filed__case_id", Permission.ATTACHMENT_READ),
    (Attachment, "filed__case_id", Permission.ATTACHMENT_READ),
    (LetterStep, "letter__filed__case_id", Permission.LETTER_READ),
    (Letter, "filed__case_id", Permission.LETTER_READ),
)


class CannotChangeCase(Refused):
    """A dossier that cannot be opened, changed or closed this way."""


def raise_rows(actor: Actor, case: Case) -> None:
    """Everything the dossier holds takes its level and its seal."""
    for kind, way, permission in ROWS:
        rows = kind.objects.visible_to(actor, permission).filter(**{way: case.pk}, level__lte=case.level)
        rows = rows.exclude(level=case.level, seal=case.pk)
        ids = list(rows.values_list("pk", flat=True))
        if ids:
            found = kind.objects.visible_to(actor, permission).filter(pk__in=ids)
            found.update(level=case.level, seal=case.seal)
    # What was printed of it and what registers say of it, in another unit's archive as well: their numbers and codes
    # stay as they are.
    with connection.cursor() as cursor:
        cursor.execute("SELECT assistance_raise_papers(%s), assistance_raise_registers(%s)", [case.pk, case.pk])


def locked_case(actor: Actor, case_id: UUID, permission: Permission) -> Case:
    """The dossier, held until the transaction ends; refused alike when it is out of reach and when it is not there."""
    require(actor, permission)
    case = case_of(actor, case_id, lock=True)
    assert case is not None
    require(actor, permission, path=case.path, level=case.level, seal=case.seal)
    return case


def of_case(case: Case) -> dict[str, Any]:
    """The columns of a row that belongs to a dossier."""
    columns = {"unit_id": case.unit_id, "path": case.path, "level": case.level, "seal": case.seal}
    return columns | {"case_id": case.pk, "is_simulated": case.is_simulated}


def journal_case(actor: Actor | None, case: Case, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject="case", subject_id=case.pk, path=case.path, level=case.level, seal=case.seal,
        reason=reason,
    )  # fmt: skip
