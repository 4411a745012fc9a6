from wasl.people.queries.registrations import (
    history_of,
    person_of,
    persons_of,
    registration,
    registrations,
    registrations_of_person,
)

__all__ = [
    "history_of",
    "person_of",
    "persons_of",
    "registration",
    "registrations",
    "registrations_of_person",
]
