from django.utils import timezone

from tests.assistance.directory import entry
from tests.house.addresses import Address
from tests.house.addresses.assistance import worker
from wasl.core.permissions import Permission as P


def line(place):
    """The line of a centre, kept there."""

    def arguments(world):
        who = worker(world, place)
        made = world.once(f"directory {place}", lambda: entry(who, now=timezone.now(), of_unit_id=who.unit_id))
        return {"entry_id": made.pk}

    return arguments


def kept(methods=("POST",), form=None):
    return Address(
        P.DIRECTORY_KEEP, methods, inside=line("centre"), outside=line("stranger"), reach="centre", form=form or {}
    )


ADDRESSES = {
    "directory:search": Address(P.DIRECTORY_READ),
    "directory:ours": Address(P.DIRECTORY_KEEP),
    "directory:new": Address(P.DIRECTORY_KEEP, ("GET", "POST")),
    # What is no secret is read by the whole institution.
    "directory:entry": Address(P.DIRECTORY_READ, inside=line("centre"), reach="everywhere"),
    "directory:change": kept(("GET", "POST")),
    "directory:places": kept(form={"intake": "open", "free_places": "3"}),
    "directory:end": kept(),
    "directory:destinations": Address(P.ORIENTATION_READ),
}
