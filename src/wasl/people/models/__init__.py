from wasl.people.models.consents import Consent
from wasl.people.models.household import Address, Household, Membership
from wasl.people.models.linkage import AccessRequest, NameCensus, PersonLink, Protection
from wasl.people.models.lists import ListFile, ListMapping, ListRow, PersonList
from wasl.people.models.registration import DocumentNumber, IdentityDocument, Person, Phone, Registration
from wasl.people.models.review import CannotLink, LikelyDouble, LinkageRun, Verdict

__all__ = [
    "AccessRequest",
    "Address",
    "Consent",
    "CannotLink",
    "DocumentNumber",
    "Household",
    "IdentityDocument",
    "LikelyDouble",
    "ListFile",
    "ListMapping",
    "ListRow",
    "LinkageRun",
    "Membership",
    "NameCensus",
    "Person",
    "PersonLink",
    "PersonList",
    "Phone",
    "Protection",
    "Registration",
    "Verdict",
]
