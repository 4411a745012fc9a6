from datetime import timedelta

from django.utils import timezone

from tests.assistance import factories
from tests.house.addresses import Address
from tests.house.addresses.assistance import worker
from tests.watch.factories import FAR, HERE, planned, signal
from wasl.core.permissions import Permission as P
from wasl.watch.commands.dispatches import dispatch_signal


def of(place):
    def make(world):
        who = worker(world, place)
        return world.once(f"field signal {place}", lambda: signal(who, now=timezone.now(), observed_on=yesterday()))

    return lambda world: {"signal_id": make(world).pk}


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def passed_on(sender, receiver):
    """From one unit to another: it is there for both ends."""

    def make(world):
        row = of(sender)(world)["signal_id"]
        above = "hq" if sender == "stranger" else "delegation"
        cell = worker(world, above, "WATCH_CELL")

        def sent():
            with factories.working(cell) as who:
                to = getattr(world.institution, receiver)
                return dispatch_signal(actor=who, now=timezone.now(), signal_id=row, unit_ids=(to.pk,))[0]

        return world.once(f"passed on {sender} {receiver}", sent)

    return lambda world: {"dispatch_id": make(world).pk}


def walked(place):
    def make(world):
        who = worker(world, place, "WATCH_CELL")
        return world.once(f"round {place}", lambda: planned(who, now=timezone.now(), places=(HERE, FAR)))

    return lambda world: {"round_id": make(world).pk}


def home(place):
    return lambda world: walked(place)(world) | {"position": 1}


def about(needs, methods=("POST",)):
    return Address(needs, methods, inside=of("centre"), outside=of("stranger"))


def received(needs, methods=("POST",)):
    return Address(needs, methods, inside=passed_on("stranger", "centre"), outside=passed_on("stranger", "other"))


def of_round(needs, methods=("GET",), *, maker=walked):
    """Planned at a delegation."""
    return Address(needs, methods, inside=maker("delegation"), outside=maker("other"), reach="delegation")


ADDRESSES = {
    "field_signals:list": Address(P.WATCH_SIGNAL_READ),
    "field_signals:new": Address(P.WATCH_SIGNAL_RECORD, ("GET", "POST")),
    "field_signals:signal": about(P.WATCH_SIGNAL_READ, ("GET",)),
    "field_signals:move": about(P.WATCH_SIGNAL_FOLLOW),
    "field_signals:join": about(P.WATCH_SIGNAL_FOLLOW),
    "field_signals:send": about(P.WATCH_SIGNAL_FOLLOW),
    "field_signals:visit": about(P.WATCH_SIGNAL_ANSWER),
    "field_signals:receive": about(P.WATCH_SIGNAL_ANSWER),
    "field_signals:reporter": about(P.WATCH_SIGNAL_RECORD),
    "field_signals:received": Address(P.WATCH_SIGNAL_ANSWER),
    "field_signals:dispatch": received(P.WATCH_SIGNAL_READ, ("GET",)),
    "field_signals:answer": received(P.WATCH_SIGNAL_ANSWER),
    "field_signals:visit_received": received(P.WATCH_SIGNAL_ANSWER),
    "field_signals:receive_received": received(P.WATCH_SIGNAL_ANSWER),
    "field_signals:rounds": Address(P.WATCH_ROUND_WALK),
    "field_signals:new_round": Address(P.WATCH_ROUND_PLAN, ("GET", "POST")),
    "field_signals:round": of_round(P.WATCH_ROUND_WALK),
    "field_signals:move_round": of_round(P.WATCH_ROUND_PLAN, ("POST",)),
    "field_signals:paper": of_round(P.WATCH_ROUND_WALK, ("POST",)),
    "field_signals:results": of_round(P.WATCH_ROUND_WALK),
    "field_signals:stop": of_round(P.WATCH_ROUND_WALK, ("GET", "POST"), maker=home),
}
