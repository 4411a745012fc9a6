"""What the watch holds about somebody (law 09-08): points and proposals of a household. Points stay for the yearly
report; what they rested on, and the words of who decided, go."""

from wasl.core.personal import Held
from wasl.core.sealed import seal
from wasl.watch.models import ContactProposal, HouseholdScore


def _no_words(row: ContactProposal) -> bytes:
    return seal(b"", context=b"watch:" + row.pk.bytes) if row.decided_by_id else b""


HELD = (
    Held(
        model=ContactProposal, way="score__registration_id", rewrites={"words": _no_words}, keeps=("state", "reason")
    ),
    Held(model=HouseholdScore, way="registration_id", clears={"lines": []}),
)  # fmt: skip
