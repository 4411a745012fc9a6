"""Every room's declaration, in the order in which data go: first what hangs on something, last the registration."""

from wasl.assistance.personal import HELD as ASSISTANCE
from wasl.core.personal import Held
from wasl.people.personal import HELD as PEOPLE
from wasl.rights.models import (
    AccessAnswer,
    CorrectionRequest,
    Erased,
    ErasureItem,
    LegalHold,
    Mention,
    PastPeriod,
)
from wasl.watch.personal import HELD as WATCH

OWN = (
    Held(model=Mention, way="case__registration_id", goes=True, keeps=("role", "name")),
    Held(
        model=CorrectionRequest, way="registration_id", contact="asked_at",
        clears={"before": {}, "after": {}, "words": "", "refusal_words": ""},
        keeps=("asker", "evidence", "state", "refusal"),
    ),
    Held(
        model=AccessAnswer, way="registration_id", contact="answered_at",
        clears={"sought": "", "asker_name": "", "signs": "", "proof": ""}, keeps=("kind", "paper", "language"),
    ),
    Held(model=LegalHold, way="registration_id", clears={"words": ""}, keeps=("reason",)),
    Held(model=PastPeriod, way="registration_id", goes=True, keeps=("rule",)),
    Held(model=ErasureItem, way="registration_id", keeps=("rule", "state", "counts")),
    Held(model=Erased, way="registration_id", keeps=("rule",)),
)  # fmt: skip

HELD: tuple[Held, ...] = (*OWN, *WATCH, *ASSISTANCE, *PEOPLE)

_ISSUING = {"reception", "orientation", "correctionrequest", "accessanswer"}
#: Acts by whose id the papers about somebody are found.
PAPERS_OF = tuple(held for held in HELD if held.clears and held.model._meta.model_name in _ISSUING)
