"""Situations of vulnerability, dated, with their severity; one of protection makes the dossier nominative."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from wasl.access.commands import name_account
from wasl.assistance.commands.dossier import CannotChangeCase, journal_case, locked_case, raise_rows
from wasl.assistance.commands.handing import keep_followed
from wasl.assistance.commands.placing import insert
from wasl.assistance.models import Case, CaseSituation
from wasl.assistance.rules import CASE_OVER, Fault, is_protection, level_for
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.people.commands import protect_person
from wasl.vocabulary import UnknownTerm, term, terms


def sensitive() -> set[str]:
    return {one.code for one in terms("vulnerability_situations") if one.sensitive}


def naming(actor: Actor, case: Case) -> Actor:
    """The actor, named on the dossier when it is nominative: without it the writer could not write the first row."""
    if case.level < NOMINATIVE:
        return actor
    name_account(actor=actor, dossier_id=case.pk, path=case.path, account_id=actor.account_id)
    return replace(actor, named=actor.named | {case.pk})


def write_situation(actor: Actor, case: Case, *, code: str, severity: int, since: date, today: date) -> CaseSituation:
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


def protect(actor: Actor, case: Case) -> None:
    """From a nominative dossier on, nobody outside finds the person any more."""
    if case.level >= NOMINATIVE:
        protect_person(actor=actor, registration_id=case.registration_id, dossier_id=case.pk)


@transaction.atomic
def add_situation(
    *, actor: Actor, now: datetime, case_id: UUID, code: str, severity: int = 2, since: date | None = None
) -> Case:
    """Adds a dated situation; one of protection makes the whole dossier nominative, what is already in it included."""
    case = locked_case(actor, case_id, Permission.CASE_OPEN)
    if case.state in CASE_OVER:
        raise CannotChangeCase(Fault.STATE)
    today = localtime(now).date()
    level = level_for([code], sensitive=sensitive(), asked=case.level)
    if level >= NOMINATIVE > actor.level:
        raise CannotChangeCase(Fault.PROTECTION_AGENT)
    still = CaseSituation.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case.pk, until__isnull=True)
    if still.filter(code=code).exists():
        return case
    is_again = case.level >= NOMINATIVE and is_protection([code])
    if level > case.level:
        case.level = level
        opener = naming(actor, case)
        with entered(opener):
            case.save(update_fields=["level"])
            raise_rows(opener, case)
            write_situation(actor, case, code=code, severity=severity, since=since or today, today=today)
            protect(opener, case)
            keep_followed(actor=opener, now=now, case=case)
    else:
        write_situation(actor, case, code=code, severity=severity, since=since or today, today=today)
        if is_again:
            protect(actor, case)
    journal_case(actor, case, "case:situation")
    return case


def _held(actor: Actor, situation_id: UUID) -> tuple[CaseSituation, Case]:
    rows = CaseSituation.objects.visible_to(actor, Permission.CASE_READ)
    found = rows.filter(pk=situation_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotAllowed(Permission.CASE_READ, "a situation out of reach")
    case = locked_case(actor, found, Permission.CASE_OPEN)
    return rows.get(pk=situation_id), case


@transaction.atomic
def end_situation(*, actor: Actor, now: datetime, situation_id: UUID, on: date | None = None) -> CaseSituation:
    """It no longer holds from `on` (today) on. A situation of protection ends by `end_protection` alone."""
    row, case = _held(actor, situation_id)
    last = on or localtime(now).date()
    if row.until is not None:
        return row
    if case.level >= NOMINATIVE and is_protection([row.code]):
        raise CannotChangeCase(Fault.STILL_PROTECTED)
    _refuse_day(row, last, localtime(now).date())
    row.until = last
    row.save(update_fields=["until"])
    journal_case(actor, case, "case:situation", reason="ended")
    return row


@transaction.atomic
def change_severity(
    *, actor: Actor, now: datetime, situation_id: UUID, severity: int, since: date | None = None
) -> CaseSituation:
    """From `since` (today) on it is graver or lighter: what it was before stays written, up to that day."""
    row, case = _held(actor, situation_id)
    day = since or localtime(now).date()
    if row.until is not None or case.state in CASE_OVER:
        raise CannotChangeCase(Fault.STATE)
    if row.severity == severity:
        return row
    _refuse_day(row, day, localtime(now).date())
    if day == row.since:
        row.severity = severity
        row.save(update_fields=["severity"])
    else:
        row.until = day
        row.save(update_fields=["until"])
        today = localtime(now).date()
        row = write_situation(actor, case, code=row.code, severity=severity, since=day, today=today)
    journal_case(actor, case, "case:situation", reason="severity")
    return row


def _refuse_day(row: CaseSituation, day: date, today: date) -> None:
    if day > today:
        raise CannotChangeCase(Fault.NOT_YET)
    if day < row.since:
        raise CannotChangeCase(Fault.BEFORE_ITS_START)
