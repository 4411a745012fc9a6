"""A real institution on an empty database: names, headquarters, reference lists, two first administrators."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from wasl.access.bulk import NewAgent, write_agents
from wasl.access.models import Account, Reset
from wasl.access.rules import SLIP_HOURS
from wasl.catalogue.commands import seed
from wasl.config.founders import Administrator
from wasl.core.actor import ROOT
from wasl.journal.commands import record
from wasl.network.bulk import NewState, NewUnit, write_institution, write_units
from wasl.network.commands import Profile
from wasl.network.queries import institution
from wasl.network.rules import FOUNDED_ON, Kind
from wasl.territory.commands import load_reference

HEADQUARTERS = ROOT.rstrip(".")
ALPHABET = "ABCDEFGHJKMNPRSTUVWXYZ23456789"


class AlreadyFounded(Exception):
    """The database serves an institution; `mode` is demo or real."""

    def __init__(self, mode: str) -> None:
        super().__init__(mode)
        self.mode = mode


def found(
    *,
    name_fr: str,
    name_ar: str,
    administrators: Sequence[Administrator],
    now: datetime,
    today: date,
    progress: Callable[[str], None],
) -> dict[str, str]:
    """One-time codes by staff number, to be printed and used within a day. All is written or nothing.

    Two administrators at least: whatever a single one could do to accounts afterwards needs a second person.
    """
    load_reference(progress=progress)
    with transaction.atomic():
        present = institution()
        if present is not None:
            raise AlreadyFounded(present.mode)
        write_institution(mode="real", name_fr=name_fr, name_ar=name_ar)
        seed()
        profile = Profile(name_fr="Siège", name_ar="الإدارة المركزية", area="URB")
        state = NewState(since=FOUNDED_ON, parent=None, profile=profile)
        units = write_units([NewUnit(code=HEADQUARTERS, kind=Kind.HQ, states=[state])], today=today)
        write_agents([_agent(one, today) for one in administrators], units=units)
        record(actor=None, verb="institution:found", subject="institution", subject_id=1, path=ROOT)
        return _slips([one.number for one in administrators], now)


def _agent(one: Administrator, today: date) -> NewAgent:
    return NewAgent(
        number=one.number,
        given_name=one.given_name,
        family_name=one.family_name,
        given_name_ar="",
        family_name_ar="",
        unit=HEADQUARTERS,
        postings=(("SYSTEM_ADMIN", HEADQUARTERS, today),),
        password=make_password(None),
    )


def _slips(numbers: Sequence[str], now: datetime) -> dict[str, str]:
    """Each one's first slip stands on the presence of the next one, as every later reset does on a second person."""
    accounts = {account.staff_number: account for account in Account.objects.filter(staff_number__in=numbers)}
    codes = {}
    for number, witness in zip(numbers, [*numbers[1:], numbers[0]], strict=True):
        code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
        Reset.objects.create(
            account=accounts[number],
            asked_by=accounts[number],
            asked_at=now,
            approved_by=accounts[witness],
            approved_at=now,
            expires_at=now + timedelta(hours=SLIP_HOURS),
            code_hash=make_password(code),
        )
        record(actor=None, verb="account:first_slip", subject="account", subject_id=accounts[number].pk, path=ROOT)
        codes[number] = code
    return codes
