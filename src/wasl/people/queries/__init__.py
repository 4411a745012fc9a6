from wasl.people.queries.files import File, Home, Paper, file_of, homes_of, members_on, papers_of
from wasl.people.queries.registrations import (
    history_of,
    person_of,
    persons_of,
    registration,
    registrations,
    registrations_of_person,
)
from wasl.people.queries.requests import (
    GrantedSheet,
    OwnRequest,
    double_sheets,
    doubles_to_decide,
    granted_sheet,
    own_requests,
    requests_to_decide,
)
from wasl.people.queries.search import Candidate, Found, HitExpired, MaskedHit, search

__all__ = [
    "Candidate",
    "File",
    "Found",
    "GrantedSheet",
    "HitExpired",
    "Home",
    "MaskedHit",
    "OwnRequest",
    "Paper",
    "double_sheets",
    "doubles_to_decide",
    "file_of",
    "granted_sheet",
    "history_of",
    "homes_of",
    "members_on",
    "own_requests",
    "papers_of",
    "person_of",
    "persons_of",
    "registration",
    "registrations",
    "registrations_of_person",
    "requests_to_decide",
    "search",
]
