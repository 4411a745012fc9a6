from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.utils.translation import get_language

from wasl.access.models import Account
from wasl.catalogue.models import (
    DatedEntry,
    Destination,
    LetterTemplate,
    Parameter,
    Period,
    Programme,
    Purpose,
    Questionnaire,
    Service,
    UnmetReason,
)
from wasl.catalogue.rules import State
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission

#: Kinds edited on the screens of the catalogue, by the word in their address.
KINDS: dict[str, type[DatedEntry]] = {
    "services": Service,
    "programmes": Programme,
    "reasons": UnmetReason,
    "destinations": Destination,
    "purposes": Purpose,
    "calendar": Period,
    "questionnaires": Questionnaire,
    "letters": LetterTemplate,
    "parameters": Parameter,
}


class UnknownParameter(LookupError):
    """No value is in force that day: the catalogue was never seeded, or the code is a slip of the program."""


def in_force[E: DatedEntry](kind: type[E], *, on: date) -> QuerySet[E]:
    """Approved rows of that day, ended codes left out, in their printed order."""
    rows = kind._default_manager.filter(state=State.APPROVED, since__lte=on, is_offered=True)
    order = ("rank", "code") if hasattr(kind, "rank") else ("code",)
    return rows.filter(Q(until__isnull=True) | Q(until__gt=on)).order_by(*order)


def services_on(day: date) -> QuerySet[Service]:
    return in_force(Service, on=day)


def programmes_on(day: date) -> QuerySet[Programme]:
    return in_force(Programme, on=day)


def unmet_reasons_on(day: date) -> QuerySet[UnmetReason]:
    return in_force(UnmetReason, on=day)


def destinations_on(day: date) -> QuerySet[Destination]:
    return in_force(Destination, on=day)


def purposes_on(day: date) -> QuerySet[Purpose]:
    return in_force(Purpose, on=day)


def periods_between(first: date, last: date) -> QuerySet[Period]:
    """Approved periods that touch these days, in the order they begin."""
    rows = Period.objects.filter(state=State.APPROVED, is_offered=True, since__lte=last, last_on__gte=first)
    return rows.order_by("since", "code")


def questionnaires_on(day: date) -> QuerySet[Questionnaire]:
    return in_force(Questionnaire, on=day)


def questionnaire_version(row_id: UUID) -> Questionnaire | None:
    """One approved version, in force or followed by another."""
    return Questionnaire._default_manager.filter(pk=row_id, state=State.APPROVED).first()


def parameter(code: str, *, on: date) -> int:
    """The value in force that day; raises UnknownParameter."""
    value = in_force(Parameter, on=on).filter(code=code).values_list("value", flat=True).first()
    if value is None:
        raise UnknownParameter(code)
    return value


def parameters(prefix: str, *, on: date) -> dict[str, int]:
    """Values in force that day of every code under `prefix` ("orientation."), by full code."""
    return dict(in_force(Parameter, on=on).filter(code__startswith=prefix).values_list("code", "value"))


def labels_of[E: DatedEntry](kind: type[E], codes: set[str]) -> dict[str, str]:
    """Label of each code in the language in force, by its latest approved row; unknown ones are absent."""
    rows = kind._default_manager.filter(state=State.APPROVED, code__in=codes).order_by("since")
    return {row.code: str(row) for row in rows}


def entries_of[E: DatedEntry](*, actor: Actor, kind: type[E], on: date) -> QuerySet[E]:
    require(actor, Permission.CATALOGUE_READ)
    if issubclass(kind, Period):
        # Those to come are what one looks for.
        rows = kind._default_manager.filter(state=State.APPROVED, is_offered=True, last_on__gte=on)  # type: ignore[misc]
        return rows.order_by("since", "code")  # type: ignore[return-value]
    return in_force(kind, on=on)


def waiting[E: DatedEntry](*, actor: Actor, kind: type[E]) -> QuerySet[E]:
    """Proposals nobody has decided on, oldest first."""
    require(actor, Permission.CATALOGUE_READ)
    return kind._default_manager.filter(state=State.PROPOSED).order_by("proposed_at")


def entry[E: DatedEntry](*, actor: Actor, kind: type[E], row_id: object) -> E:
    require(actor, Permission.CATALOGUE_READ)
    return kind._default_manager.select_related("proposed_by__agent", "decided_by__agent").get(pk=row_id)


def replaced_by[E: DatedEntry](row: E) -> E | None:
    """The approved row that holds the day before `row` starts."""
    before = type(row)._default_manager.filter(code=row.code, state=State.APPROVED, since__lt=row.since)
    return before.exclude(pk=row.pk).order_by("-since").first()


def history_of[E: DatedEntry](*, actor: Actor, kind: type[E], code: str) -> QuerySet[E]:
    """Every row of a code, refused ones included, newest first."""
    require(actor, Permission.CATALOGUE_READ)
    return kind._default_manager.filter(code=code).order_by("-since", "-proposed_at")


def name_of(account: Account | None) -> str:
    return account.agent.name_in(get_language() or "fr") if account else ""


def names_of_services() -> dict[str, str]:
    """Label by code, in the language in force, of every service there ever was."""
    return _names(Service)


def names_of_destinations() -> dict[str, str]:
    return _names(Destination)


def names_of_reasons() -> dict[str, str]:
    return _names(UnmetReason)


def names_of_services_and_destinations() -> tuple[dict[str, str], dict[str, str]]:
    """Both at once, for pages that show what was done and where somebody was sent."""
    label = "label_ar" if get_language() == "ar" else "label_fr"

    def rows(kind: type[DatedEntry], mark: int) -> QuerySet[DatedEntry]:
        approved = kind._default_manager.filter(state=State.APPROVED)
        return approved.annotate(mark=Value(mark)).values_list("mark", "since", "code", label)  # type: ignore[return-value]

    found: tuple[dict[str, str], dict[str, str]] = ({}, {})
    both: Any = rows(Service, 0).union(rows(Destination, 1), all=True).order_by("mark", "since")
    for mark, _, code, text in both:
        found[mark][code] = text
    return found


def _names(kind: type[DatedEntry]) -> dict[str, str]:
    return {row.code: str(row) for row in kind._default_manager.filter(state=State.APPROVED).order_by("since")}
