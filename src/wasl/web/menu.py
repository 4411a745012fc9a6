"""The side menu: entries with the permission each needs, and the order in which a role sees them (nine at most)."""

from dataclasses import dataclass, replace

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
    is_here: bool = False


ENTRIES = {
    "day": Entry(_("My day"), "assistance:my_day", P.RECEPTION_READ),
    "appointments": Entry(_("Appointments"), "appointments:calendar", P.APPOINTMENT_READ),
    "people": Entry(_("People"), "people:search", P.PERSON_SEARCH),
    "cases": Entry(_("Cases"), "caseload:mine", P.CASE_READ),
    "signals": Entry(_("Signals"), "signals:list", P.SIGNAL_RECORD),
    "orientations": Entry(_("Orientations"), "assistance:orientations", P.ORIENTATION_READ),
    "asked": Entry(_("Services asked for"), "requested:list", P.CASE_READ),
    "directory": Entry(_("Directory of services"), "directory:search", P.DIRECTORY_READ),
    "register": Entry(_("Centre's register"), "assistance:register", P.RECEPTION_READ),
    "bureau": Entry(_("Letters: in and out"), "bureau:home", P.REGISTER_READ),
    "lists": Entry(_("Lists of persons"), "people:lists", P.PERSON_IMPORT),
    "requests": Entry(_("Requests for access"), "people:requests", P.PERSON_GRANT_ACCESS),
    "duty": Entry(_("On duty"), "signals:duty", P.RECEPTION_READ),
    "committee": Entry(_("Committee of child protection"), "signals:committee", P.SIGNAL_COUNT),
    "glass": Entry(_("Emergency openings"), "glass:list", P.GLASS_BREAK),
    "complaints": Entry(_("Complaints"), "complaints:list", P.COMPLAINT_HANDLE),
    "complain": Entry(_("Write down a complaint"), "complaints:new", P.COMPLAINT_RECORD),
    "follow": Entry(_("Where a complaint stands"), "complaints:follow", P.COMPLAINT_RECORD),
    "questions": Entry(_("Questions about complaints"), "complaints:questions", P.COMPLAINT_ANSWER),
    "delays": Entry(_("Delays of complaints"), "complaints:delays", P.UNIT_READ),
    "hear": Entry(_("Hear what she says of us"), "voices:start", P.VOICE_HEAR),
    "said": Entry(_("What beneficiaries say"), "voices:results", P.UNIT_READ),
    "rounds": Entry(_("Yearly rounds"), "voices:campaigns", P.VOICE_PLAN),
    "readers": Entry(_("Who read which file"), "readers:list", P.READERS_WATCH),
    "readers_named": Entry(_("Who read your protected files"), "readers:named", P.READERS_NAMED),
    "alerts": Entry(_("Unusual reading"), "readers:alerts", P.READERS_WATCH),
    "reviews": Entry(_("Emergency openings to review"), "readers:reviews", P.GLASS_REVIEW),
    "field": Entry(_("Signals from the field"), "field_signals:list", P.WATCH_SIGNAL_READ),
    "outreach": Entry(_("Households one might contact"), "outreach:list", P.WATCH_OUTREACH_DECIDE),
    "score": Entry(_("How points are counted"), "outreach:method", P.WATCH_SCORE_EVALUATE),
    "field_rounds": Entry(_("Field rounds"), "field_signals:rounds", P.WATCH_ROUND_WALK),
    "doubles": Entry(_("Likely doubles"), "people:doubles", P.PERSON_ADJUDICATE),
    "corrections": Entry(_("Corrections asked for"), "rights:corrections", P.CORRECTION_DECIDE),
    "access": Entry(_("What is held about somebody"), "rights:access", P.DISCLOSURE_ANSWER),
    "past": Entry(_("Files past their time"), "rights:past", P.ERASURE_PROPOSE),
    "watch": Entry(_("Alerts of the week"), "watch:desk", P.WATCH_READ),
    "bulletins": Entry(_("Watch bulletins"), "watch:bulletins", P.WATCH_READ),
    "watch_calendar": Entry(_("Campaigns and openings"), "watch:calendar", P.WATCH_PLAN),
    "datasets": Entry(_("Data sets for partners"), "watch:datasets", P.DATASET_REVOKE),
    "weeks": Entry(_("Weekly states"), "watch:weeks", P.FACT_DECLARE),
    "needs": Entry(_("Needs to come"), "needs:home", P.WATCH_READ),
    "poverty": Entry(_("What is lacked"), "poverty:home", P.WATCH_READ),
    "reports": Entry(_("Reports"), "reports:list", P.REPORT_READ),
    "declared": Entry(_("Declared figures"), "facts:declared", P.FACT_DECLARE),
    "approve": Entry(_("To approve"), "facts:to_approve", P.FACT_APPROVE),
    "siting": Entry(_("Where to open centres"), "siting:list", P.WATCH_READ),
    "units": Entry(_("Units"), "network:list", P.UNIT_READ),
    "territory": Entry(_("Territory"), "territory:home", P.TERRITORY_READ),
    "services": Entry(_("Services and programmes"), "catalogue:list", P.CATALOGUE_PROPOSE),
    "accounts": Entry(_("Accounts"), "access:accounts", P.ACCOUNT_READ),
    "recordings": Entry(_("Phrases read aloud"), "recordings:list", P.RECORDING_PROPOSE),
    "journal": Entry(_("Who did what"), "journal:list", P.JOURNAL_READ),
}

