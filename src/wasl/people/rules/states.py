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


class WhyLevel(StrEnum):
    """Why a phone or an address is shown to fewer or to more colleagues."""

    HER_WISH = "HER_WISH"
    DANGER = "DANGER"
    OVER = "OVER"
    MISTAKE = "MISTAKE"


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
    """Why a registration became another person than the one it was made with, or was made as somebody's."""

    CONFIRMED = "CONFIRMED"
    OUTSIDE = "OUTSIDE"
    DECIDED = "DECIDED"
    AUTOMATIC = "AUTOMATIC"
    LIST = "LIST"
    UNDONE = "UNDONE"


class Origin(StrEnum):
    """Why a pair is looked at: FOUND by comparison, SAID by an agent who did not see both, a CHECK of an automatic
    link."""

    FOUND = "FOUND"
    SAID = "SAID"
    CHECK = "CHECK"


class Tier(StrEnum):
    AUTO = "AUTO"
    REVIEW = "REVIEW"


class Answer(StrEnum):
    SAME = "SAME"
    DIFFERENT = "DIFFERENT"
    UNSURE = "UNSURE"


class Source(StrEnum):
    """Who said it: a WORKER who read both, one who saw a masked hit OUTSIDE, a JUDGE of both sides, the batch (AUTO), a
    LIST that came so."""

    WORKER = "WORKER"
    OUTSIDE = "OUTSIDE"
    JUDGE = "JUDGE"
    AUTO = "AUTO"
    LIST = "LIST"


class WhyVerdict(StrEnum):
    """What the answer rests on."""

    PAPER = "PAPER"
    ASKED = "ASKED"
    FAMILY = "FAMILY"
    WRITTEN = "WRITTEN"
    MISTAKE = "MISTAKE"


class Apart(StrEnum):
    """Why two registrations are not one person."""

    CARDS = "CARDS"
    TWINS = "TWINS"
    SIBLINGS = "SIBLINGS"
    SAID = "SAID"


class RunState(StrEnum):
    RUNNING = "RUNNING"
    DONE = "DONE"
    HALTED = "HALTED"
    FAILED = "FAILED"


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
