from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from wasl.access.models import NamedAccess
from wasl.assistance.models import Case, GlassRequest
from wasl.assistance.rules.glass import WAITS
from wasl.core.actor import Actor
from wasl.core.permissions import Permission


def glass_to_confirm(*, actor: Actor, now: datetime) -> QuerySet[GlassRequest]:
    """Requests of the territory that wait for a second agent, oldest first."""
    requests = GlassRequest.objects.visible_to(actor, Permission.GLASS_BREAK)
    waiting = requests.filter(confirmed_at__isnull=True, asked_at__gt=now - WAITS)
    return waiting.select_related("recorded_by__agent").order_by("asked_at")  # type: ignore[no-any-return]


def own_glass(*, actor: Actor, now: datetime) -> QuerySet[GlassRequest]:
    """One's own requests that still wait or still hold, newest first."""
    requests = GlassRequest.objects.visible_to(actor, Permission.GLASS_BREAK).filter(recorded_by_id=actor.account_id)
    held = requests.filter(until_at__gt=now)
    waiting = requests.filter(confirmed_at__isnull=True, asked_at__gt=now - WAITS)
    return (held | waiting).order_by("-asked_at")  # type: ignore[no-any-return]


def glass_to_review(*, actor: Actor) -> QuerySet[GlassRequest]:
    """What was opened in the territory: those nobody reviewed first, oldest first; then the reviewed ones, newest."""
    rows = GlassRequest.objects.visible_to(actor, Permission.GLASS_REVIEW).filter(confirmed_at__isnull=False)
    rows = rows.select_related("recorded_by__agent", "confirmed_by__agent", "reviewed_by__agent")
    return rows.order_by("reviewed_at", "confirmed_at")  # type: ignore[no-any-return]


class BrokenGlass(NamedTuple):
    """Somebody opened a file of mine in an emergency."""

    case_id: UUID
    account_id: UUID
    at: datetime
    until_at: datetime


def broken_on(*, actor: Actor, since: datetime) -> list[BrokenGlass]:
    """What was opened by breaking the glass on the files that the actor works on or is named on, newest first."""
    own = Q(worker_id=actor.account_id) | Q(pk__in=actor.named)
    mine = Case.objects.visible_to(actor, Permission.CASE_READ).filter(own)
    opened = NamedAccess.objects.filter(
        dossier_id__in=mine.values("pk"), until_at__isnull=False, is_denied=False, since_at__gte=since
    ).exclude(account_id=actor.account_id)
    return [
        BrokenGlass(access.dossier_id, access.account_id, access.since_at, access.until_at or access.since_at)
        for access in opened.order_by("-since_at")[:20]
    ]
