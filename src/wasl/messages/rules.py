"""What a message may say, how it travels, and when it is tried again. Nothing here knows whom it is for."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class Channel(StrEnum):
    """SMS and VOICE go through a gateway; CALL stands on the paper list of whom to telephone; NONE says that nothing
    may go out: she is told when she comes."""

    SMS = "sms"
    VOICE = "voice"
    CALL = "call"
    NONE = "none"


#: What a gateway carries; the rest is done by people.
CARRIED = frozenset({Channel.SMS, Channel.VOICE})


class MessageState(StrEnum):
    """UNSURE: the sender died at the wrong moment and the gateway cannot say; it is never sent a second time."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


_S = MessageState
NEXT_MESSAGE: dict[MessageState, frozenset[MessageState]] = {
    _S.WAITING: frozenset({_S.SENDING, _S.SENT, _S.FAILED, _S.EXPIRED, _S.CANCELLED}),
    _S.SENDING: frozenset({_S.WAITING, _S.SENT, _S.FAILED, _S.UNSURE}),
    _S.SENT: frozenset(),
    _S.FAILED: frozenset(),
    _S.UNSURE: frozenset({_S.SENT, _S.FAILED}),
    _S.EXPIRED: frozenset(),
    _S.CANCELLED: frozenset(),
}
#: Once there, the number and the words are wiped: the row says that something went out, and no longer to whom.
OVER = frozenset({_S.SENT, _S.FAILED, _S.EXPIRED, _S.CANCELLED})

#: Wait before the next attempt, after each one that failed for a while.
BACKOFF = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6),
)  # fmt: skip
#: A sender that has not written its result by then, and holds no lock on the row, is dead.
DEAD_AFTER = timedelta(minutes=1)


class Why(StrEnum):
    """Why a message did not go out."""

    NO_GATEWAY = "no_gateway"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"
    NOT_PERMITTED = "not_permitted"
    TOO_LATE = "too_late"
    DIED = "died"


class Template(StrEnum):
    """There is no free text: what is not here cannot be sent."""

    APPOINTMENT = "appointment"
    DUTY = "duty"
    PARTNER = "partner"


#: To a person, day and time and nothing else: no unit, title, reason, name of the service or of the person.
TEXTS: dict[tuple[Template, Channel, str], str] = {
    (Template.APPOINTMENT, Channel.SMS, "fr"): "Rendez-vous le {day} à {time}.",
    (Template.APPOINTMENT, Channel.SMS, "ar"): "موعد يوم {day} على الساعة {time}.",
    (Template.APPOINTMENT, Channel.VOICE, "fr"): "Bonjour. Vous avez un rendez-vous le {day} à {time}. Merci.",
    (Template.APPOINTMENT, Channel.VOICE, "ar"): "السلام عليكم. عندكم موعد يوم {day} على الساعة {time}. شكرا.",
    # To a colleague on duty: neither the kind of matter nor the place, whoever looks at the telephone.
    (Template.DUTY, Channel.SMS, "fr"): "Wasl : un message vous attend depuis le {day} à {time}. Ouvrez votre poste.",
    (Template.DUTY, Channel.SMS, "ar"): "وصل: رسالة في انتظاركم منذ {day} على الساعة {time}. افتحوا حسابكم.",
    (Template.DUTY, Channel.VOICE, "fr"): "Bonjour. Un message de Wasl vous attend depuis le {day} à {time}. Merci.",
    (Template.DUTY, Channel.VOICE, "ar"): "السلام عليكم. رسالة من وصل في انتظاركم منذ {day} على الساعة {time}. شكرا.",
    # To a partner's office: an address of ours, which opens nothing without its code.
    (Template.PARTNER, Channel.SMS, "fr"): "Wasl : une fiche vous attend. {link} Son code vous est dit par téléphone.",
    (Template.PARTNER, Channel.SMS, "ar"): "وصل: بطاقة في انتظاركم. {link} يبلغ لكم رمزها هاتفيا.",
}
_MOMENT = {"day": re.compile(r"\d{2}/\d{2}/\d{4}"), "time": re.compile(r"\d{2}:\d{2}")}
_SLOTS: dict[Template, dict[str, re.Pattern[str]]] = {
    Template.APPOINTMENT: _MOMENT,
    Template.DUTY: _MOMENT,
    Template.PARTNER: {"link": re.compile(r"https?://[A-Za-z0-9.:-]+/p/[A-Za-z0-9_-]{43}/")},
}


class BadText(ValueError):
    """A text or a value that could say more than a day and a time, or one of our own addresses."""


def text_of(template: str, channel: str, language: str, slots: Mapping[str, str]) -> str:
    """The words sent; raises BadText for a value that is not a day, a time or an address of ours."""
    shapes = _SLOTS[Template(template)]
    if set(slots) != set(shapes) or not all(shapes[name].fullmatch(value) for name, value in slots.items()):
        raise BadText("a slot is a day (dd/mm/yyyy) and a time (hh:mm), or an address of ours, as its text asks")
    return TEXTS[Template(template), Channel(channel), "ar" if language == "ar" else "fr"].format(**slots)


def after_failure(*, attempts: int, now: datetime, not_after: datetime) -> datetime | None:
    """When to try again after `attempts` failed ones; None when it is given up or would come too late."""
    if attempts > len(BACKOFF):
        return None
    again = now + BACKOFF[attempts - 1]
    return again if again < not_after else None
