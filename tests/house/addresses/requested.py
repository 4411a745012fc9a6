from django.utils import timezone

from tests.house.addresses import Address
from tests.house.addresses.assistance import about_case
from tests.house.addresses.circuits import run, sealed_step
from wasl.assistance.models import Case, CircuitStep, ServiceRequest
from wasl.core.permissions import Permission as P
from wasl.core.scope import system


def _asked(step):
    with system("load demo"):
        row = Case.objects.for_system("load demo").get(pk=step.case_id)
        asked = ServiceRequest(
            case_id=row.pk, step=step, registration_id=row.registration_id, service="AT", asked_at=timezone.now(),
            unit_id=step.unit_id, path=step.path, level=step.level, seal=step.seal,
        )  # fmt: skip
        asked.save(force_insert=True)
    return asked


def service_request(place):
    def make(world):
        _, step = run(place)(world)
        return {"request_id": world.once(f"service request {place}", lambda: _asked(step)).pk}

    return make


def sealed_request(world):
    given = sealed_step(world)
    with system("load demo"):
        step = CircuitStep.objects.for_system("load demo").get(pk=given["step_id"])
    return {"request_id": world.once("sealed service request", lambda: _asked(step)).pk}


ADDRESSES = {
    "requested:list": Address(P.CASE_READ),
    "requested:one": Address(
        P.CASE_READ,
        ("GET",),
        inside=service_request("centre"),
        outside=service_request("stranger"),
        sealed=sealed_request,
    ),
    "requested:of_case": about_case(P.CASE_READ, ("GET",)),
}
