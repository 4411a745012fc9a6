"""The one door by which something is said to a person outside: no other module may put a message in the outbox."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from wasl.messages.commands import cancel_messages, queue_message
from wasl.messages.rules import Channel, Template, Why
from wasl.people.models import Consent, Phone, Registration
from wasl.people.queries.reaching import consent_to_contact, lines_of
from wasl.people.rules.reaching import Purpose, Reach, Way, way_to_reach

#: HAND and NOTHING look the same to whoever reads the report: why she is not called is hers.
_CHANNEL = {
    Way.SMS: Channel.SMS,
    Way.VOICE: Channel.VOICE,
    Way.CALL: Channel.CALL,
    Way.HAND: Channel.NONE,
    Way.NOTHING: Channel.NONE,
}


def _reach(
    job: str, *, registration_id: UUID, level: int, circuits: Collection[str], carried: Collection[Channel], on: date
) -> tuple[Reach, str]:
    lines = lines_of(Phone.objects.for_system(job), registration_id=registration_id, on=on)
    reach = way_to_reach(
        [line for line, _number in lines], purpose=Purpose.REMINDER, level=level, circuits=circuits,
        consent=consent_to_contact(Consent.objects.for_system(job), registration_id=registration_id),
        carried=[Way(channel) for channel in carried],
    )  # fmt: skip
    return reach, {line.id: number for line, number in lines}.get(reach.line_id, "") if reach.line_id else ""


def remind_person(
    *,
    job: str,
    now: datetime,
    today: date,
    message_id: UUID,
    registration_id: UUID,
    circuits: Collection[str],
    carried: Collection[Channel],
    slots: Mapping[str, str],
    subject: str,
    subject_id: UUID,
    place: Mapping[str, object],
    not_before: datetime,
    not_after: datetime,
    dossier_id: UUID | None = None,
) -> Channel:
    """Queues one reminder by the way she allows, or writes down that nothing goes out; answers which."""
    level = int(str(place["level"]))
    reach, number = _reach(
        job, registration_id=registration_id, level=level, circuits=circuits, carried=carried, on=today
    )  # fmt: skip
    channel = _CHANNEL[reach.way]
    queue_message(
        job=job, message_id=message_id, now=now, channel=channel, number=number, template=Template.APPOINTMENT,
        language=_language(job, registration_id), slots=slots, subject=subject, subject_id=subject_id, place=place,
        not_before=not_before, not_after=not_after, dossier_id=dossier_id,
        error=Why.NOT_PERMITTED if channel == Channel.NONE else "",
    )  # fmt: skip
    return channel


def call_colleague(
    *,
    job: str,
    now: datetime,
    message_id: UUID,
    number: str,
    language: str,
    carried: Collection[Channel],
    slots: Mapping[str, str],
    subject: str,
    subject_id: UUID,
    place: Mapping[str, object],
    not_after: datetime,
) -> Channel:
    """Tells an agent on duty, at the number given for it, that something waits: no rule of a person served is asked.

    Without a gateway that carries it, the row says that somebody calls.
    """
    channel = next((one for one in (Channel.SMS, Channel.VOICE) if one in carried), Channel.CALL)
    queue_message(
        job=job, message_id=message_id, now=now, channel=channel, number=number, template=Template.DUTY,
        language=language, slots=slots, subject=subject, subject_id=subject_id, place=place, not_before=now,
        not_after=not_after,
    )  # fmt: skip
    return channel


def tell_partner(
    *,
    job: str,
    now: datetime,
    message_id: UUID,
    number: str,
    language: str,
    link: str,
    subject: str,
    subject_id: UUID,
    place: Mapping[str, object],
    not_after: datetime,
) -> None:
    """Sends a partner's office the address of a sheet that names nobody; its code is told by telephone. Without a
    gateway it expires, and the row says so."""
    queue_message(
        job=job, message_id=message_id, now=now, channel=Channel.SMS, number=number, template=Template.PARTNER,
        language=language, slots={"link": link}, subject=subject, subject_id=subject_id, place=place, not_before=now,
        not_after=not_after,
    )  # fmt: skip


def _language(job: str, registration_id: UUID) -> str:
    """Arabic, unless she speaks French and not Arabic."""
    rows = Registration.objects.for_system(job).filter(pk=registration_id)
    spoken = set(rows.values_list("languages", flat=True).first() or ())
    return "fr" if "fr" in spoken and "ar" not in spoken else "ar"


def may_still_remind(
    *,
    job: str,
    today: date,
    registration_id: UUID,
    level: int,
    circuits: Collection[str],
    channel: Channel,
    number: str,
) -> bool:
    """Whether the rule gives today the same way to the same number: she may have changed her mind since."""
    reach, now_number = _reach(
        job, registration_id=registration_id, level=level, circuits=circuits, carried=[channel], on=today
    )  # fmt: skip
    return _CHANNEL[reach.way] == channel and now_number == number


def cancel_reminders(*, job: str, subject_ids: list[UUID], now: datetime) -> int:
    """What has not left yet for these does not leave."""
    return cancel_messages(job=job, subject_ids=subject_ids, now=now)
