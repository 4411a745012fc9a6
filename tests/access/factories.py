"""Accounts under a posting, and the plain actors that commands take."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from uuid import UUID

from django.contrib.auth.hashers import make_password

from wasl.access.models import Account, Agent, NamedAccess, Posting
from wasl.access.queries import actor_of
from wasl.core.actor import Actor
from wasl.core.scope import entered
from wasl.network.models import Unit

_numbers = count(1)
SINCE = date(2012, 1, 1)
PASSWORD = "le thé est servi à cinq heures"


def account(unit: Unit, *, number: str | None = None, password: str | None = None) -> Account:
    """Cannot sign in unless a password is given."""
    number = number or f"AG{next(_numbers):05d}"
    agent = Agent.objects.create(number=number, given_name="Agent", family_name=number, unit=unit)
    return Account.objects.create(staff_number=number, agent=agent, password=make_password(password))


def posting(role: str, unit: Unit, *, holder: Account | None = None, since: date = SINCE) -> Posting:
    return Posting.objects.create(account=holder or account(unit), role=role, unit=unit, since=since)


def actor(role: str, unit: Unit, *, holder: Account | None = None) -> Actor:
    """A new account posted as `role` in `unit`, as commands see it."""
    return actor_of(posting=posting(role, unit, holder=holder))


def named(who: Actor, dossier_id: UUID, *, is_denied: bool = False) -> Actor:
    """The same actor once named on (or denied) the dossier."""
    NamedAccess.objects.create(dossier_id=dossier_id, account_id=who.account_id, is_denied=is_denied)
    assert who.posting_id is not None
    return actor_of(posting=Posting.objects.select_related("unit").get(pk=who.posting_id))


@contextmanager
def working_as(role: str, unit: Unit) -> Iterator[Actor]:
    """A new actor, entered: both walls stand around what happens inside."""
    who = actor(role, unit)
    with entered(who):
        yield who
