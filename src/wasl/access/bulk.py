"""Agents by the thousand, for the demo world and the first day's import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wasl.access.models import Account, Agent, Posting, SecondFactorRule
from wasl.network.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgent:
    """An agent, the account that goes with it, and the postings held: (role, code of the unit, since).

    `password` is a hash, made once and shared where thousands are written; `unit` the code of the home unit.
    """

    number: str
    given_name: str
    family_name: str
    given_name_ar: str
    family_name_ar: str
    unit: str
    postings: tuple[tuple[str, str, date], ...]
    password: str
    language: str = "fr"
    is_simulated: bool = False
    must_change_password: bool = False


@transaction.atomic
def write_agents(agents: Sequence[NewAgent], *, units: Mapping[str, Unit]) -> list[Agent]:
    """In the order given; staff numbers must be free and units known by code. Checks nothing else."""
    made = Agent.objects.bulk_create(
        Agent(
            number=one.number,
            given_name=one.given_name,
            family_name=one.family_name,
            given_name_ar=one.given_name_ar,
            family_name_ar=one.family_name_ar,
            unit=units[one.unit],
            is_simulated=one.is_simulated,
        )
        for one in agents
    )
    accounts = Account.objects.bulk_create(
        Account(
            staff_number=one.number,
            agent=agent,
            password=one.password,
            language=one.language,
            must_change_password=one.must_change_password,
        )
        for one, agent in zip(agents, made, strict=True)
    )
    Posting.objects.bulk_create(
        Posting(account=account, role=role, unit=units[unit], since=since)
        for one, account in zip(agents, accounts, strict=True)
        for role, unit, since in one.postings
    )
    return made


def waive_second_factor(*, roles: Iterable[str], set_by: str) -> None:
    """A rule for each role that asks for none, signed by the account of that staff number. For the demo world only:
    its one password is printed at every start."""
    account = Account.objects.get(staff_number=set_by)
    SecondFactorRule.objects.bulk_create(
        SecondFactorRule(role=role, is_required=False, set_by=account) for role in sorted(roles)
    )
