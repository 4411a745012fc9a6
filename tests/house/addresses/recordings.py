from django.utils import timezone

from tests.access import factories as access
from tests.catalogue.test_recordings import SOUND
from tests.house.addresses import Address
from wasl.catalogue.commands import seed
from wasl.catalogue.recordings.commands import propose_recording
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P


def phrase(world):
    return {"slot": "talk-hello", "language": "shi"}


def recording(world):
    def make():
        seed()
        who = access.actor("SUPERVISOR", world.institution.centre)
        given = {"recording_id": new_id(), "slot": "talk-stop", "language": "tzm", "sound": SOUND}
        return propose_recording(actor=who, now=timezone.now(), **given)

    return {"recording_id": world.once("recording", make).pk}


ADDRESSES = {
    "recordings:list": Address(P.CATALOGUE_READ),
    "recordings:phrase": Address(P.CATALOGUE_READ, inside=phrase, reach="everywhere"),
    "recordings:record": Address(P.RECORDING_PROPOSE, ("POST",), inside=phrase, reach="everywhere"),
    "recordings:decide": Address(P.RECORDING_APPROVE, ("POST",), inside=recording, reach="everywhere"),
    # One that waits is there for who records and who decides only.
    "recordings:sound": Address(P.CATALOGUE_READ, inside=recording, reach="everywhere", empty_at_first=True),
}
