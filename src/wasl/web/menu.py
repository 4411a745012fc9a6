"""The side menu: entries with the permission each needs, and the order in which a role sees them (nine at most)."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wasl.core.actor import Actor
from wasl.core.permissions import Permission as P

MOST = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """`view` names the address; an entry whose room has no screen yet is left out."""

    label: Promise
    view: str
    permission: P


@dataclass(frozen=True, slots=True)
class Shown:
    key: str
    label: str
    address: str
    is_here: bool
    count: int | None = None


ENTRIES = {
    "day": Entry(_("My day"), "assistance:my_day", P.RECEPTION_READ),
    "people": Entry(_("People"), "people:search", P.PERSON_SEARCH),
    "cases": Entry(_("Cases"), "assistance:cases", P.CASE_READ),
    "orientations": Entry(_("Orientations"), "assistance:orientations", P.ORIENTATION_READ),
    "register": Entry(_("Centre's register"), "assistance:register", P.RECEPTION_READ),
    "doubles": Entry(_("Likely doubles"), "people:doubles", P.PERSON_ADJUDICATE),
    "reports": Entry(_("Reports"), "reports:list", P.REPORT_READ),
    "declared": Entry(_("Declared figures"), "facts:declared", P.FACT_DECLARE),
    "approve": Entry(_("To approve"), "facts:to_approve", P.FACT_APPROVE),
    "units": Entry(_("Units"), "network:list", P.UNIT_READ),
    "territory": Entry(_("Territory"), "territory:home", P.TERRITORY_READ),
    "services": Entry(_("Services and programmes"), "catalogue:list", P.CATALOGUE_PROPOSE),
    "accounts": Entry(_("Accounts"), "access:accounts", P.ACCOUNT_READ),
    "journal": Entry(_("Who did what"), "journal:list", P.JOURNAL_READ),
}

#: What a role's day begins with; roles not named here see every entry they may open, in the order above.
ORDER: dict[str, tuple[str, ...]] = {
    "DELEGATE": (
        "reports", "approve", "declared", "orientations", "people", "units", "territory", "services", "accounts",
    ),
    "SUPERVISOR": ("day", "people", "cases", "orientations", "register", "reports", "units", "territory"),
    "CENTRE_DIRECTOR": (
        "day", "people", "cases", "orientations", "register", "reports", "declared", "units", "journal",
    ),
    "COORDINATOR": ("reports", "approve", "units", "territory"),
    "STATISTICIAN": ("reports", "declared", "services", "territory", "units"),
    "LOCAL_ADMIN": ("accounts", "units", "territory"),
    "SYSTEM_ADMIN": ("accounts", "units", "territory", "services"),
    "DPO": ("journal", "people", "accounts", "units"),
}  # fmt: skip


def entries_for(actor: Actor) -> list[str]:
    """Keys of ENTRIES, in order, that this role sees and this actor may open."""
    keys = ORDER.get(actor.role, tuple(ENTRIES))
    return [key for key in keys if actor.may(ENTRIES[key].permission)][:MOST]


def _address(view: str) -> str | None:
    try:
        return reverse(view)
    except NoReverseMatch:
        return None


def menu_of(actor: Actor, request: HttpRequest) -> list[Shown]:
    shown = []
    for key in entries_for(actor):
        entry = ENTRIES[key]
        address = _address(entry.view)
        if address:
            shown.append(Shown(key, str(entry.label), address, request.path.startswith(address)))
    return shown
