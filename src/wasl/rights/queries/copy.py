"""What is held about somebody, as far as this agent reads it and this asker may obtain it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.timezone import localtime
from django.utils.translation import gettext

from wasl.assistance.queries.names import units
from wasl.catalogue.queries import names_of_services
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.people.models import Consent, Registration
from wasl.people.queries import consents_of, file_of, readers_of
from wasl.people.queries.files import File
from wasl.people.rules import Birth
from wasl.rights.queries.naming import JOB, Naming, Words, naming_of, words_of
from wasl.rights.rules.access import LIMITS, AskerKind, Part, may_obtain
from wasl.rights.timeline import timeline_of
from wasl.vocabulary.choices import current_label

MOST_MOMENTS = 400


@dataclass(frozen=True, slots=True)
class Held:
    """One line of a copy: `label` a code or a text, with the level and seal of the row it comes from."""

    part: Part
    label: str
    text: str
    level: int
    seal: UUID | None = None
    row_id: UUID | None = None


def copy_of(*, actor: Actor, registration_id: UUID | None, kind: AskerKind, asker_name: str, today: date) -> list[Held]:
    """Empty alike when nobody is known and when nothing may be obtained. The two questions that decide it are asked of
    the database in any case, on behalf of an id that is nobody's when there is none."""
    own = _visible(actor, registration_id)
    is_protected = is_person_protected(registration_id)
    if own is None or not may_obtain(
        kind, level=own.level, is_protected=is_protected, names_asker=False, is_agent_named=_is_named(actor, own.seal)
    ):
        return []
    file = file_of(actor=actor, registration_id=own.pk)
    words = words_of(actor=actor, registration_ids=[own.pk])
    lines = [line for gather in _GATHERERS for line in gather(actor, file, today)]
    seals = {line.seal for line in lines if line.seal} | {each.seal for each in words if each.seal}
    naming = naming_of(words=words, seals=sorted(seals), asker_name=asker_name)
    lines += _words(words, naming)
    limit = LIMITS[kind]
    return [
        line
        for line in lines
        if line.part in limit.parts
        and may_obtain(
            kind,
            level=line.level,
            is_protected=is_protected,
            names_asker=naming.names(line.row_id or own.pk, line.seal),
            is_agent_named=_is_named(actor, line.seal),
        )
    ]


def _visible(actor: Actor, registration_id: UUID | None) -> Registration | None:
    rows = Registration.objects.visible_to(actor, Permission.PERSON_READ)
    return rows.filter(pk=registration_id or UUID(int=0)).first()  # type: ignore[no-any-return]


def is_person_protected(registration_id: UUID | None) -> bool:
    with system(JOB), connection.cursor() as cursor:
        cursor.execute("SELECT people_is_protected(%s)", [registration_id or UUID(int=0)])
        return bool(cursor.fetchone()[0])


def _is_named(actor: Actor, seal: UUID | None) -> bool:
    return seal is not None and seal in actor.named


def _birth(birth: Birth) -> str:
    if birth.age is not None and birth.stated_on is not None:
        return f"± {birth.stated_on.year - birth.age}"
    parts = (birth.day, birth.month, birth.year)
    return "/".join(f"{part:02d}" for part in parts if part is not None)


def _identity(actor: Actor, file: File, today: date) -> list[Held]:
    own = file.registration
    said = {
        "name": " · ".join(filter(None, (own.name_latin, own.name_ar))),
        "known_as": own.known_as,
        "birth": _birth(own.birth),
        "birth_place": own.birth_place,
        "sex": current_label("sex", own.sex),
        "father": own.father,
        "mother": own.mother,
        "unit": units(actor, [own.unit_id], on=today).get(own.unit_id, ""),
        "since": f"{localtime(own.created_at):%d/%m/%Y}",
    }
    return [Held(Part.IDENTITY, name, text, own.level, own.seal) for name, text in said.items() if text]


def _contact(actor: Actor, file: File, today: date) -> list[Held]:
    lines = [Held(Part.CONTACT, "phone", each.number, each.level, each.seal) for each in file.phones]
    for each in file.addresses:
        text = " · ".join(filter(None, (each.commune_code, each.douar, each.line, each.landmark)))
        lines.append(Held(Part.CONTACT, "place", text, each.level, each.seal))
    return lines


def _papers(actor: Actor, file: File, today: date) -> list[Held]:
    return [
        Held(
            Part.PAPERS,
            current_label("identity_documents", each.document.type),
            each.number or "—",
            each.document.level,
            each.document.seal,
        )
        for each in file.papers
    ]


def _household(actor: Actor, file: File, today: date) -> list[Held]:
    """Those who live with her today, but for whoever is protected."""
    own = file.registration.pk
    members = [row for home in file.homes for row in home.members if row.until is None]
    return [
        Held(
            Part.HOUSEHOLD,
            current_label("household_roles", row.role),
            " · ".join(filter(None, (row.registration.name_latin, row.registration.name_ar))),
            max(row.level, row.registration.level),
            row.registration.seal or row.seal,
        )
        for row in members
        if row.registration_id == own or not is_person_protected(row.registration_id)
    ]


def _consents(actor: Actor, file: File, today: date) -> list[Held]:
    own = file.registration
    stands = consents_of(actor=actor, registration_ids=[own.pk], on=today)
    return [Held(Part.CONSENTS, stand.purpose.label, _answered(stand.latest), own.level, own.seal) for stand in stands]


def _answered(latest: Consent | None) -> str:
    if latest is None:
        return "—"
    said = {"GIVEN": gettext("agrees"), "REFUSED": gettext("refuses"), "WITHDRAWN": gettext("no longer agrees")}
    return f"{said[latest.answer]} · {latest.answered_on:%d/%m/%Y}"


def _events(actor: Actor, file: File, today: date) -> list[Held]:
    own, services = file.registration, names_of_services()
    moments = timeline_of(actor=actor, registration_ids=[own.pk], limit=MOST_MOMENTS)
    places = units(actor, [moment.unit_id for moment in moments], on=today)
    lines = []
    for moment in moments:
        what = services.get(moment.code, "")
        if moment.kind == "case_closed":
            what = current_label("closure_reasons", moment.code)
        text = " · ".join(filter(None, (f"{localtime(moment.at):%d/%m/%Y}", what, places.get(moment.unit_id, ""))))
        lines.append(Held(Part.EVENTS, moment.kind, text, moment.level, moment.seal, moment.id))
    return lines


def _readings(actor: Actor, file: File, today: date) -> list[Held]:
    own = file.registration
    if not actor.may(Permission.PERSON_READERS):
        return []
    return [
        Held(Part.READINGS, f"{localtime(at):%d/%m/%Y}", f"{localtime(at):%H:%M}", own.level, own.seal)
        for _account, at in readers_of(actor=actor, registration_id=own.pk)
    ]


def _words(words: Sequence[Words], naming: Naming) -> list[Held]:
    """Never what would tell who reported."""
    return [
        Held(Part.WORDS, "", each.text, each.level, each.seal, each.of)
        for each in words
        if each.text is not None and not naming.tells_reporter(each)
    ]


_GATHERERS: tuple[Callable[[Actor, File, date], list[Held]], ...] = (
    _identity,
    _contact,
    _papers,
    _household,
    _consents,
    _events,
    _readings,
)
