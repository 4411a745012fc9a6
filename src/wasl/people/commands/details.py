"""Phones, papers and addresses of a registration: added, changed, ended; never removed."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from wasl.core import sealed
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.people.linkage.identity import local_digits
from wasl.people.models import Address, DocumentNumber, IdentityDocument, Phone, Registration
from wasl.people.queries.search import near_indexes, number_index
from wasl.people.rules import Contact, DocumentStatus, WhyLevel, number_problem, phone_problem, plain_number
from wasl.people.rules.papers import stored_phone


class BadNumber(Exception):
    """`code` says what is wrong with a phone's or paper's number."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class NewPhone:
    number: str
    contact: str = Contact.CALL
    belongs_to: str = ""
    level: int = 2
    seal: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewDocument:
    """`number` may be blank: a paper can be declared without it."""

    type: str
    number: str = ""
    status: str = DocumentStatus.DECLARED
    level: int = 2


@dataclass(frozen=True, slots=True)
class NewAddress:
    commune_code: str = ""
    douar: str = ""
    line: str = ""
    landmark: str = ""
    since: date | None = None
    level: int = 2
    seal: UUID | None = None


def _add(model: Any, *, actor: Actor, registration_id: UUID, level: int, seal: UUID | None, **values: Any) -> Any:
    """A row that hangs on the registration, if the actor reads it and the level; journalled."""
    permission = _permission(actor)
    kept = Registration.objects.visible_to(actor, permission).get(pk=registration_id)
    require(actor, permission, path=kept.path, level=max(level, kept.level), seal=seal or kept.seal)
    made = model.objects.visible_to(actor, permission).create(
        registration=kept, unit_id=kept.unit_id, path=kept.path, level=level, seal=seal, **values
    )
    _record(actor, kept, model, made.pk, "add", max(level, kept.level), seal or kept.seal)
    return made


def _permission(actor: Actor) -> Permission:
    """Who registers somebody may add to it; whoever corrects may as well."""
    return Permission.PERSON_CORRECT if actor.may(Permission.PERSON_CORRECT) else Permission.PERSON_CREATE


def _record(
    actor: Actor,
    kept: Registration,
    model: Any,
    subject_id: UUID,
    verb: str,
    level: int,
    seal: UUID | None,
    reason: str = "",
) -> None:
    name = model._meta.model_name
    record(
        actor=actor, verb=f"{name}:{verb}", subject="registration", subject_id=kept.pk, path=kept.path, level=level,
        seal=seal, about=str(subject_id), reason=reason,
    )  # fmt: skip


def _change(model: Any, *, actor: Actor, row_id: UUID, verb: str, reason: str = "", **values: Any) -> None:
    """Raises DoesNotExist for a row that is not there, or that the actor may not read."""
    rows = model.objects.visible_to(actor, Permission.PERSON_CORRECT)
    row = rows.select_related(None).get(pk=row_id)
    require(actor, Permission.PERSON_CORRECT, path=row.path, level=row.level, seal=row.seal)
    rows.filter(pk=row_id).update(**values)
    kept = Registration.objects.visible_to(actor, Permission.PERSON_CORRECT).get(pk=row.registration_id)
    level, seal = max(row.level, values.get("level", 0)), row.seal or values.get("seal")
    _record(actor, kept, model, row_id, verb, level, seal, reason)


@transaction.atomic
def add_phone(*, actor: Actor, registration_id: UUID, phone: NewPhone) -> Phone:
    """A number already there is not written twice. Raises BadNumber."""
    if code := phone_problem(phone.number):
        raise BadNumber(code)
    number = stored_phone(phone.number)
    rows = Phone.objects.visible_to(actor, _permission(actor)).filter(registration=registration_id, number=number)
    known: Phone | None = rows.filter(ended_on__isnull=True).first()
    if known is not None:
        return known
    made: Phone = _add(
        Phone, actor=actor, registration_id=registration_id, level=phone.level, seal=phone.seal, number=number,
        local_digits=local_digits(number), contact=Contact(phone.contact), belongs_to=phone.belongs_to,
    )  # fmt: skip
    return made


