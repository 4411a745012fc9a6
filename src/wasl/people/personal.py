"""What this room holds about somebody (law 09-08), and what anonymisation leaves of it."""

from typing import Any

from wasl.core.personal import Held
from wasl.people.linkage.names import NORMALISER_VERSION
from wasl.people.models import (
    AccessRequest,
    Address,
    CannotLink,
    Consent,
    DocumentNumber,
    Household,
    IdentityDocument,
    LikelyDouble,
    LinkageRun,
    ListRow,
    Membership,
    Person,
    PersonLink,
    Phone,
    Protection,
    Registration,
    Verdict,
)

_NOBODY: dict[str, Any] = dict.fromkeys(
    ("given_ar", "family_ar", "given_latin", "family_latin", "known_as", "father", "mother", "birth_place",
     "commune_code", "douar", "idcs_status", "rsu_status"),
    "",
) | {
    "birth_precision": "YEAR", "birth_month": None, "birth_day": None, "stated_age": None, "stated_on": None,
    "languages": [], "keys": [], "keys_version": NORMALISER_VERSION,
}  # fmt: skip

#: What hangs on a registration goes before the registration itself is emptied. Sex and year of birth stay: reports
#: count by them. The links stay too: they hold ids, and a person who came to two centres is still counted once.
HELD = (
    Held(model=DocumentNumber, way="registration_id", goes=True, keeps=("sealed", "near")),
    Held(model=IdentityDocument, way="registration_id", goes=True, keeps=("type", "status")),
    Held(model=Phone, way="registration_id", goes=True, keeps=("number", "local_digits", "contact", "belongs_to")),
    Held(model=Address, way="registration_id", goes=True, keeps=("commune_code", "douar", "line", "landmark")),
    Held(model=Consent, way="registration_id", keeps=("code", "answer", "how", "language"), contact="recorded_at"),
    Held(model=Membership, way="registration_id", keeps=("role",)),
    Held(model=Household, way="memberships__registration_id"),
    Held(model=AccessRequest, way="registration_id", clears={"words": ""}, keeps=("reason", "state")),
    Held(model=LikelyDouble, way="one_id", keeps=("origin", "tier", "reasons", "veto")),
    Held(model=Verdict, way="one_id", keeps=("answer", "source", "reason")),
    Held(model=CannotLink, way="one_id", keeps=("reason",)),
    Held(model=LinkageRun, way="", keeps=("state", "halt")),
    # The row of a list bears the id of the registration it made.
    Held(
        model=ListRow, way="pk", clears={"sealed": b""},
        keeps=("verdict", "reasons", "role", "answer", "answer_token", "none_of_these", "traces", "kept_for"),
    ),
    Held(model=PersonLink, way="registration_id", keeps=("reason",)),
    Held(model=Protection, way="registration_id"),
    Held(model=Person, way="links__registration_id"),
    Held(model=Registration, way="pk", clears=_NOBODY, keeps=("sex", "none_of_these"), contact="created_at"),
)  # fmt: skip
