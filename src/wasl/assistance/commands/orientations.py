import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.commands import name_account
from wasl.assistance.commands.loop import (
    CannotAnswer,
    enter_state,
    journal,
    seal_context,
    write_answer,
    write_step,
)
from wasl.assistance.commands.placing import (
    Refused,
    case_of,
    insert,
    placed,
    reception_of,
    registrations_of,
    replayed,
    unit_of,
)
from wasl.assistance.models import DirectoryEntry, Orientation
from wasl.assistance.rules import (
    CAME_BACK,
    CONSENTS,
    SHARABLE,
    WAITS_FOR_ANSWER,
    Fault,
    OrientationState,
    Urgency,
    Via,
    answer_due_on,
    coupon_for,
    fault_of_closing,
    number_for,
)
from wasl.assistance.rules.coupons import COUPON_BITS, NUMBER_BITS
from wasl.catalogue.models import Destination
from wasl.catalogue.queries import destinations_on, parameters, services_on, unmet_reasons_on
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.core.sealed import seal
from wasl.network.models import Unit


class CannotOrient(Refused):
    """An orientation that cannot be sent as it was typed."""


@transaction.atomic
def send_orientation(
    *,
    actor: Actor,
    now: datetime,
    orientation_id: UUID,
    destination: str,
    service: str,
    urgency: str,
    basis: str,
    why: str = "",
    to_unit_id: UUID | None = None,
    destination_name: str = "",
    entry_id: UUID | None = None,
    registration_id: UUID | None = None,
    reception_id: UUID | None = None,
    case_id: UUID | None = None,
    words: str = "",
    shared: Mapping[str, str] | None = None,
    receiver_ids: Sequence[UUID] = (),
) -> Orientation:
    """Sends somebody to another unit, or outside, with the least that must be known there.

    `shared` holds the values that leave, field by field (rules.SHARABLE); `why` the reason when they leave on another
    basis than consent. `entry_id` is a line of the directory, which then says where. A nominative dossier is received
    by named accounts only: `receiver_ids`.
    """
    require(actor, Permission.ORIENTATION_SEND, path=actor.path)
    today = localtime(now).date()
    leaving = {name: value for name, value in (shared or {}).items() if value}
    row = Orientation(
        pk=orientation_id, destination=destination, destination_name=destination_name.strip(), service=service,
        urgency=urgency, basis=basis, to_unit_id=to_unit_id, registration_id=registration_id,
        reception_id=reception_id, case_id=case_id, shared=[name for name in SHARABLE if name in leaving],
        recorded_by_id=actor.account_id, owner_id=actor.account_id, sent_at=now, state_at=now,
        state=OrientationState.SENT, entry_id=entry_id,
        coupon=coupon_for(secrets.randbits(COUPON_BITS)), number=number_for(today.year, secrets.randbits(NUMBER_BITS)),
    )  # fmt: skip
    _follow_entry(row)
    same = ("destination", "to_unit_id", "registration_id", "service", "urgency", "case_id")
    if known := replayed(actor, Permission.ORIENTATION_READ, row, same=same):
        return known
    if set(leaving) - set(SHARABLE):
        raise CannotOrient(Fault.NOT_SHARABLE)
    if basis not in CONSENTS and not why.strip():
        raise CannotOrient(Fault.NO_BASIS_REASON)
    _check_target(row, unit=unit_of(actor, on=today), on=today)
    row.due_on = answer_due_on(sent_on=today, urgency=Urgency(urgency), days=parameters("orientation.", on=today))
    about = [case_of(actor, case_id), reception_of(actor, reception_id)]
    registrations = registrations_of(actor, [registration_id] if registration_id else [])
    for name, value in placed(unit_of(actor, on=today), *about, *registrations).items():
        setattr(row, name, value)
    content = json.dumps({"words": words.strip(), "shared": leaving, "why": why.strip()}, ensure_ascii=False)
    row.sealed = seal(content.encode(), context=seal_context(row.pk))
    _name_receivers(actor, row, receiver_ids)
    insert(row)
    write_step(row, step=OrientationState.SENT, at=now, via=Via.SCREEN, account_id=actor.account_id)
    journal(actor, row, Permission.ORIENTATION_SEND)
    return row


def _follow_entry(row: Orientation) -> None:
    """A line of the directory says where: its unit, or its kind of service and its name."""
    if row.entry_id is None:
        return
    entry = DirectoryEntry.objects.filter(pk=row.entry_id, ended_on=None).first()
    if entry is None:
        raise CannotOrient(Fault.UNKNOWN_DESTINATION)
    row.to_unit_id, row.destination = entry.of_unit_id, entry.destination
    row.destination_name = "" if entry.of_unit_id else entry.name_fr[:120]


