"""Files and letters of a dossier or of a person: they take its level and its seal, and rise with it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.assistance.commands.dossier import locked_case
from wasl.assistance.commands.placing import registrations_of
from wasl.assistance.models import Case, FiledDocument
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.documents.commands.attachments import File, attach
from wasl.documents.commands.register import Mail, register_mail
from wasl.documents.models import Attachment, RegisterEntry, RegisterLine
from wasl.documents.rules import Direction
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.people.models import Registration

_MEGABYTE = 1_000_000


def file_paper(
    actor: Actor, about: Case | Registration, *, case: Case | None, registration_id: UUID, **paper: object
) -> None:
    """Files it once, however often the form was sent."""
    already = FiledDocument.objects.visible_to(actor, Permission.ATTACHMENT_READ).filter(**paper)
    if not already.exists():
        FiledDocument(
            unit_id=about.unit_id, path=about.path, level=about.level, seal=about.seal, case=case,
            registration_id=registration_id, recorded_by_id=actor.account_id, **paper,
        ).save(force_insert=True)  # fmt: skip


@transaction.atomic
def attach_to_case(*, actor: Actor, now: datetime, attachment_id: UUID, case_id: UUID, file: File) -> Attachment:
    """Raises CannotTake, CannotAttach. The dossier is held meanwhile: it cannot rise while a file joins it."""
    case = locked_case(actor, case_id, Permission.CASE_READ)
    row = _attached(actor, now, attachment_id, case, file)
    file_paper(actor, case, case=case, registration_id=case.registration_id, attachment=row)
    return row


@transaction.atomic
def attach_to_person(
    *, actor: Actor, now: datetime, attachment_id: UUID, registration_id: UUID, file: File
) -> Attachment:
    """A file of the person herself, whatever her dossiers. Raises CannotTake, CannotAttach."""
    (registration,) = registrations_of(actor, [registration_id])
    row = _attached(actor, now, attachment_id, registration, file)
    file_paper(actor, registration, case=None, registration_id=registration.pk, attachment=row)
    return row


def _attached(actor: Actor, now: datetime, attachment_id: UUID, about: Case | Registration, file: File) -> Attachment:
    today = localtime(now).date()
    return attach(
        actor=actor, now=now, attachment_id=attachment_id, file=file, level=about.level, seal=about.seal,
        unit=issuing_unit(Unit.objects.get(pk=about.unit_id), on=today),
        most_bytes=parameter("attachment.most_megabytes", on=today) * _MEGABYTE,
    )  # fmt: skip


@transaction.atomic
def enter_for_case(
    *, actor: Actor, now: datetime, line_id: UUID, case_id: UUID, direction: Direction, mail: Mail
) -> RegisterLine:
    """A letter about the dossier, in the register of the unit in force, at the level of the dossier."""
    case = locked_case(actor, case_id, Permission.CASE_READ)
    unit = issuing_unit(Unit.objects.get(pk=actor.unit_id), on=localtime(now).date())
    line = register_mail(
        actor=actor, now=now, line_id=line_id, unit=unit, direction=direction, mail=mail, level=case.level,
        seal=case.seal,
    )  # fmt: skip
    entry = RegisterEntry.objects.visible_to(actor, Permission.REGISTER_READ).get(pk=line.pk)
    file_paper(actor, case, case=case, registration_id=case.registration_id, entry=entry)
    return line
