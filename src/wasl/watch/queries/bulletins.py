"""Bulletins in the reader's scope, and what one would say now."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from wasl.core.actor import Actor
from wasl.core.bilingual import Bilingual
from wasl.core.figures import grouped
from wasl.core.permissions import Permission
from wasl.documents.models import IssuedDocument
from wasl.territory import indicators as census
from wasl.watch.disclosure import Part, total_of
from wasl.watch.indicators import watched
from wasl.watch.models import Alert, Bulletin
from wasl.watch.queries.alerts import alerts, latest_run, ranked_of, tests_of
from wasl.watch.queries.context import context_of
from wasl.watch.queries.territories import lies_in, places_named
from wasl.watch.rules.alerts import AlertState
from wasl.watch.rules.bulletins import Content, Fact, Item, Number
from wasl.watch.rules.sentences import sentence, to_do
from wasl.watch.rules.weeks import month_after

#: What a bulletin tells of: what people confirmed, whatever became of it since.
TOLD = (AlertState.CONFIRMED, AlertState.TRANSMITTED, AlertState.TREATED)
#: Parts of one indicator, from `commands.publishing`, which freezes them.
Tables = Callable[[str, date], list[Part]]


def bulletins(*, actor: Actor) -> "QuerySet[Bulletin]":
    rows: QuerySet[Bulletin] = Bulletin.objects.visible_to(actor, Permission.WATCH_READ)
    return rows.order_by("-month", "-number", "id")


def waiting_for(*, actor: Actor, most: int = 100) -> int:
    """How many bulletins the actor could approve, counted no further than `most`."""
    rows = bulletins(actor=actor).filter(approved_at__isnull=True).exclude(prepared_by_id=actor.account_id)
    return rows.order_by()[:most].count()


def pdf_of(*, actor: Actor, bulletin: Bulletin, language: str) -> bytes | None:
    """The archived paper in one language; None before the bulletin is approved."""
    document_id = {"fr": bulletin.paper_fr_id, "ar": bulletin.paper_ar_id}.get(language)
    papers = IssuedDocument.objects.visible_to(actor, Permission.WATCH_READ)
    paper = papers.filter(pk=document_id).values_list("pdf", flat=True).first() if document_id else None
    return bytes(paper) if paper else None


def content_of(*, actor: Actor, territory: str, month: date, tables: Tables) -> Content:
    """Alerts people confirmed in the month, published counts of it and of the month before, and the census."""
    until = month_after(month)
    rows = [one for one in alerts(actor=actor).filter(week__gte=month, since__lt=until) if _within(one, territory)]
    told = [one for one in rows if one.state in TOLD or (one.state == AlertState.CLOSED and one.was_right)]
    run = latest_run()
    items = tuple(
        Item(
            Bilingual(sentence(one.told, "fr"), sentence(one.told, "ar")),
            Bilingual(to_do(one.told, "fr"), to_do(one.told, "ar")),
            one.alert.state,
            one.alert.outcome,
        )
        for one in ranked_of(told, tests=tests_of(actor, run) if run else 0)
        # A bulletin leaves the institution: what tells of one centre stays inside.
        if one.alert.about_unit is None
    )
    named = places_named([territory])[territory]
    return Content(
        place=named.name,
        month=month.isoformat(),
        items=items,
        dismissed=sum(one.was_right is False for one in rows),
        numbers=tuple(_numbers(territory, month, tables)),
        context=tuple(_context(territory)),
    )


def _within(alert: Alert, territory: str) -> bool:
    return lies_in(alert.territory, [territory])


def _numbers(territory: str, month: date, tables: Tables) -> list[Number]:
    found = []
    for code, indicator in watched().items():
        if indicator.is_published:
            now, before = tables(code, month), tables(code, month_after(month, -1))
            places, value = _told(now, territory)
            same, earlier = _told(before, territory)
            if places:
                names = tuple(one.name for one in places_named(places).values()) if len(places) > 1 else ()
                grouped_with = names if territory.count(".") == 1 else ()
                found.append(Number(indicator.label, value, earlier if same == places else None, grouped_with))
    return found


def _told(parts: list[Part], territory: str) -> tuple[tuple[str, ...], int | None]:
    """Of a province the part it is told in; of a wider territory the total of its parts, when none goes beyond it."""
    mine = [part for part in parts if any(lies_in(place, [territory]) for place in part.places)]
    if not mine:
        return (), None
    if territory.count(".") == 1:
        return mine[0].places, mine[0].count
    places = tuple(sorted(place for part in mine for place in part.places if lies_in(place, [territory])))
    return places, total_of(parts, places)


def _context(territory: str) -> list[Fact]:
    found = []
    for one in context_of(territory):
        label = census.indicator(one.column).label
        before, now = (_percent(value) for value in (one.value_2014, one.value_2024))
        shown = Bilingual(f"{before} en 2014, {now} en 2024", f"{before} سنة 2014 و{now} سنة 2024")
        found.append(Fact(Bilingual(label["fr"], label["ar"]), shown))
    return found


def _percent(value: float | None) -> str:
    """Kept whole: in a line of Arabic the sign would stand on the wrong side."""
    return "—" if value is None else f"\u2066{grouped(Decimal(str(round(value, 1))))}\u202f%\u2069"
