"""What people leave with: a slip, a letter with its coupon, and blank forms for days without power."""

import json
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext

from wasl.assistance.commands.forms import print_forms
from wasl.assistance.commands.loop import seal_context
from wasl.assistance.models import Orientation, Reception
from wasl.assistance.models.base import Recorded
from wasl.assistance.rules import Urgency
from wasl.catalogue.queries import names_of_destinations, names_of_services
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.sealed import unseal
from wasl.documents.commands import SayWhy, issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.blank_form import BlankForms
from wasl.documents.papers.orientation_letter import OrientationLetter
from wasl.documents.papers.reception_slip import ReceptionSlip
from wasl.documents.render import Mark, pdf
from wasl.documents.rules.printing import lacks_reason
from wasl.journal.commands import record
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit, UnitState
from wasl.network.names import names_of
from wasl.network.rules import SECRET_TYPES
from wasl.people.queries import consents_of
from wasl.people.rules.consents import Answer

SENSITIVE = 3
#: Shared fields that the letter prints in places of their own.
_APART = ("given_name", "family_name", "age", "need", "situation")


def note_why(actor: Actor, row: Recorded, *, subject: str, why: str) -> None:
    """Raises SayWhy; the reason stands in the journal before the paper does."""
    if lacks_reason(level=row.level, why=why):
        raise SayWhy
    if why:
        record(
            actor=actor, verb="document:why", subject=subject, subject_id=row.pk, path=row.path, level=row.level,
            seal=row.seal, reason=why,
        )  # fmt: skip


@transaction.atomic
def issue_slip(*, actor: Actor, now: datetime, reception_id: UUID, lang: str, why: str = "") -> IssuedDocument:
    """The receipt of a visit. It may be found at home: no unit, no name, no request; it can be refused."""
    require(actor, Permission.DOCUMENT_ISSUE)
    row: Reception = Reception.objects.visible_to(actor, Permission.RECEPTION_READ).get(pk=reception_id)
    note_why(actor, row, subject="reception", why=why)
    return issue(
        actor=actor, template=ReceptionSlip.template, lang=lang, now=now, level=row.level, seal=row.seal,
        data=ReceptionSlip(came=localtime(row.arrived_at), is_discreet=True, consents=_answers(actor, row, lang, now)),
        subject="reception",
        subject_id=row.pk, unit=issuing_unit(Unit.objects.get(pk=row.unit_id), on=localtime(now).date()),
    )  # fmt: skip


def _answers(actor: Actor, row: Reception, lang: str, now: datetime) -> tuple[str, ...]:
    """What she answered, as far as it says nothing of why she came; nothing at all in a nominative file."""
    if row.registration_id is None or row.level >= NOMINATIVE or not actor.may(Permission.PERSON_READ):
        return ()
    stands = consents_of(actor=actor, registration_ids=[row.registration_id], on=localtime(now).date())
    with translation.override(lang):
        said = {Answer.GIVEN: gettext("yes"), Answer.REFUSED: gettext("no"), Answer.WITHDRAWN: gettext("no longer")}
        return tuple(
            gettext("%(purpose)s: %(answer)s") % {"purpose": each.purpose.label, "answer": said[Answer(last.answer)]}
            for each in stands
            if each.purpose.is_on_slip and (last := each.latest)
        )


@transaction.atomic
def issue_letter(*, actor: Actor, now: datetime, orientation_id: UUID, lang: str, why: str = "") -> IssuedDocument:
    """The letter that goes with the person, and the coupon that comes back; its code answers for the orientation."""
    require(actor, Permission.DOCUMENT_ISSUE)
    row: Orientation = Orientation.objects.visible_to(actor, Permission.ORIENTATION_SEND).get(pk=orientation_id)
    note_why(actor, row, subject="orientation", why=why)
    with translation.override(lang):
        data = _letter(row, lang, on=localtime(now).date())
    return issue(
        actor=actor, template=OrientationLetter.template, lang=lang, now=now, level=row.level, seal=row.seal,
        data=data, subject="orientation", subject_id=row.pk,
        unit=issuing_unit(Unit.objects.get(pk=row.unit_id), on=localtime(now).date()),
    )  # fmt: skip


def _letter(row: Orientation, lang: str, *, on: date) -> OrientationLetter:
    content = json.loads(unseal(bytes(row.sealed), context=seal_context(row.pk)))
    shared: dict[str, str] = content["shared"]
    discreet = row.level >= SENSITIVE or _is_secret(row)
    urgency = "" if row.urgency == Urgency.NORMAL else gettext("urgent")
    return OrientationLetter(
        to="" if discreet else _target(row, lang, on=on),
        name=" ".join(filter(None, (shared.get("given_name"), shared.get("family_name")))),
        birth=shared.get("age", ""), need=names_of_services().get(row.service, ""), urgency=urgency,
        meeting=localtime(row.appointment_at) if row.appointment_at else None, answer_by=row.due_on,
        message=content["words"], is_discreet=discreet,
        shared=tuple(value for name, value in shared.items() if name not in _APART),
    )  # fmt: skip


def _target(row: Orientation, lang: str, *, on: date) -> str:
    if row.to_unit_id:
        name = names_of([row.to_unit_id], on=on).get(row.to_unit_id)
        return name.in_language(lang) if name else ""
    return row.destination_name or names_of_destinations().get(row.destination, "")


def _is_secret(row: Orientation) -> bool:
    if row.to_unit_id is None:
        return False
    return UnitState.objects.filter(unit_id=row.to_unit_id, type__in=SECRET_TYPES).exists()


@transaction.atomic
def blank_forms(*, actor: Actor, today: date, count: int, lang: str) -> bytes:
    """A PDF of the next `count` numbered forms of the unit; the numbers are given out with it."""
    numbers = print_forms(actor=actor, today=today, count=count)
    unit = issuing_unit(Unit.objects.get(pk=actor.unit_id), on=today)
    mark = Mark(institution=unit.institution(lang), unit=unit.name(lang), on=today)
    return pdf(BlankForms.template, lang, BlankForms(numbers=tuple(numbers)), mark=mark)
