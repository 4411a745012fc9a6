from enum import StrEnum


class Contact(StrEnum):
    """What may be done with a phone number; nothing is sent by default."""

    CALL = "CALL"
    CALL_SMS = "CALL_SMS"
    SMS = "SMS"
    VISIT = "VISIT"
    NEVER = "NEVER"


#: Safest last: what a page shows first when a person has several numbers.
CAUTION = (Contact.CALL_SMS, Contact.CALL, Contact.SMS, Contact.VISIT, Contact.NEVER)


class DocumentStatus(StrEnum):
    DECLARED = "DECLARED"
    SEEN = "SEEN"


class RegistryStatus(StrEnum):
    """Of the civil and social number (IDCS) and of the household's registration (RSU): never a score."""

    DECLARED = "DECLARED"
    SEEN = "SEEN"
    NONE = "NONE"


class NoneOfThese(StrEnum):
    """Why a new registration was made although likely ones were shown."""

    OTHER_AGE = "OTHER_AGE"
    OTHER_FAMILY = "OTHER_FAMILY"
    RELATIVE = "RELATIVE"
    PERSON_SAYS = "PERSON_SAYS"
    UNSURE = "UNSURE"


class LinkReason(StrEnum):
    CONFIRMED = "CONFIRMED"
    OUTSIDE = "OUTSIDE"
    DECIDED = "DECIDED"
    UNDONE = "UNDONE"


class DoubleState(StrEnum):
    """FOUND by the search, SAID by an agent of a masked hit; then decided by an adjudicator."""

    FOUND = "FOUND"
    SAID = "SAID"
    SAME = "SAME"
    DIFFERENT = "DIFFERENT"


#: What still waits for an adjudicator.
OPEN_DOUBLES = (DoubleState.FOUND, DoubleState.SAID)


class AccessState(StrEnum):
    ASKED = "ASKED"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    ENDED = "ENDED"


class WhyAccess(StrEnum):
    SAME_PERSON = "SAME_PERSON"
    FOLLOW_UP = "FOLLOW_UP"
    URGENT = "URGENT"


#: Days a granted access lasts.
ACCESS_DAYS = 7
