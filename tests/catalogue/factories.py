"""An institution just large enough to act in: units, accounts under a posting, and their actors."""

from datetime import date
from itertools import count

from wasl.access.models import Account, Agent, Posting
from wasl.access.queries import actor_of
from wasl.core.actor import Actor
from wasl.network.models import Unit, UnitState

_numbers = count(1)
FIRST_DAY = date(2000, 1, 1)


def unit(path: str = "MA.05.081.0103.", *, kind: str = "CENTRE", type: str = "CAS", name: str = "Demnate") -> Unit:
    """The unit at `path`, made once."""
    made, is_new = Unit.objects.get_or_create(
        path=path, defaults={"code": f"U{next(_numbers)}", "kind": kind, "opened_on": FIRST_DAY}
    )
    if is_new:
        UnitState.objects.create(
            unit=made, since=FIRST_DAY, type=type, name_fr=f"{type} {name}", name_ar=f"مركز {name}", area="RUR"
        )
    return made


def account(*, at: Unit | None = None, given: str = "Salma", family: str = "Amrani") -> Account:
    number = f"T{next(_numbers):05}"
    agent = Agent.objects.create(number=number, given_name=given, family_name=family, unit=at or unit())
    return Account.objects.create(staff_number=number, agent=agent, password="!")


def actor(role: str = "SOCIAL_WORKER", at: Unit | None = None, *, holder: Account | None = None) -> Actor:
    """Under a posting in force at the unit (the centre of Demnate unless said)."""
    place = at or unit()
    posting = Posting.objects.create(account=holder or account(at=place), role=role, unit=place, since=FIRST_DAY)
    return actor_of(posting=posting)
