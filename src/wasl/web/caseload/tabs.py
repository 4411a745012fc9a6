"""The pages of a caseload, each shown on all the others."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wasl.core.actor import Actor
from wasl.core.permissions import Permission as P

TABS: dict[str, tuple[Promise, str, P]] = {
    "mine": (_("My cases"), "caseload:mine", P.CASE_OPEN),
    "team": (_("By colleague"), "caseload:team", P.CASE_SUPERVISE),
    "late": (_("Late steps"), "caseload:late", P.CASE_READ),
    "lost": (_("Lost from sight"), "caseload:lost", P.CASE_READ),
    "follow_ups": (_("After the closure"), "caseload:follow_ups", P.CASE_OPEN),
    "transfers": (_("Transfers"), "caseload:transfers", P.CASE_READ),
    "all": (_("All the cases"), "assistance:cases", P.CASE_READ),
}


@dataclass(frozen=True, slots=True)
class Tab:
    label: Promise
    address: str
    is_here: bool


def tabs_of(actor: Actor, here: str) -> list[Tab]:
    return [Tab(label, reverse(view), key == here) for key, (label, view, needs) in TABS.items() if actor.may(needs)]
