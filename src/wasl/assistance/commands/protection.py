"""Who reads a nominative dossier, and how its protection ends."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.commands import deny_account, end_name, name_account
from wasl.access.models import NamedAccess
from wasl.assistance.commands.dossier import ROWS, CannotChangeCase, journal_case, locked_case
from wasl.assistance.commands.events import of_same_event
from wasl.assistance.commands.handing import give_case
from wasl.assistance.commands.placing import registrations_of
from wasl.assistance.commands.situations import sensitive
from wasl.assistance.commands.succeeding import give_work
from wasl.assistance.commands.transfers import fault_of_taker
from wasl.assistance.models import Case, CaseNote, CaseSituation, CircuitRun, CircuitStep, Listening
from wasl.assistance.rules import PROTECTION, Fault, WhyLower, is_protection, level_for
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.permissions import Permission
from wasl.people.commands import end_protection as end_protection_of_person


@transaction.atomic
def end_protection(*, actor: Actor, now: datetime, case_id: UUID, reason: str) -> Case:
    """Its situations of protection end today and the person is found again; the dossier stays with those named."""
    case = locked_case(actor, case_id, Permission.CASE_CLOSE)
    why = _why(reason)
    _refuse_unless_lasting(actor, case)
    rows = CaseSituation.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, until__isnull=True)
    rows.filter(code__in=sorted(PROTECTION)).update(until=localtime(now).date())
    end_protection_of_person(actor=actor, registration_id=case.registration_id, dossier_id=case.pk, now=now)
    journal_case(actor, case, "case:end_protection", reason=why)
    return case


#: What was heard or noted, and what the protection was against, stays with those named when the rest is opened again.
_KEPT_CLOSED = (Listening, CaseSituation, CaseNote, CircuitRun, CircuitStep)


@transaction.atomic
def lower_case(*, actor: Actor, case_id: UUID, reason: str) -> Case:
    """A nominative dossier whose protection has ended takes the level of its situations: the team reads it again."""
    case = locked_case(actor, case_id, Permission.CASE_CLOSE)
    why = _why(reason)
    _refuse_unless_lasting(actor, case)
    still = CaseSituation.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, until__isnull=True)
    codes = list(still.values_list("code", flat=True))
    if is_protection(codes):
        raise CannotChangeCase(Fault.STILL_PROTECTED)
    (registration,) = registrations_of(actor, [case.registration_id])
    journal_case(actor, case, "case:lower", reason=why)
    case.level = max(level_for(codes, sensitive=sensitive()), registration.level)
    still.update(level=case.level)
    for kind, way, permission in ROWS:
        if kind not in _KEPT_CLOSED:
            rows = kind.objects.visible_to(actor, permission).filter(**{way: case.pk}, level=NOMINATIVE, seal=case.pk)
            found = kind.objects.visible_to(actor, permission).filter(pk__in=list(rows.values_list("pk", flat=True)))
            found.update(level=case.level)
    case.save(update_fields=["level"])
    return case


def _refuse_unless_lasting(actor: Actor, case: Case) -> None:
    """Only a nominative dossier is lowered, and not by whoever an emergency opened it to for a few hours."""
    if case.level < NOMINATIVE:
        raise CannotChangeCase(Fault.STATE)
    named = NamedAccess.objects.filter(dossier_id=case.pk, account_id=actor.account_id, is_denied=False)
    if not named.filter(until_at__isnull=True).exists():
        raise CannotChangeCase(Fault.FOR_A_WHILE)


def _why(reason: str) -> WhyLower:
    try:
        return WhyLower(reason)
    except ValueError:
        raise CannotChangeCase(Fault.NO_REASON) from None


@transaction.atomic
def name_reader(*, actor: Actor, case_id: UUID, account_id: UUID) -> None:
    """Names a colleague on the dossier: at level 4 nobody else reads it."""
    case = locked_case(actor, case_id, Permission.CASE_NAME)
    name_account(actor=actor, dossier_id=case.pk, path=case.path, account_id=account_id)


@transaction.atomic
def deny_reader(
    *, actor: Actor, now: datetime, case_id: UUID, account_id: UUID, reason: str, taker_id: UUID | None = None
) -> None:
    """Closes the dossier and its rows to an account (a relative, declared by the person or the agent), whatever it
    holds; at every level, since every dossier seals its rows.

    What that account still had to do in it goes to its worker. Its worker's own dossier goes to `taker_id`, in the
    same transaction: none is followed by whoever may not read it.
    """
    case = locked_case(actor, case_id, Permission.CASE_OPEN)
    if account_id == actor.account_id:
        raise CannotChangeCase(Fault.OWN_DENIAL)
    others = of_same_event(case.pk)
    if fault := _pass_on(actor, now, case, account_id, taker_id=taker_id):
        raise CannotChangeCase(fault)
    known = Case.objects.visible_to(actor, Permission.CASE_READ).select_for_update()
    for other in known.filter(pk__in=others).order_by("pk"):
        # One that this taker cannot have, and those the actor may not know of, are listed by the job of every day.
        _pass_on(actor, now, other, account_id, taker_id=taker_id or case.worker_id)
    for dossier_id in (case.pk, *others):
        deny_account(actor=actor, dossier_id=dossier_id, path=case.path, account_id=account_id, reason=reason)


def _pass_on(actor: Actor, now: datetime, case: Case, account_id: UUID, *, taker_id: UUID | None) -> Fault | None:
    if case.worker_id != account_id:
        give_work(actor=actor, now=now, case=case, before=account_id, to=case.worker_id)
        return None
    if taker_id is None:
        return Fault.NO_TAKER
    if taker_id == account_id:
        return Fault.CLOSED_TO
    fault = fault_of_taker(case_id=case.pk, unit_id=case.unit_id, level=case.level, account_id=taker_id, now=now)
    if fault is None:
        give_case(actor=actor, now=now, case=case, to=taker_id)
    return fault


@transaction.atomic
def end_denial(*, actor: Actor, now: datetime, case_id: UUID, access_id: UUID) -> None:
    """Opens the dossier again to an account it was closed to; the denial stays in its history."""
    case = locked_case(actor, case_id, Permission.CASE_NAME)
    access = NamedAccess.objects.filter(pk=access_id, dossier_id=case.pk, is_denied=True, until_at__isnull=True).first()
    if access is None:
        raise CannotChangeCase(Fault.CHANGED_MEANWHILE)
    _refuse_for_a_while(actor, case)
    end_name(actor=actor, access=access, path=case.path, now=now)


def _refuse_for_a_while(actor: Actor, case: Case) -> None:
    """Nobody to whom an emergency opened a nominative dossier decides who reads it."""
    if case.level >= NOMINATIVE:
        _refuse_unless_lasting(actor, case)
