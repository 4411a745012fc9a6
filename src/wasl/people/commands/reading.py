"""Reading somebody's file is an act: it leaves a line."""

from uuid import UUID

from django.db import transaction

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.people import queries
from wasl.people.commands.linking import call
from wasl.people.models import LikelyDouble, Registration
from wasl.people.queries.files import File
from wasl.people.queries.requests import GrantedSheet


@transaction.atomic
def open_file(*, actor: Actor, registration_id: UUID) -> File:
    """The person's file as the actor may read it. Raises Registration.DoesNotExist."""
    file = queries.file_of(actor=actor, registration_id=registration_id)
    own = file.registration
    record(
        actor=actor, verb=Permission.PERSON_READ, subject="registration", subject_id=own.pk, path=own.path,
        level=own.level, seal=own.seal,
    )  # fmt: skip
    return file


@transaction.atomic
def open_granted(*, actor: Actor, request_id: UUID) -> GrantedSheet | None:
    """The identity that was opened to the actor, or None; the line stands in the territory of its owner."""
    sheet = queries.granted_sheet(actor=actor, request_id=request_id)
    if sheet is not None:
        record(
            actor=actor, verb="person:read_granted", subject="registration", subject_id=sheet.registration_id,
            path=sheet.path, level=sheet.level,
        )  # fmt: skip
    return sheet


@transaction.atomic
def open_double(*, actor: Actor, double_id: UUID) -> tuple[LikelyDouble, list[Registration]]:
    """The registrations of an item to review, for its adjudicator. Raises LikelyDouble.DoesNotExist."""
    pair, sheets = queries.double_sheets(actor=actor, double_id=double_id)
    call("people_note_bars", double_id)
    for sheet in sheets:
        record(
            actor=actor, verb="person:read_double", subject="registration", subject_id=sheet.pk, path=sheet.path,
            level=pair.level, seal=sheet.seal,
        )  # fmt: skip
    return pair, sheets
