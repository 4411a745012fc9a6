from wasl.people.models.consents import Consent
from wasl.people.models.household import Address, Household, Membership
from wasl.people.models.linkage import AccessRequest, LikelyDouble, PersonLink, Protection
from wasl.people.models.lists import ListFile, ListMapping, ListRow, PersonList
from wasl.people.models.registration import DocumentNumber, IdentityDocument, Person, Phone, Registration

__all__ = [
    "AccessRequest",
    "Address",
    "Consent",
    "DocumentNumber",
    "Household",
    "IdentityDocument",
    "LikelyDouble",
    "ListFile",
    "ListMapping",
    "ListRow",
    "Membership",
    "Person",
    "PersonLink",
    "PersonList",
    "Phone",
    "Protection",
    "Registration",
]
