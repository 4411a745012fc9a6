"""The lines of a person's history as the pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from wasl.assistance.queries.names import units
from wasl.catalogue.queries import names_of_services, purposes_on
from wasl.core.actor import Actor
from wasl.rights.timeline import Moment
from wasl.vocabulary.choices import current_label
from wasl.web.rights.words import ANSWERS, CAPACITIES, CORRECTION_STATES
from wasl.web.words import Words

KINDS: Words = {
    "registered": _("Registered"),
    "consent": _("Answered about her data"),
    "correction": _("Correction asked for"),
    "access": _("Copy of the file handed over"),
    "reception": _("Reception"),
    "act": _("Service given"),
    "unmet": _("Could not be given"),
    "orientation": _("Oriented"),
    "case_opened": _("Case opened"),
    "case_closed": _("Case closed"),
}
#: Kind of moment -> address of its page.
PAGES = {
    "correction": "rights:correction",
    "reception": "assistance:reception",
    "orientation": "assistance:orientation",
    "case_opened": "assistance:case",
    "case_closed": "assistance:case",
}


@dataclass(frozen=True, slots=True)
class Shown:
    at: datetime
    title: Any
    text: str
    place: str
    address: str


def shown_moments(actor: Actor, moments: Sequence[Moment], *, today: date) -> list[Shown]:
    services = names_of_services()
    purposes = {row.code: row.label for row in purposes_on(today)} if _has(moments, "consent") else {}
    places = units(actor, [moment.unit_id for moment in moments], on=today)
    return [
        Shown(
            moment.at,
            KINDS.get(moment.kind, moment.kind),
            _text(moment, services, purposes),
            places.get(moment.unit_id, ""),
            _page(moment),
        )
        for moment in moments
    ]


def _has(moments: Sequence[Moment], kind: str) -> bool:
    return any(moment.kind == kind for moment in moments)


def _text(moment: Moment, services: dict[str, str], purposes: dict[str, str]) -> str:
    if moment.kind == "case_closed":
        return current_label("closure_reasons", moment.code)
    if moment.kind == "consent":
        return f"{purposes.get(moment.code, moment.code)} · {ANSWERS.get(moment.state, moment.state)}"
    if moment.kind == "correction":
        return str(CORRECTION_STATES.get(moment.state, moment.state))
    if moment.kind == "access":
        return str(CAPACITIES.get(moment.state, moment.state))
    return services.get(moment.code) or (current_label("services", moment.code) if moment.code else "")


def _page(moment: Moment) -> str:
    view = PAGES.get(moment.kind)
    try:
        return reverse(view, args=[moment.id]) if view else ""
    except NoReverseMatch:
        return ""
