"""The parts of a person's page, each as the template shows it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wasl.assistance.queries.names import agents
from wasl.assistance.rules import CASE_OVER, WAITS_FOR_ANSWER
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.queries import File, readers_of
from wasl.people.queries import kin_of as declared_kin_of
from wasl.people.rules import Birth, Particulars
from wasl.rights.timeline import Moment, timeline_of
from wasl.vocabulary.choices import current_label
from wasl.web.people import labels
from wasl.web.people.places import place_text
from wasl.web.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a part: `text` first, `note` under it; `row` is what its buttons act on."""

    text: Any
    note: str = ""
    badge: str = ""
    badge_text: Any = ""
    is_over: bool = False
    row: Any = None
    read_by: Any = ""


def _contact(code: str) -> dict[str, Any]:
    return {"badge": labels.CONTACT_BADGE.get(code, "quiet"), "badge_text": labels.CONTACT.get(code, code)}


def contact_of(file: File) -> Line | None:
    """The sign that stands beside the name."""
    return Line("", **_contact(file.contact)) if file.contact else None


def _read_by(row: Any, file: File) -> Any:
    """Said only of what fewer read than the file."""
    return labels.READ_BY.get(row.level, "") if row.level > file.registration.level else ""


def phones_of(file: File) -> list[Line]:
    return [
        Line(
            each.number,
            note=each.belongs_to,
            is_over=each.ended_on is not None,
            row=each,
            read_by=_read_by(each, file),
            **_contact(each.contact),
        )  # fmt: skip
        for each in file.phones
    ]


def papers_of(file: File) -> list[Line]:
    return [
        Line(
            current_label("identity_documents", paper.document.type),
            note=last_signs(paper.number),
            badge="done" if paper.document.status == "SEEN" else "quiet",
            badge_text=labels.DOCUMENT_STATUS.get(paper.document.status, paper.document.status),
            is_over=paper.document.ended_on is not None,
            row=paper.document,
        )
        for paper in file.papers
    ]


def last_signs(number: str) -> str:
    """The end of a number, enough to tell one paper from another: JB44551 → …551; nothing of a very short one."""
    return f"…{number[-3:]}" if len(number) > 4 else "…" if number else ""


def registers_of(own: Any) -> list[Line]:
    """The two national registers: a status that was declared or seen, never a score."""
    said = {"idcs_status": own.idcs_status, "rsu_status": own.rsu_status}
    return [Line(PARTICULARS[name], badge_text=labels.REGISTRY_STATUS[code]) for name, code in said.items() if code]


def addresses_of(file: File) -> list[Line]:
    return [
        Line(
            place_text(each.commune_code, each.douar) or each.line or each.landmark,
            note=" · ".join(filter(None, (each.line, each.landmark))) if each.commune_code or each.douar else "",
            is_over=each.until is not None,
            row=each,
            read_by=_read_by(each, file),
        )
        for each in file.addresses
    ]


def kin_of(actor: Actor, file: File) -> dict[UUID, dict[str, Any]]:
    """What was declared of her and another registration, by that one's id."""
    if not file.homes:
        return {}
    declared = declared_kin_of(actor=actor, registration_id=file.registration.pk)
    return {each.other_id: {"text": labels.KIN[each.kind], "since_at": each.since_at} for each in declared}


def homes_of(file: File, today: date, kin: dict[UUID, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "household": home.household,
            "members": [
                {
                    "row": row,
                    "person": row.registration,
                    "birth": labels.birth_text(row.registration.birth, today=today),
                    "kin": kin.get(row.registration_id),
                    "is_self": row.registration_id == file.registration.pk,
                }
                for row in home.members
            ],
        }
        for home in file.homes
    ]


def _ids(own: Any, others: Iterable[Any]) -> list[UUID]:
    return [own.pk, *(each.pk for each in others)]


def events_of(actor: Actor, file: File) -> list[Moment]:
    """What happened to any of her registrations that the actor may read, newest first."""
    return timeline_of(actor=actor, registration_ids=_ids(file.registration, file.others))


def open_events(events: list[Moment]) -> list[Moment]:
    """What still waits: an orientation without its answer, a case that is open."""
    return [
        event
        for event in events
        if (event.kind == "orientation" and event.state in WAITS_FOR_ANSWER)
        or (event.kind == "case_opened" and event.state not in CASE_OVER)
    ]


def readers(actor: Actor, own: Any) -> list[tuple[str, datetime]] | None:
    """None for a reader who is not told."""
    if not actor.may(Permission.PERSON_READERS):
        return None
    last = readers_of(actor=actor, registration_id=own.pk)
    names = agents(account_id for account_id, _at in last)
    return [(names[account_id], at) for account_id, at in last if account_id in names]


PARTICULARS: Words = {
    "given_ar": _("Given name in Arabic letters"),
    "family_ar": _("Family name in Arabic letters"),
    "given_latin": _("Given name in Latin letters"),
    "family_latin": _("Family name in Latin letters"),
    "known_as": _("Known as"),
    "father": _("Father's name"),
    "mother": _("Mother's name"),
    "sex": _("Sex"),
    "birth": _("Birth"),
    "birth_place": _("Place of birth"),
    "commune_code": _("Commune"),
    "douar": _("Douar"),
    "languages": _("Languages spoken"),
    "idcs_status": _("Civil and social number (IDCS)"),
    "rsu_status": _("Unified social register (RSU)"),
}


def _particulars(row: Any) -> Particulars:
    born = Birth(age=row.stated_age, stated_on=row.stated_on)
    if row.stated_age is None:
        born = Birth(year=row.birth_year, month=row.birth_month, day=row.birth_day)
    values = {each.name: getattr(row, each.name) for each in fields(Particulars) if each.name != "birth"}
    return Particulars(**values | {"languages": tuple(row.languages), "birth": born})


def said(name: str, value: Any, today: date) -> str:
    if name == "birth":
        return labels.birth_text(value, today=today)
    if name == "languages":
        return labels.language_names(list(value))
    if name == "sex":
        return current_label("sex", value)
    if name == "commune_code":
        return place_text(value, "")
    if name in {"idcs_status", "rsu_status"}:
        return str(labels.REGISTRY_STATUS.get(value, ""))
    return str(value)


def changes_of(own: Any, past: list[Any]) -> list[dict[str, Any]]:
    """For each correction, newest first: when, by whom, and what stood before and after in what changed."""
    today, names = timezone.localdate(), agents(row.account_id for row in past)
    after, changes = _particulars(own), []
    for row in past:
        before = _particulars(row)
        fields_changed = [
            (label, said(name, getattr(before, name), today), said(name, getattr(after, name), today))
            for name, label in PARTICULARS.items()
            if getattr(before, name) != getattr(after, name)
        ]
        if fields_changed:
            changes.append({"at": row.pgh_created_at, "by": names.get(row.account_id, ""), "fields": fields_changed})
        after = before
    return changes


def side_by_side(one: Particulars, other: Particulars) -> list[dict[str, Any]]:
    """What either says, field by field, with whether they say the same."""
    today = timezone.localdate()
    return [
        {
            "label": label,
            "one": said(name, getattr(one, name), today),
            "other": said(name, getattr(other, name), today),
            "agrees": getattr(one, name) == getattr(other, name),
        }
        for name, label in PARTICULARS.items()
        if getattr(one, name) or getattr(other, name)
    ]
