from django.utils import timezone

from tests.assistance import factories
from tests.documents.files import pdf
from tests.house.addresses import Address
from tests.house.addresses.assistance import at_this_hour, registration, worker
from tests.house.addresses.bureau import line
from wasl.assistance.commands.filing import attach_to_case
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.documents.commands.attachments import File


def case_row(world, place, role="SOCIAL_WORKER", **more):
    who = worker(world, place, role)
    return world.once(f"case with files {place} {role}", lambda: at_this_hour(factories.case)(who, **more))


def case(place, **more):
    return lambda world: {"case_id": case_row(world, place, **more).pk}


def sealed_case(world):
    since = timezone.localdate()
    return {"case_id": case_row(world, "centre", "WOMEN_OFFICER", situations=[("VIOL_CONJ", 3, since)]).pk}


def attached(world, place, case_id):
    role = "WOMEN_OFFICER" if case_id == sealed_case(world)["case_id"] else "SOCIAL_WORKER"
    with factories.working(worker(world, place, role)) as who:
        file = File(name="a.pdf", content=pdf())
        return attach_to_case(actor=who, now=timezone.now(), attachment_id=new_id(), case_id=case_id, file=file)


def attachment(place, *, is_sealed=False):
    def arguments(world):
        about = sealed_case(world) if is_sealed else case(place)(world)
        made = world.once(f"file {place} {is_sealed}", lambda: attached(world, place, about["case_id"]))
        return {"attachment_id": made.pk}

    return arguments


def with_direction(arguments):
    return lambda world: arguments(world) | {"direction": "arrivals"}


ADDRESSES = {
    "attachments:case": Address(
        P.ATTACHMENT_READ, ("GET",), inside=case("centre"), outside=case("stranger"), sealed=sealed_case
    ),
    "attachments:case_line": Address(
        P.REGISTER_WRITE, ("GET", "POST"), inside=with_direction(case("centre")),
        outside=with_direction(case("stranger")), sealed=with_direction(sealed_case),
    ),
    "attachments:person": Address(
        P.ATTACHMENT_READ, ("GET",), inside=registration("centre"), outside=registration("stranger")
    ),
    "attachments:line": Address(P.ATTACHMENT_ADD, ("POST",), inside=line("centre"), reach="everywhere"),
    "attachments:hand_out": Address(
        P.ATTACHMENT_READ, ("GET",), inside=attachment("centre"), outside=attachment("stranger"),
        sealed=attachment("centre", is_sealed=True),
    ),
    "attachments:withdraw": Address(
        P.ATTACHMENT_ADD, ("POST",), inside=attachment("centre"), outside=attachment("stranger"),
        sealed=attachment("centre", is_sealed=True),
    ),
}  # fmt: skip
