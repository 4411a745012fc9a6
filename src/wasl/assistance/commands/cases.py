from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.commands import deny_account, name_account
from wasl.access.models import NamedAccess
from wasl.assistance.commands.dossier import ROWS, raise_rows
from wasl.assistance.commands.placing import (
    Refused,
    case_of,
    insert,
    reception_of,
    registrations_of,
    replayed,
    unit_of,
)
from wasl.assistance.models import (
    Case,
    CaseSituation,
    CircuitRun,
    CircuitStep,
    Listening,
    Reception,
)
from wasl.assistance.rules import CASE_OVER, NEXT_CASE, PROTECTION, CaseState, Fault, WhyLower, is_protection, level_for
from wasl.catalogue.queries import parameter
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.journal.commands import record
from wasl.people.commands import end_protection as end_protection_of_person
from wasl.people.commands import protect_person
from wasl.vocabulary import UnknownTerm, term, terms

#: code, severity 1 to 3, first day
Situation = tuple[str, int, date]


class CannotChangeCase(Refused):
    """A dossier that cannot be opened, changed or closed this way."""


def _sensitive() -> set[str]:
    return {one.code for one in terms("vulnerability_situations") if one.sensitive}


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    now: datetime,
    case_id: UUID,
    registration_id: UUID,
    basis: str,
    channel: str = "SPONT",
    situations: Sequence[Situation] = (),
    level: int = 2,
    reception_id: UUID | None = None,
) -> Case:
    """Opens a dossier; a situation of protection makes it nominative and names the one who opens it.

    The reception it follows joins it, and takes its level.
    """
    require(actor, Permission.CASE_OPEN, path=actor.path)
    today = localtime(now).date()
    level = level_for((code for code, _, _ in situations), sensitive=_sensitive(), asked=level)
    if level >= NOMINATIVE > actor.level:
        raise CannotChangeCase(Fault.PROTECTION_AGENT)
    (registration,) = registrations_of(actor, [registration_id])
    row = Case(
        pk=case_id, registration=registration, worker_id=actor.account_id, basis=basis, channel=channel,
        opened_at=now, review_on=today + timedelta(days=parameter("case.review_days", on=today)),
        recorded_by_id=actor.account_id, level=max(level, registration.level),
    )  # fmt: skip
    if known := replayed(actor, Permission.CASE_READ, row, same=("registration_id",)):
        return known
    row.unit = unit_of(actor, on=today)
    row.path = row.unit.path
    row.seal = case_id
    reception = reception_of(actor, reception_id)
    opener = _naming(actor, row)
    with entered(opener):
        insert(row)
        for code, severity, since in situations:
            _write_situation(actor, row, code=code, severity=severity, since=since, today=today)
        if reception is not None:
            Reception.objects.visible_to(actor, Permission.RECEPTION_RECORD).filter(pk=reception.pk).update(case=row)
            raise_rows(opener, row)
        _protect(opener, row)
    _journal(actor, row, Permission.CASE_OPEN)
    return row


def _naming(actor: Actor, case: Case) -> Actor:
    """The actor, named on the dossier when it is nominative: without it the writer could not write the first row."""
    if case.level < NOMINATIVE:
        return actor
    name_account(actor=actor, dossier_id=case.pk, path=case.path, account_id=actor.account_id)
    return replace(actor, named=actor.named | {case.pk})


def _write_situation(actor: Actor, case: Case, *, code: str, severity: int, since: date, today: date) -> CaseSituation:
    try:
        term("vulnerability_situations", code)
    except UnknownTerm:
        raise CannotChangeCase(Fault.UNKNOWN_REASON) from None
    if since > today:
        raise CannotChangeCase(Fault.NOT_YET)
    return insert(
        CaseSituation(
            case=case, code=code, severity=severity, since=since, unit_id=case.unit_id, path=case.path,
            level=case.level, seal=case.seal, recorded_by_id=actor.account_id,
        )
    )  # fmt: skip


def _protect(actor: Actor, case: Case) -> None:
    """From a nominative dossier on, nobody outside finds the person any more."""
    if case.level >= NOMINATIVE:
        protect_person(actor=actor, registration_id=case.registration_id, dossier_id=case.pk)


def _locked(actor: Actor, case_id: UUID, permission: Permission) -> Case:
    require(actor, permission)
    case = case_of(actor, case_id, lock=True)
    assert case is not None
    require(actor, permission, path=case.path, level=case.level, seal=case.seal)
    return case


