"""What a workbook is judged against, and the workbooks themselves."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from wasl.core.actor import ROOT, Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.network.importing import LAYOUT, Known, KnownUnit, Verdict, judge
from wasl.network.models import Import, Unit
from wasl.network.places import known_places
from wasl.network.rules import Kind
from wasl.network.workbooks import Column, code_in
from wasl.vocabulary.queries import terms


def known_now() -> Known:
    communes, former, territories = known_places()
    rows = Unit.objects.values_list("code", "kind", "opened_on", "closed_on")
    return Known(
        units={code: KnownUnit(Kind(kind), opened, closed) for code, kind, opened, closed in rows},
        communes=communes,
        former=former,
        territories=territories,
        lists={name: code_in(term_rows(name)) for name in lists_of(LAYOUT)},
    )


def lists_of(layout: tuple[Column, ...]) -> list[str]:
    """Names of the lists a layout takes its codes from."""
    return [column.allowed for column in layout if column.allowed]


def term_rows(name: str) -> Iterator[tuple[str, str, str]]:
    """(code, French, Arabic) of a list of the vocabulary."""
    for term in terms(name):
        yield term.code, term.label("fr"), term.label("ar")


def imports_of(*, actor: Actor) -> QuerySet[Import]:
    """Newest first, held ones of this account only."""
    require(actor, Permission.UNIT_CREATE, path=ROOT)
    others = Import.objects.filter(made_at__isnull=True).exclude(account_id=actor.account_id)
    return Import.objects.exclude(pk__in=others).order_by("-held_at")


def import_of(*, actor: Actor, import_id: UUID) -> Import | None:
    return imports_of(actor=actor).filter(pk=import_id).first()


def unit_verdicts(*, actor: Actor, held: Import, today: date) -> list[Verdict]:
    """A dry run: what each row would do today."""
    require(actor, Permission.UNIT_CREATE, path=ROOT)
    return judge(list(enumerate(held.rows, start=2)), known_now(), today=today)
