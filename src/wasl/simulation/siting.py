"""A plan of centres with two alternatives, asked for by headquarters: the worker finds the answers once it runs."""

from collections.abc import Callable
from datetime import date, datetime, time

from django.utils import timezone

from wasl.access.models import Posting
from wasl.core.scope import entered
from wasl.simulation.day import actor_numbered
from wasl.watch.commands.siting import ask_option, open_plan
from wasl.watch.rules.siting import PLANNED, Asked, Target

PLANNER = "HQ001"
ALL = Asked(
    objective="cover", target=Target.ALL, centres=PLANNED["CAS"], radius_km=15.0, detour=1.3, rural_percent=46
)  # fmt: skip
CHILDREN = Asked(
    objective="cover", target=Target.CHILDREN, centres=300, radius_km=15.0, detour=1.3, rural_percent=60
)  # fmt: skip


def load(*, progress: Callable[[str], None], today: date) -> None:
    if not Posting.objects.filter(account__staff_number=PLANNER).exists():
        return
    planner = actor_numbered(PLANNER)
    now = min(timezone.now(), timezone.make_aware(datetime.combine(today, time(23, 59))))
    with entered(planner):
        first = open_plan(actor=planner, now=now, type="CAS", name="500 CAS", asked=ALL)
        ask_option(actor=planner, now=now, plan_id=first.plan_id, asked=CHILDREN)
    progress("one plan of centres with two alternatives, which are worked out once the worker runs")