@transaction.atomic
def add_situation(
    *, actor: Actor, now: datetime, case_id: UUID, code: str, severity: int = 2, since: date | None = None
) -> Case:
    """Adds a dated situation; one of protection makes the whole dossier nominative, what is already in it included."""
    case = _locked(actor, case_id, Permission.CASE_OPEN)
    if case.state in CASE_OVER:
        raise CannotChangeCase(Fault.STATE)
    today = localtime(now).date()
    level = level_for([code], sensitive=_sensitive(), asked=case.level)
    if level >= NOMINATIVE > actor.level:
        raise CannotChangeCase(Fault.PROTECTION_AGENT)
    still = CaseSituation.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, until__isnull=True)
    if still.filter(code=code).exists():
        return case
    is_again = case.level >= NOMINATIVE and is_protection([code])
    if level > case.level:
        case.level = level
        opener = _naming(actor, case)
        with entered(opener):
            case.save(update_fields=["level"])
            raise_rows(opener, case)
            _write_situation(actor, case, code=code, severity=severity, since=since or today, today=today)
            _protect(opener, case)
    else:
        _write_situation(actor, case, code=code, severity=severity, since=since or today, today=today)
        if is_again:
            _protect(actor, case)
    _journal(actor, case, "case:situation")
    return case


@transaction.atomic
def advance_case(*, actor: Actor, now: datetime, case_id: UUID, to: CaseState) -> Case:
    """Moves a dossier along its life, closing apart; the next review is counted from today."""
    case = _locked(actor, case_id, Permission.CASE_OPEN)
    if case.state == to:
        return case
    if to == CaseState.CLOSED or to not in NEXT_CASE[CaseState(case.state)]:
        raise CannotChangeCase(Fault.STATE)
    today = localtime(now).date()
    case.state, case.closed_at, case.closure_reason = to, None, ""
    case.review_on = today + timedelta(days=parameter("case.review_days", on=today))
    case.save(update_fields=["state", "closed_at", "closure_reason", "review_on"])
    _journal(actor, case, "case:advance", reason=to)
    return case


@transaction.atomic
def close_case(*, actor: Actor, now: datetime, case_id: UUID, reason: str) -> Case:
    """Closes a dossier with a reason of the vocabulary."""
    case = _locked(actor, case_id, Permission.CASE_CLOSE)
    if case.state == CaseState.CLOSED and case.closure_reason == reason:
        return case
    if CaseState.CLOSED not in NEXT_CASE[CaseState(case.state)]:
        raise CannotChangeCase(Fault.STATE)
    try:
        term("closure_reasons", reason)
    except UnknownTerm:
        raise CannotChangeCase(Fault.NO_REASON) from None
    case.state, case.closed_at, case.closure_reason = CaseState.CLOSED, now, reason
    case.save(update_fields=["state", "closed_at", "closure_reason"])
    _journal(actor, case, Permission.CASE_CLOSE, reason=reason)
    return case


@transaction.atomic
def end_protection(*, actor: Actor, now: datetime, case_id: UUID, reason: str) -> Case:
    """Its situations of protection end today and the person is found again; the dossier stays with those named."""
    case = _locked(actor, case_id, Permission.CASE_CLOSE)
    why = _why(reason)
    _refuse_unless_lasting(actor, case)
    rows = CaseSituation.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, until__isnull=True)
    rows.filter(code__in=sorted(PROTECTION)).update(until=localtime(now).date())
    end_protection_of_person(actor=actor, registration_id=case.registration_id, dossier_id=case.pk, now=now)
    _journal(actor, case, "case:end_protection", reason=why)
    return case


#: What was heard, and what the protection was against, stays with those named when the rest is opened again.
_KEPT_CLOSED = (Listening, CaseSituation, CircuitRun, CircuitStep)


@transaction.atomic
def lower_case(*, actor: Actor, case_id: UUID, reason: str) -> Case:
    """A nominative dossier whose protection has ended takes the level of its situations: the team reads it again."""
    case = _locked(actor, case_id, Permission.CASE_CLOSE)
    why = _why(reason)
    _refuse_unless_lasting(actor, case)
    still = CaseSituation.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, until__isnull=True)
    codes = list(still.values_list("code", flat=True))
    if is_protection(codes):
        raise CannotChangeCase(Fault.STILL_PROTECTED)
    (registration,) = registrations_of(actor, [case.registration_id])
    _journal(actor, case, "case:lower", reason=why)
    case.level = max(level_for(codes, sensitive=_sensitive()), registration.level)
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
    case = _locked(actor, case_id, Permission.CASE_NAME)
    name_account(actor=actor, dossier_id=case.pk, path=case.path, account_id=account_id)


@transaction.atomic
def deny_reader(*, actor: Actor, case_id: UUID, account_id: UUID, reason: str) -> None:
    """Closes the dossier and its rows to an account (a relative, declared by the person or the agent), whatever it
    holds; at every level, since every dossier seals its rows."""
    case = _locked(actor, case_id, Permission.CASE_OPEN)
    if account_id == actor.account_id:
        raise CannotChangeCase(Fault.OWN_DENIAL)
    deny_account(actor=actor, dossier_id=case.pk, path=case.path, account_id=account_id, reason=reason)


def _journal(actor: Actor, case: Case, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject="case", subject_id=case.pk, path=case.path, level=case.level, seal=case.seal,
        reason=reason,
    )  # fmt: skip
