"""The pages of one dossier, in the order of the work: each is one line here, and shows on all the others."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wasl.core.actor import Actor
from wasl.core.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Section:
    """`view` takes the id of the dossier."""

    label: Promise
    view: str
    permission: P = P.CASE_READ


SECTIONS: dict[str, Section] = {
    "case": Section(_("Case"), "assistance:case"),
    "circuits": Section(_("Circuits"), "circuits:list"),
    "services": Section(_("Services asked for"), "requested:of_case"),
    "attachments": Section(_("Files and letters"), "attachments:case", P.ATTACHMENT_READ),
    "appointments": Section(_("Appointments"), "appointments:of_case", P.APPOINTMENT_READ),
    "team": Section(_("Who works on it"), "assistance:case_team"),
    "denials": Section(_("Closed to"), "readers:denials", P.CASE_OPEN),
    "assessments": Section(_("Assessments"), "assessments:list"),
    "plans": Section(_("Plans"), "plans:list"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    label: Promise
    address: str
    is_here: bool


def sections_of(actor: Actor, case_id: UUID, here: str) -> list[Shown]:
    """What this actor may open of the dossier; nothing when that is the page one is on, alone."""
    shown = [
        Shown(one.label, reverse(one.view, args=[case_id]), key == here)
        for key, one in SECTIONS.items()
        if actor.may(one.permission)
    ]
    return shown if len(shown) > 1 else []
