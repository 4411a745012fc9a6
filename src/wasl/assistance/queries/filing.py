from dataclasses import dataclass
from uuid import UUID

from wasl.assistance.models import Case, FiledDocument
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.documents.queries import Shown, shown
from wasl.documents.queries.attachments import Attached, attachments_among
from wasl.documents.queries.letters import Summary, letters_among
from wasl.documents.queries.register import lines_among
from wasl.people.models import Registration


@dataclass(frozen=True, slots=True)
class Filed:
    """`files` the latest first, withdrawn ones included; `lines` of the registers that are not those of `letters`."""

    files: list[Attached]
    lines: list[Shown]
    letters: list[Summary]


def filed_under_case(*, actor: Actor, case_id: UUID) -> Filed:
    """Raises Case.DoesNotExist alike for one that is not there and one out of reach."""
    case = Case.objects.visible_to(actor, Permission.CASE_READ).get(pk=case_id)
    return _filed(actor, case_id=case.pk)


def filed_under_person(*, actor: Actor, registration_id: UUID) -> Filed:
    """Files of the person herself, not those of her dossiers; raises Registration.DoesNotExist."""
    row = Registration.objects.visible_to(actor, Permission.PERSON_READ).get(pk=registration_id)
    return _filed(actor, registration_id=row.pk, case__isnull=True)


def _filed(actor: Actor, **about: object) -> Filed:
    rows = FiledDocument.objects.visible_to(actor, Permission.ATTACHMENT_READ).filter(**about)
    ids = list(rows.values_list("attachment_id", "entry_id", "letter_id"))
    files = attachments_among(actor=actor, ids=[pk for pk, _, _ in ids if pk])
    lines = lines_among(actor=actor, ids=[pk for _, pk, _ in ids if pk])
    letters = (
        letters_among(actor=actor, ids=[pk for _, _, pk in ids if pk]) if actor.may(Permission.LETTER_READ) else []
    )
    return Filed(files, shown(actor=actor, lines=lines) if lines else [], letters)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands: the dossier, the person, or the line of a register."""

    case_id: UUID | None = None
    registration_id: UUID | None = None


def place_of_file(*, actor: Actor, attachment_id: UUID) -> Place:
    """Raises NotAllowed when nothing of it may be read."""
    rows = FiledDocument.objects.visible_to(actor, Permission.ATTACHMENT_READ)
    row = rows.filter(attachment_id=attachment_id).first()
    if row is None:
        raise NotAllowed(Permission.ATTACHMENT_READ, "a file out of reach")
    return Place(row.case_id, row.registration_id)