def _check_target(row: Orientation, *, unit: Unit, on: date) -> None:
    destination: Destination | None = destinations_on(on).filter(code=row.destination).first()
    if destination is None:
        raise CannotOrient(Fault.UNKNOWN_DESTINATION)
    if not services_on(on).filter(code=row.service).exists():
        raise CannotOrient(Fault.UNKNOWN_SERVICE)
    if not row.registration_id and not row.reception_id:
        raise CannotOrient(Fault.NOBODY)
    if not row.to_unit_id:
        if destination.is_inside or (destination.code == "AUTRE" and not row.destination_name):
            raise CannotOrient(Fault.NO_NAME)
        return
    target = Unit.objects.get(pk=row.to_unit_id)
    if target.pk == unit.pk:
        raise CannotOrient(Fault.SAME_UNIT)
    if target.closed_on is not None and target.closed_on <= on:
        raise CannotOrient(Fault.UNIT_CLOSED)
    row.to_unit, row.to_path = target, target.path


def _name_receivers(actor: Actor, row: Orientation, receiver_ids: Sequence[UUID]) -> None:
    if row.level < NOMINATIVE or not row.to_unit_id:
        return
    if not receiver_ids or row.seal is None:
        raise CannotOrient(Fault.NO_RECEIVER)
    for account_id in receiver_ids:
        name_account(actor=actor, dossier_id=row.seal, path=row.path, account_id=account_id)


def locked_orientation(actor: Actor, orientation_id: UUID, permission: Permission) -> Orientation:
    rows = Orientation.objects.visible_to(actor, permission).select_for_update()
    row = rows.filter(pk=orientation_id).first()
    if row is None:
        raise NotAllowed(permission, "an orientation out of reach")
    return row  # type: ignore[no-any-return]


@transaction.atomic
def answer_orientation(
    *,
    actor: Actor,
    now: datetime,
    orientation_id: UUID,
    answer: str,
    via: str = Via.SCREEN,
    reason: str = "",
    appointment_at: datetime | None = None,
) -> Orientation:
    """Writes what the receiving side says. Its own agents answer on screen; a paper coupon or a call may be typed by
    either side. The same answer sent twice is one."""
    row = locked_orientation(actor, orientation_id, Permission.ORIENTATION_ANSWER)
    if via == Via.SCREEN and not (row.to_path and actor.reaches(row.to_path)):
        raise CannotAnswer(Fault.NOT_THE_RECEIVER)
    if write_answer(
        row, now=now, answer=answer, via=via, account_id=actor.account_id, reason=reason, appointment_at=appointment_at
    ):
        journal(actor, row, Permission.ORIENTATION_ANSWER, reason=answer)
    return row


@transaction.atomic
def receive_orientation_as(*, actor: Actor, orientation_id: UUID, registration_id: UUID) -> Orientation:
    """Says who it is at the receiving side, among its own registrations; one that has a person there keeps it."""
    row = locked_orientation(actor, orientation_id, Permission.ORIENTATION_ANSWER)
    if not (row.to_path and actor.reaches(row.to_path)):
        raise CannotAnswer(Fault.NOT_THE_RECEIVER)
    if row.received_as_id == registration_id:
        return row
    if row.received_as_id is not None:
        raise CannotAnswer(Fault.STATE)
    (registration,) = registrations_of(actor, [registration_id])
    if not actor.reaches(registration.path):
        raise NotAllowed(Permission.PERSON_READ, "a registration of another territory")
    row.received_as = registration
    row.save(update_fields=["received_as"])
    journal(actor, row, Permission.ORIENTATION_ANSWER, reason="received_as")
    return row


@transaction.atomic
def acknowledge_answer(*, actor: Actor, now: datetime, orientation_id: UUID) -> Orientation:
    """The sending side has read what came back: it leaves the day's list."""
    row = locked_orientation(actor, orientation_id, Permission.ORIENTATION_SEND)
    if row.state in CAME_BACK and row.seen_at is None and actor.reaches(row.path):
        row.seen_at = now
        row.save(update_fields=["seen_at"])
        journal(actor, row, "orientation:seen")
    return row


@transaction.atomic
def close_orientation(*, actor: Actor, now: datetime, orientation_id: UUID, reason: str = "") -> Orientation:
    """Ends the loop on the sending side; one that still waits for its answer, for a reason of the catalogue."""
    row = locked_orientation(actor, orientation_id, Permission.ORIENTATION_SEND)
    if row.state == OrientationState.CLOSED:
        return row
    why = reason if row.state in WAITS_FOR_ANSWER else ""
    fault = fault_of_closing(state=row.state, reason=why) if actor.reaches(row.path) else Fault.STATE
    if fault is None and why and not unmet_reasons_on(localtime(now).date()).filter(code=why).exists():
        fault = Fault.UNKNOWN_REASON
    if fault:
        raise CannotAnswer(fault)
    changed = enter_state(row, state=OrientationState.CLOSED, now=now, days={})
    row.seen_at, row.answer_reason = now, why or row.answer_reason
    row.save(update_fields=[*changed, "answer_reason"])
    write_step(row, step=OrientationState.CLOSED, at=now, via=Via.SCREEN, account_id=actor.account_id, reason=why)
    journal(actor, row, "orientation:close")
    return row