@transaction.atomic
def change_phone(*, actor: Actor, phone_id: UUID, contact: str) -> None:
    """What may be done with the number from now on."""
    _change(Phone, actor=actor, row_id=phone_id, verb="change", contact=Contact(contact))


def _set_level(model: Any, *, actor: Actor, row_id: UUID, level: int, seal: UUID | None, reason: str) -> None:
    """`seal` is the nominative dossier at level 4, nothing below; the actor must be named on it."""
    if level >= NOMINATIVE and seal is None:
        raise NotAllowed(Permission.PERSON_CORRECT, "level 4 without a dossier")
    require(actor, Permission.PERSON_CORRECT, level=level, seal=seal)
    _change(
        model, actor=actor, row_id=row_id, verb="level", reason=WhyLevel(reason), level=level,
        seal=seal if level >= NOMINATIVE else None,
    )  # fmt: skip


@transaction.atomic
def set_phone_level(*, actor: Actor, phone_id: UUID, level: int, seal: UUID | None = None, reason: str) -> None:
    """Who reads the number from now on; never less protected than the registration it hangs on."""
    _set_level(Phone, actor=actor, row_id=phone_id, level=level, seal=seal, reason=reason)


@transaction.atomic
def set_address_level(*, actor: Actor, address_id: UUID, level: int, seal: UUID | None = None, reason: str) -> None:
    _set_level(Address, actor=actor, row_id=address_id, level=level, seal=seal, reason=reason)


@transaction.atomic
def end_phone(*, actor: Actor, phone_id: UUID, today: date) -> None:
    _change(Phone, actor=actor, row_id=phone_id, verb="end", ended_on=today)


@transaction.atomic
def add_document(*, actor: Actor, registration_id: UUID, document: NewDocument, today: date) -> IdentityDocument:
    """The paper, and its number sealed and apart. Raises BadNumber."""
    if code := number_problem(document.type, document.number):
        raise BadNumber(code)
    status = DocumentStatus(document.status)
    made: IdentityDocument = _add(
        IdentityDocument, actor=actor, registration_id=registration_id, level=document.level, seal=None,
        type=document.type, status=status, seen_on=today if status is DocumentStatus.SEEN else None,
    )  # fmt: skip
    if plain := plain_number(document.number):
        DocumentNumber.objects.visible_to(actor, _permission(actor)).create(
            registration_id=registration_id, unit_id=made.unit_id, path=made.path, level=document.level,
            document=made, sealed=sealed.seal(plain.encode(), context=made.pk.bytes),
            exact=number_index(plain), near=near_indexes(plain),
        )  # fmt: skip
    return made


@transaction.atomic
def see_document(*, actor: Actor, document_id: UUID, today: date) -> None:
    """The paper that was declared has now been seen."""
    _change(IdentityDocument, actor=actor, row_id=document_id, verb="see", status=DocumentStatus.SEEN, seen_on=today)


@transaction.atomic
def end_document(*, actor: Actor, document_id: UUID, today: date) -> None:
    _change(IdentityDocument, actor=actor, row_id=document_id, verb="end", ended_on=today)


@transaction.atomic
def add_address(*, actor: Actor, registration_id: UUID, address: NewAddress, today: date) -> Address:
    """Where she lives from now on; the addresses the actor reads end the day before."""
    since = address.since or today
    permission = _permission(actor)
    rows = Address.objects.visible_to(actor, permission).filter(registration=registration_id, until__isnull=True)
    rows.update(until=since)
    made: Address = _add(
        Address, actor=actor, registration_id=registration_id, level=address.level, seal=address.seal,
        commune_code=address.commune_code, douar=address.douar, line=address.line, landmark=address.landmark,
        since=since,
    )  # fmt: skip
    return made


@transaction.atomic
def end_address(*, actor: Actor, address_id: UUID, today: date) -> None:
    _change(Address, actor=actor, row_id=address_id, verb="end", until=today)
