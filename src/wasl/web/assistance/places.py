"""Choosing where somebody is sent starts from the directory: the best match first, what is closed or full said so."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from wasl.assistance import queries
from wasl.assistance.rules.directory import Intake, Wanted
from wasl.core.permissions import Permission as P
from wasl.web.people.places import province_of
from wasl.web.printed import comma, number

MOST = 8


def matches(request: HttpRequest, *, service: str, about: Any, chosen: str = "") -> list[tuple[str, str]]:
    """Lines of the directory that give `service` in the province, as (id, text); the one `chosen` is always there."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.may(P.DIRECTORY_READ) or not (service or chosen):
        return []
    commune = about.person.commune_code if about.person else ""
    found = queries.services_found(
        actor=actor, now=timezone.now(), wanted=Wanted(service=service, commune=commune), province=province_of(actor)
    )
    found = [one for one in found if one.entry.of_unit_id != actor.unit_id]
    kept = found[:MOST] + [one for one in found[MOST:] if str(one.entry.pk) == chosen]
    return [(str(one.entry.pk), _text(one)) for one in kept]


def _text(one: Any) -> str:
    parts = [one.name, one.commune]
    if one.offer.distance:
        parts.append(_("%(count)s kilometres") % {"count": number(one.offer.distance, 0)})
    if one.entry.intake == Intake.CLOSED:
        parts.append(_("closed for now"))
    elif one.is_full:
        parts.append(_("full"))
    elif one.offer.are_places_known and one.entry.free_places:
        parts.append(_("free places: %(count)s") % {"count": number(one.entry.free_places)})
    if one.figures.median_days is not None:
        parts.append(_("answers in %(count)s days") % {"count": number(one.figures.median_days, 0)})
    return comma().join(part for part in parts if part)
