from django.utils import timezone

from tests.access import factories as access
from tests.assistance import complaints as made
from tests.assistance import factories
from tests.house.addresses import Address
from wasl.catalogue.commands import seed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P


def complaint(world):
    def make():
        seed()
        factories.found_institution()
        made.NOW = timezone.now()
        who = access.actor("SOCIAL_WORKER", world.institution.sister)
        return made.complaint(who, world.institution.centre)[0]

    return {"complaint_id": world.once("complaint", make)}


def question(world):
    """Asked of the delegation by a handler who came and went."""

    def make():
        pk = complaint(world)["complaint_id"]
        handler = access.actor("COMPLAINT_HANDLER", world.institution.coordination)
        made.brought_to(handler, pk, "admissible", "instructed")
        return made.ask(handler, pk, world.institution.centre, "Combien attend-on ?").pk

    return {"question_id": world.once("question", make)}


def nothing(world):
    return {"complaint_id": new_id()}


HANDLED = {"inside": complaint, "outside": nothing, "reach": "coordination"}

ADDRESSES = {
    "complaints:list": Address(P.COMPLAINT_HANDLE),
    "complaints:new": Address(P.COMPLAINT_RECORD, ("GET", "POST")),
    "complaints:receipt": Address(P.COMPLAINT_RECORD, ("POST",)),
    "complaints:follow": Address(P.COMPLAINT_RECORD, ("GET", "POST")),
    "complaints:delays": Address(P.UNIT_READ),
    "complaints:questions": Address(P.COMPLAINT_ANSWER),
    "complaints:question": Address(P.COMPLAINT_ANSWER, ("GET", "POST"), inside=question, empty_at_first=True),
    "complaints:complaint": Address(P.COMPLAINT_HANDLE, ("GET",), **HANDLED),
    "complaints:step": Address(P.COMPLAINT_HANDLE, ("POST",), **HANDLED),
    "complaints:ask": Address(P.COMPLAINT_HANDLE, ("POST",), **HANDLED),
    "complaints:away": Address(P.COMPLAINT_HANDLE, ("POST",), **HANDLED),
    "complaints:answer": Address(P.COMPLAINT_HANDLE, ("POST",), **HANDLED),
}
