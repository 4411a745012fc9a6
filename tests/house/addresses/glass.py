from datetime import UTC, datetime

from tests.access import factories
from tests.house.addresses import Address
from wasl.assistance.models import GlassRequest
from wasl.core.permissions import Permission as P
from wasl.core.scope import system
from wasl.people.models import Registration


def registration(place):
    def make(world):
        unit = getattr(world.institution, place)
        row = Registration(unit=unit, path=unit.path, family_latin="Zitouni", birth_year=1988)
        with system("load demo"):
            row.save(force_insert=True)
        return row

    return lambda world: world.once(f"registration {place}", lambda: make(world))


def of_registration(place):
    return lambda world: {"registration_id": registration(place)(world).pk}


def request(place):
    def make(world):
        unit = getattr(world.institution, place)
        who = registration(place)(world)
        row = GlassRequest(
            unit=unit, path=unit.path, level=3, registration=who, asked_at=datetime.now(UTC), reason="DANGER",
            recorded_by=factories.account(unit),
        )  # fmt: skip
        with system("load demo"):
            row.save(force_insert=True)
        return row

    return lambda world: {"request_id": world.once(f"glass {place}", lambda: make(world)).pk}


ADDRESSES = {
    "glass:list": Address(P.GLASS_BREAK),
    "glass:ask": Address(
        P.GLASS_BREAK, ("GET", "POST"), inside=of_registration("centre"), outside=None, reach="everywhere"
    ),
    "glass:confirm": Address(P.GLASS_BREAK, ("POST",), inside=request("centre"), outside=request("stranger")),
}
