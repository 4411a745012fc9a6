from datetime import time, timedelta

from django.utils import timezone

from tests.assistance import factories
from tests.house.addresses import OPEN, Address
from tests.house.addresses.assistance import about_case, inside, registration, sealed_case, worker
from tests.messages.factories import queued
from wasl.assistance.commands.appointments import hours_on
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P


def soon(who, **values):
    """On the next day on which counters are open."""
    day = timezone.localdate() + timedelta(days=1)
    while hours_on(day) is None:
        day += timedelta(days=1)
    return factories.appointment(who, now=timezone.now(), day=day, starts=time(10), **values)


def message(place):
    def make(world):
        worker(world, place)
        unit = getattr(world.institution, place)
        return world.once(f"message {place}", lambda: queued(unit, channel="call"))

    return lambda world: {"message_id": make(world)}


def appointment(place):
    def make(world):
        who = worker(world, place)
        person = registration(place)(world)["registration_id"]
        values = {"appointment_id": new_id(), "registration_id": person}
        return world.once(f"appointment {place}", lambda: soon(who, **values))

    return lambda world: {"appointment_id": make(world).pk}


def sealed_appointment(world):
    dossier, who = sealed_case(world), worker(world, "centre", "WOMEN_OFFICER")
    values = {"registration_id": dossier.registration_id, "case_id": dossier.pk}
    return {"appointment_id": world.once("sealed appointment", lambda: soon(who, **values)).pk}


def about_appointment(needs, methods=("POST",)):
    return Address(needs, methods, **inside(appointment, sealed=sealed_appointment))


ADDRESSES = {
    "appointments:calendar": Address(P.APPOINTMENT_READ),
    "appointments:choose": Address(P.APPOINTMENT_BOOK),
    "appointments:book": Address(P.APPOINTMENT_BOOK, ("GET", "POST"), **inside(registration)),
    "appointments:busy": Address(P.APPOINTMENT_BOOK, ("GET", "POST")),
    "appointments:day_list": Address(P.APPOINTMENT_READ),
    "appointments:reminders": Address(P.APPOINTMENT_READ),
    "appointments:call_list": Address(P.APPOINTMENT_BOOK),
    "appointments:reached": Address(P.APPOINTMENT_BOOK, ("POST",), **inside(message)),
    "appointments:feed": Address(P.APPOINTMENT_READ, ("GET", "POST")),
    "appointments:behind_key": Address(OPEN, inside=lambda world: {"key": "x" * 43}, empty_at_first=True),
    "appointments:appointment": about_appointment(P.APPOINTMENT_READ, ("GET",)),
    "appointments:mark": about_appointment(P.APPOINTMENT_BOOK),
    "appointments:move": about_appointment(P.APPOINTMENT_BOOK, ("GET", "POST")),
    "appointments:confirm": about_appointment(P.APPOINTMENT_BOOK),
    "appointments:cancel": about_appointment(P.APPOINTMENT_BOOK),
    "appointments:slip": about_appointment(P.DOCUMENT_ISSUE),
    "appointments:one": about_appointment(P.APPOINTMENT_READ, ("GET",)),
    "appointments:of_case": about_case(P.APPOINTMENT_READ, ("GET",)),
    "appointments:book_for_case": about_case(P.APPOINTMENT_BOOK, ("GET", "POST")),
}
