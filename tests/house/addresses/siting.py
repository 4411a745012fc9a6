from django.utils import timezone

from tests.access.factories import actor
from tests.house.addresses import Address
from tests.watch.siting_rooms import QUESTION, answered
from wasl.core.permissions import Permission as P
from wasl.watch.commands.siting import open_plan


def option_of(world):
    def made():
        planner = actor("STATISTICIAN", world.institution.hq)
        option = open_plan(actor=planner, now=timezone.now(), type="CAS", name="Essai", asked=QUESTION)
        return answered(option)

    return world.once("siting option", made)


def plan(world):
    return {"plan_id": option_of(world).plan_id}


def option(world):
    return {"option_id": option_of(world).pk}


def sheet(world):
    return {"option_id": str(option_of(world).pk), "extension": "csv"}


ADDRESSES = {
    "siting:list": Address(P.WATCH_READ),
    "siting:new": Address(P.WATCH_PLAN, ("GET", "POST")),
    "siting:plan": Address(P.WATCH_READ, inside=plan, reach="everywhere"),
    "siting:another": Address(P.WATCH_PLAN, ("GET", "POST"), inside=plan, reach="everywhere"),
    "siting:option": Address(P.WATCH_READ, inside=option, reach="everywhere"),
    "siting:refuse": Address(P.WATCH_PLAN, ("GET", "POST"), inside=option, reach="everywhere"),
    "siting:paper": Address(P.WATCH_READ, ("POST",), inside=option, reach="everywhere"),
    "siting:export": Address(P.WATCH_READ, inside=sheet, reach="everywhere"),
}
