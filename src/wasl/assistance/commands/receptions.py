from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime, make_aware

from wasl.assistance.commands.forms import check_form_number
from wasl.assistance.commands.placing import Refused, insert, placed, registrations_of, replayed, unit_of
from wasl.assistance.models import Reception
from wasl.assistance.rules import NEXT_RECEPTION, Fault, ReceptionState, fault_of_reception
from wasl.catalogue.queries import parameter, services_on
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.journal.commands import record


class CannotReceive(Refused):
    """A reception that cannot be written as it was typed."""


class AlreadyReceived(CannotReceive):
    """The same person came to the same centre the same day: the agent says whether this is another visit."""

    def __init__(self, earlier: Reception) -> None:
        super().__init__(Fault.ALREADY_RECEIVED)
        self.earlier = earlier


@transaction.atomic
def receive_person(
    *,
    actor: Actor,
    now: datetime,
    reception_id: UUID,
    need: str,
    urgency: str,
    channel: str = "SPONT",
    registration_id: UUID | None = None,
    sex: str = "",
    age_band: str = "",
    head_count: int = 1,
    language: str = "",
    arrived_at: datetime | None = None,
    form_number: str = "",
    written_by_id: UUID | None = None,
    is_confirmed: bool = False,
) -> Reception:
    """Puts somebody in the queue, or writes down a visit of another day; the same id sent again is the same visit.

    `is_confirmed` says that a second visit the same day is meant. A paper form brings its number and its writer.
    """
    require(actor, Permission.RECEPTION_RECORD, path=actor.path)
    arrived = arrived_at or now
    day = localtime(arrived).date()
    row = Reception(
        pk=reception_id, registration_id=registration_id, sex=sex or "X", age_band=age_band or "ANR",
        head_count=head_count, need=need, urgency=urgency, channel=channel, language=language, arrived_at=arrived,
        form_number=form_number, written_by_id=written_by_id, recorded_by_id=actor.account_id,
    )  # fmt: skip
    same = ("registration_id", "need", "urgency", "head_count", "sex", "age_band", "form_number")
    if known := replayed(actor, Permission.RECEPTION_READ, row, same=same):
        return known
    fault = fault_of_reception(
        is_registered=registration_id is not None, sex=sex, age_band=age_band, head_count=head_count,
        at=arrived, now=now, late_days=parameter("form.late_days", on=now.date()),
    )  # fmt: skip
    if fault is None and not services_on(day).filter(code=need).exists():
        fault = Fault.UNKNOWN_SERVICE
    if fault:
        raise CannotReceive(fault)
    unit = unit_of(actor, on=day)
    registrations = registrations_of(actor, [registration_id] if registration_id else [])
    if form_number:
        check_form_number(unit=unit, number=form_number)
        row.state, row.ended_at = ReceptionState.DONE, arrived
    if registration_id and not is_confirmed:
        _ask_if_received(actor, unit_id=unit.pk, registration_id=registration_id, at=arrived)
    for name, value in placed(unit, *registrations).items():
        setattr(row, name, value)
    _journal(actor, insert(row), Permission.RECEPTION_RECORD)
    return row


def _ask_if_received(actor: Actor, *, unit_id: UUID, registration_id: UUID, at: datetime) -> None:
    midnight = make_aware(datetime.combine(localtime(at).date(), time()))
    earlier = (
        Reception.objects.visible_to(actor, Permission.RECEPTION_READ)
        .filter(unit_id=unit_id, registration_id=registration_id)
        .filter(arrived_at__gte=midnight, arrived_at__lt=midnight + timedelta(days=1))
        .order_by("arrived_at")
        .first()
    )
    if earlier is not None:
        raise AlreadyReceived(earlier)


def _locked(actor: Actor, reception_id: UUID) -> Reception:
    rows = Reception.objects.visible_to(actor, Permission.RECEPTION_RECORD).select_for_update()
    row = rows.filter(pk=reception_id).first()
    if row is None:
        raise NotAllowed(Permission.RECEPTION_RECORD, "a reception out of reach")
    return row  # type: ignore[no-any-return]


@transaction.atomic
def change_reception(*, actor: Actor, now: datetime, reception_id: UUID, to: ReceptionState) -> Reception:
    """Calls in, sends back to the queue, ends or notes that the person left; asking again for the same is nothing."""
    row = _locked(actor, reception_id)
    if row.state == to:
        return row
    if to not in NEXT_RECEPTION[ReceptionState(row.state)]:
        raise CannotReceive(Fault.STATE)
    row.state = to
    if to == ReceptionState.HEARD:
        row.heard_at, row.heard_by_id = row.heard_at or now, actor.account_id
    if to in {ReceptionState.DONE, ReceptionState.LEFT}:
        row.ended_at = now
    row.save(update_fields=["state", "heard_at", "heard_by", "ended_at"])
    _journal(actor, row, Permission.RECEPTION_RECORD, reason=to)
    return row


@transaction.atomic
def identify_reception(*, actor: Actor, reception_id: UUID, registration_id: UUID) -> Reception:
    """Completes an anonymous reception later, once the person is known; one that has a person keeps it."""
    row = _locked(actor, reception_id)
    if row.registration_id == registration_id:
        return row
    if row.registration_id is not None or row.head_count != 1:
        raise CannotReceive(Fault.STATE)
    (registration,) = registrations_of(actor, [registration_id])
    row.registration = registration
    if registration.level > row.level:
        row.level, row.seal = registration.level, registration.seal
    row.save(update_fields=["registration", "level", "seal"])
    _journal(actor, row, Permission.RECEPTION_RECORD, reason="identified")
    return row


def _journal(actor: Actor, row: Reception, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject="reception", subject_id=row.pk, path=row.path, level=row.level, seal=row.seal,
        reason=reason,
    )  # fmt: skip
