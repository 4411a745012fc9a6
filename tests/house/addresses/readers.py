from datetime import UTC, datetime

from tests.access import factories
from tests.house.addresses import POSTED, Address
from tests.house.addresses.assistance import case, inside, sealed, worker
from tests.house.addresses.glass import request
from wasl.access.commands import deny_account
from wasl.access.models import Brake
from wasl.core.permissions import Permission as P


def brake(place):
    def make(world):
        unit = getattr(world.institution, place)
        now = datetime.now(UTC)
        who = factories.account(unit)
        return Brake.objects.create(account=who, path=unit.path, day=now.date(), kind="files", count=200, at=now)

    return lambda world: {"brake_id": world.once(f"brake {place}", lambda: make(world)).pk}


def denial(place):
    def make(world):
        about = case(place)(world)["case_id"]
        who, unit = worker(world, place), getattr(world.institution, place)
        return deny_account(
            actor=who, dossier_id=about, path=unit.path, account_id=factories.account(unit).pk, reason="declared"
        )

    return lambda world: case(place)(world) | {"access_id": world.once(f"denial {place}", lambda: make(world)).pk}


ADDRESSES = {
    "readers:list": Address(P.READERS_WATCH),
    "readers:named": Address(P.READERS_NAMED),
    "readers:alerts": Address(P.READERS_WATCH),
    "readers:judge": Address(P.READERS_WATCH, ("POST",), inside=brake("centre"), outside=brake("stranger")),
    "readers:stopped": Address(POSTED, ("GET", "POST")),
    "readers:reviews": Address(P.GLASS_REVIEW),
    "readers:review": Address(P.GLASS_REVIEW, ("POST",), inside=request("centre"), outside=request("stranger")),
    "readers:denials": Address(P.CASE_OPEN, ("GET", "POST"), **inside(case, sealed=sealed("case_id"))),
    "readers:end-denial": Address(
        P.CASE_NAME, ("POST",), inside=denial("centre"), outside=denial("stranger"), empty_at_first=True
    ),
}
