"""Saying who it is: look first, then choose a person, or register the one nobody knows."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from wasl.assistance.commands import CannotReceive
from wasl.assistance.commands.placing import Refused
from wasl.assistance.queries.names import persons
from wasl.assistance.rules import Fault
from wasl.people.commands import BadParticulars, IdTaken, LikelyKnown, register_person
from wasl.people.commands.registering import SameAs
from wasl.people.queries import Found, HitExpired, search
from wasl.people.rules.sought import sought_in_box
from wasl.web.assistance.messages import FAULTS
from wasl.web.assistance.newcomers import newcomer
from wasl.web.people.labels import NONE_OF_THESE, birth_text, reason_texts

MOST_TYPED = 120
#: What `registration_chosen` and the command after it may refuse; `explain` has a sentence for each.
REFUSALS = (Refused, LikelyKnown, BadParticulars, IdTaken, HitExpired)
#: Before the token of somebody registered elsewhere: a newcomer here, who is that person.
ELSEWHERE = "token:"


def people_found(request: HttpRequest, *, chosen: str = "", first: str = "") -> dict[str, Any]:
    """What the partial `assistance/receive.html#who` shows for the `q` of the request, `first` while it has none.

    Without any, the registration `chosen` is shown alone.
    """
    text = (request.POST if request.method == "POST" else request.GET).get("q", first).strip()[:MOST_TYPED]
    found, today = None, timezone.localdate()
    if text:
        found = search(actor=request.actor, sought=sought_in_box(text), today=today)  # type: ignore[attr-defined]
    candidates = [
        (
            one.registration,
            birth_text(one.registration.particulars.birth, today=today),
            reason_texts(one.agreement.reasons),
        )
        for one in (found.candidates if found else ())
    ]
    if not text:
        candidates = [(one, birth_text(one.particulars.birth, today=today), []) for one in _named(request, chosen)]
    return {
        "q": text, "found": found, "candidates": candidates, "chosen": chosen,
        "newcomer": newcomer(text, _corrected(request)),
        "none_of_these": NONE_OF_THESE.items(), "elsewhere": _elsewhere(found, chosen),
    }  # fmt: skip


def _corrected(request: HttpRequest) -> Any:
    """The name as it was corrected by hand, once it was sent."""
    return request.POST if "new_given" in request.POST else None


def _elsewhere(found: Found | None, chosen: str) -> list[tuple[str, list[str], bool]]:
    """(value, why, chosen) of each person registered outside. A token lasts for one answer: what was chosen among
    several is asked again."""
    hits = found.masked if found else ()
    is_chosen = chosen.startswith(ELSEWHERE) and len(hits) == 1
    return [(f"{ELSEWHERE}{hit.token}", reason_texts(hit.reasons), is_chosen) for hit in hits]


def _named(request: HttpRequest, chosen: str) -> list[Any]:
    """The person whose page led here, if it may be read."""
    try:
        return list(persons(request.actor, [UUID(chosen)]).values())  # type: ignore[attr-defined]
    except ValueError:
        return []


def registration_chosen(request: HttpRequest, *, who: str, new_pk: UUID, sex: str) -> UUID | None:
    """None for somebody without a name; a newcomer is registered under `new_pk`. Raises what REFUSALS names."""
    if who in {"", "anonymous"}:
        return None
    if who != "new" and not who.startswith(ELSEWHERE):
        try:
            return UUID(who)
        except ValueError:
            raise CannotReceive(Fault.NOBODY) from None
    made = register_person(
        actor=request.actor, now=timezone.now(), registration_id=new_pk,  # type: ignore[attr-defined]
        particulars=newcomer("", request.POST, sex=sex), none_of_these=request.POST.get("none_of_these", ""),
        same_as=None if who == "new" else SameAs(token=who.removeprefix(ELSEWHERE)),
    )  # fmt: skip
    return made.pk  # type: ignore[no-any-return]


def explain(form: Form, refusal: Exception) -> None:
    """Says on the form why it was refused, and lets it ask what it must now ask."""
    if isinstance(refusal, Refused):
        form.add_error(None, FAULTS[refusal.fault])
        form.asks_again = refusal.fault == Fault.ALREADY_RECEIVED  # type: ignore[attr-defined]
    elif isinstance(refusal, LikelyKnown):
        form.add_error(None, _("Somebody very like this is known already: choose her, or say that it is not her."))
        form.asks_none_of_these = True  # type: ignore[attr-defined]
    elif isinstance(refusal, HitExpired):
        form.add_error(None, _("This proposal is no longer there: search again."))
    else:
        form.add_error(None, _("The name cannot be written like this: letters of one script in each box."))