#: What a role's day begins with; roles not named here see every entry they may open, in the order above.
#: What is permitted and not named, or comes after the eighth, stands behind the last entry, "Everything else".
ORDER: dict[str, tuple[str, ...]] = {
    "DELEGATE": ("reports", "watch", "approve", "bulletins", "orientations", "people", "requests", "glass"),
    "WATCH_CELL": ("watch", "field", "bulletins", "field_rounds", "needs", "datasets", "reports", "watch_calendar"),
    "MOBILE_TEAM": ("day", "field", "people", "cases", "orientations", "directory", "field_rounds", "appointments"),
    "SOCIAL_WORKER": ("day", "appointments", "people", "cases", "orientations", "directory", "register", "bureau"),
    "CHILD_OFFICER": ("day", "signals", "people", "cases", "appointments", "orientations", "duty", "glass"),
    "WOMEN_OFFICER": ("day", "people", "cases", "appointments", "orientations", "directory", "register", "glass"),
    "DISABILITY_OFFICER": ("day", "people", "cases", "asked", "appointments", "orientations", "directory", "register"),
    "SUPERVISOR": ("day", "appointments", "people", "cases", "orientations", "directory", "requests", "reports"),
    "CENTRE_DIRECTOR": ("day", "people", "cases", "orientations", "register", "requests", "reports", "declared"),
    "COORDINATOR": ("reports", "watch", "needs", "bulletins", "approve", "field", "siting", "units", "territory"),
    "STATISTICIAN": ("reports", "watch", "needs", "bulletins", "siting", "datasets", "declared", "territory", "units"),
    "LOCAL_ADMIN": ("accounts", "units", "territory"),
    "SYSTEM_ADMIN": ("accounts", "units", "territory", "services"),
    "COMPLAINT_HANDLER": ("complaints", "complain", "follow", "delays", "people"),
    "DPO": ("journal", "alerts", "readers", "people", "accounts", "units"),
}


def permitted(actor: Actor) -> list[str]:
    """Keys of ENTRIES that this actor may open, in the order of the role's day."""
    order = ORDER.get(actor.role, ())
    return [key for key in dict.fromkeys((*order, *ENTRIES)) if actor.may(ENTRIES[key].permission)]


def split(keys: list[str], order: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """What stands in the menu, and what stands behind its last entry."""
    if not order and len(keys) <= MOST:
        return keys, []
    named = [key for key in keys if key in order] if order else keys
    shown = named[: MOST - 1]
    return shown, [key for key in keys if key not in shown]


def _address(view: str) -> str | None:
    try:
        return reverse(view)
    except NoReverseMatch:
        return None


def _shown(keys: list[str]) -> list[Shown]:
    addresses = {key: _address(ENTRIES[key].view) for key in keys}
    return [Shown(key, str(ENTRIES[key].label), address) for key, address in addresses.items() if address]


def menu_of(actor: Actor, path: str) -> list[Shown]:
    """The side menu on the page at `path`."""
    keys, others = split(permitted(actor), ORDER.get(actor.role, ()))
    menu = _shown(keys)
    if others:
        menu.append(Shown("more", str(_("Everything else")), reverse("more")))
    # "/people/doubles/" is under "/people/" too: the longest address that fits is where one is.
    here = max((entry.address for entry in menu if path.startswith(entry.address)), key=len, default=None)
    return [replace(entry, is_here=entry.address == here) for entry in menu]


def others_of(actor: Actor) -> list[Shown]:
    """What stands behind the last entry."""
    return _shown(split(permitted(actor), ORDER.get(actor.role, ()))[1])
