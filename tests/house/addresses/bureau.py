from datetime import UTC, datetime

from tests.access.factories import actor, named
from tests.assistance.factories import found_institution
from tests.house.addresses import Address
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.core.scope import entered
from wasl.documents.commands import register_mail
from wasl.documents.commands.register import Mail
from wasl.documents.rules import Direction, IssuingUnit

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def entered_line(world, place, *, seal=None):
    unit = getattr(world.institution, place)
    found_institution()
    who = actor("WOMEN_OFFICER" if seal else "SOCIAL_WORKER", unit)
    who = named(who, seal) if seal else who
    with entered(who):
        return register_mail(
            actor=who, now=NOW, line_id=new_id(), direction=Direction.ARRIVAL,
            unit=IssuingUnit(unit.pk, unit.path, "Centre", "مركز", "Institution", "مؤسسة"),
            mail=Mail(correspondent="X", subject="Y"), level=4 if seal else 1, seal=seal,
        )  # fmt: skip


def line(place, *, is_sealed=False):
    def arguments(world):
        seal = new_id() if is_sealed else None
        made = world.once(f"line {place} {is_sealed}", lambda: entered_line(world, place, seal=seal))
        return {"line_id": made.pk}

    return arguments


def arrivals(world):
    world.once("institution of letters", found_institution)
    return {"direction": "arrivals"}


def about_line(needs, methods, **more):
    return Address(needs, methods, inside=line("centre"), outside=line("stranger"), **more)


ADDRESSES = {
    "bureau:home": Address(P.REGISTER_READ),
    "bureau:register": Address(P.REGISTER_READ, inside=arrivals, reach="everywhere"),
    "bureau:new_line": Address(P.REGISTER_WRITE, ("GET", "POST"), inside=arrivals, reach="everywhere"),
    "bureau:print": Address(P.REGISTER_READ, inside=arrivals, reach="everywhere"),
    # Of a sealed line the number and the day are shown: tests/documents/test_register.py says that nothing else is.
    "bureau:line": about_line(P.REGISTER_READ, ("GET",)),
    "bureau:follow": about_line(P.REGISTER_WRITE, ("POST",)),
    "bureau:correct": about_line(P.REGISTER_WRITE, ("GET", "POST"), sealed=line("centre", is_sealed=True)),
}
