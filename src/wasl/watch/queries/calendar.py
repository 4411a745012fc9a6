"""What was noted in the calendar of interventions: the same for everybody, since it explains figures to all."""

from datetime import date

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.watch.models import Intervention


def interventions_from(*, actor: Actor, since: date) -> list[Intervention]:
    require(actor, Permission.WATCH_READ)
    rows = Intervention.objects.filter(last_on__gte=since).select_related("noted_by__agent")
    return list(rows.order_by("-since", "id")[:200])
