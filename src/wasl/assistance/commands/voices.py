"""Hearing beneficiaries. No line in the journal: an account and a minute would lead back to one of them."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.timezone import localtime

from wasl.assistance.models import VoiceCampaign, VoiceTicket, VoiceTry
from wasl.assistance.rules.voices import (
    DECLINED,
    VERSION,
    VoiceFault,
    VoiceKind,
    fault_of_try,
    tally,
    wait_after,
    week_of,
)
from wasl.catalogue.queries import parameter
from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.core.sealed import blind_index
from wasl.journal.commands import record
from wasl.network.models import Unit

JOB = "hear voices"
#: A code is used on the day or the day after.
TICKET_DAYS = 1


class CannotHear(Exception):
    def __init__(self, fault: VoiceFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def give_ticket(*, actor: Actor, today: date, kind: VoiceKind) -> str:
    """Six digits that the worker hands her: a colleague, not the worker, hears her with them."""
    require(actor, Permission.VOICE_HEAR, path=actor.path)
    code = f"{secrets.randbelow(1_000_000):06d}"
    VoiceTicket.objects.visible_to(actor, Permission.VOICE_HEAR).filter(until_on__lt=today).delete()
    VoiceTicket(
        pk=uuid4(), unit_id=actor.unit_id, path=actor.path, level=0, code=blind_index(f"voice {code}"), kind=kind,
        issued_by_id=actor.account_id, until_on=today + timedelta(days=TICKET_DAYS),
    ).save(force_insert=True)  # fmt: skip
    return code


def hear(*, actor: Actor, now: datetime, kind: VoiceKind, answers: Mapping[str, str], code: str | None = None) -> None:
    """Adds to the counts of this unit and week. With `code` somebody else than her worker heard her; without, she
    answered by herself on a turned screen. Wrong codes stay counted, slow down, then end the tries of the day."""
    require(actor, Permission.VOICE_HEAR, path=actor.path)
    # Raised once the transaction is over: the count of wrong codes must not go back with it.
    if fault := _heard(actor=actor, now=now, kind=kind, answers=answers, code=code):
        raise CannotHear(fault)


@transaction.atomic
def _heard(
    *, actor: Actor, now: datetime, kind: VoiceKind, answers: Mapping[str, str], code: str | None
) -> VoiceFault | None:
    today = localtime(now).date()
    counted = tally(kind, answers)
    if isinstance(counted, VoiceFault):
        return counted
    if code is not None and (fault := _use_ticket(actor, code, kind, now=now)):
        return fault
    _count(actor.unit_id, kind, week_of(today), counted)
    return None


@transaction.atomic
def decline(*, actor: Actor, today: date, kind: VoiceKind) -> None:
    """She would rather not: counted, and nothing else."""
    require(actor, Permission.VOICE_HEAR, path=actor.path)
    _count(actor.unit_id, kind, week_of(today), [(DECLINED, "")])


def _use_ticket(actor: Actor, code: str, kind: VoiceKind, *, now: datetime) -> VoiceFault | None:
    today = localtime(now).date()
    tried = _tries(actor, today=today)
    most = parameter("voice.wrong_codes", on=today)
    if fault := fault_of_try(wrong=tried.wrong, most=most, next_at=tried.next_at, now=now):
        return fault
    tickets = VoiceTicket.objects.visible_to(actor, Permission.VOICE_HEAR).filter(
        unit_id=actor.unit_id, code=blind_index(f"voice {code.strip()}"), kind=kind, until_on__gte=today
    )
    ticket = tickets.select_for_update().first()
    if ticket is None:
        tried.wrong += 1
        tried.next_at = now + timedelta(seconds=wait_after(tried.wrong))
        tried.save(update_fields=["wrong", "next_at"])
        return VoiceFault.UNKNOWN_CODE
    if ticket.issued_by_id == actor.account_id:
        return VoiceFault.OWN_CODE
    tickets.delete()
    tried.delete()
    return None


def _tries(actor: Actor, *, today: date) -> VoiceTry:
    """Of this account today, held: codes typed in two windows at once are counted one after the other."""
    VoiceTry.objects.get_or_create(account_id=actor.account_id, defaults={"day": today})
    row = VoiceTry.objects.select_for_update().get(account_id=actor.account_id)
    if row.day != today:
        row.day, row.wrong, row.next_at = today, 0, None
        row.save(update_fields=["day", "wrong", "next_at"])
    return row


def _count(unit_id: UUID, kind: VoiceKind, week: date, counted: list[tuple[str, str]]) -> None:
    with system(JOB), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO assistance_voice (unit_id, kind, version, week, question, answer, count)"
            " VALUES (%s, %s, %s, %s, %s, %s, 1) ON CONFLICT (unit_id, kind, version, week, question, answer)"
            " DO UPDATE SET count = assistance_voice.count + 1",
            [(unit_id, kind, VERSION, week, question, answer) for question, answer in counted],
        )


@transaction.atomic
def plan_campaign(
    *, actor: Actor, campaign_id: UUID, unit_id: UUID, sample: int, since_on: date, until_on: date
) -> VoiceCampaign:
    """The year's round of an establishment of one's own territory; planned again, it is changed."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotAllowed(Permission.VOICE_PLAN, "no such unit")
    require(actor, Permission.VOICE_PLAN, path=unit.path)
    if unit.kind != "CENTRE":
        raise CannotHear(VoiceFault.NOT_HERE)
    if sample < 1:
        raise CannotHear(VoiceFault.SAMPLE)
    if until_on < since_on or until_on.year != since_on.year:
        raise CannotHear(VoiceFault.DAYS)
    rows = VoiceCampaign.objects.visible_to(actor, Permission.VOICE_PLAN).select_for_update()
    row: VoiceCampaign = rows.filter(unit_id=unit.pk, year=since_on.year).first() or VoiceCampaign(
        pk=campaign_id, unit=unit, path=unit.path, level=0, year=since_on.year, recorded_by_id=actor.account_id
    )
    row.sample, row.since_on, row.until_on = sample, since_on, until_on
    row.save()
    record(actor=actor, verb=Permission.VOICE_PLAN, subject="unit", subject_id=unit.pk, path=unit.path)
    return row
