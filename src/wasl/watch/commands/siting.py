"""Plans of where to open centres: asked for here, solved by the worker, kept beside one another."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission as P
from wasl.journal.commands import record
from wasl.watch.models import SitingOption, SitingPlan
from wasl.watch.rules.siting import (
    PLANNED,
    Asked,
    BadQuestion,
    SitingFault,
    SitingState,
    checked,
    read,
    refusing,
    written,
)


class CannotSite(Exception):
    """`why`: the type is not one that is planned, or the site is not one of that alternative, or it is not solved."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def open_plan(*, actor: Actor, now: datetime, type: str, name: str, asked: Asked) -> SitingOption:
    """The plan and its first alternative, which waits for the worker. Raises CannotSite, BadQuestion."""
    require(actor, P.WATCH_PLAN)
    if type not in PLANNED:
        raise CannotSite("type")
    if not name.strip():
        raise BadQuestion("name")
    plan = SitingPlan.objects.create(type=type, name=name.strip(), made_by_id=actor.account_id, made_at=now)
    record(actor=actor, verb="watch:plan", subject="siting_plan", subject_id=plan.pk)
    return _option(actor, plan, checked(asked), now)


@transaction.atomic
def ask_option(*, actor: Actor, now: datetime, plan_id: UUID, asked: Asked) -> SitingOption:
    """Another alternative beside those there are."""
    require(actor, P.WATCH_PLAN)
    return _option(actor, SitingPlan.objects.select_for_update().get(pk=plan_id), checked(asked), now)


@transaction.atomic
def refuse_site(*, actor: Actor, now: datetime, option_id: UUID, code: str, reason: str) -> SitingOption:
    """« Not there », and why: a new alternative without that commune. The one refused from stays as it is.

    Refusing the same site of the same alternative twice gives the one there is.
    """
    require(actor, P.WATCH_PLAN)
    option = SitingOption.objects.select_related("plan").get(pk=option_id)
    plan = SitingPlan.objects.select_for_update().get(pk=option.plan_id)
    if option.state != SitingState.DONE or code not in {site["code"] for site in (option.answer or {})["sites"]}:
        raise CannotSite("site")
    if not reason.strip():
        raise BadQuestion("reason")
    already = SitingOption.objects.filter(after=option, refused_code=code).first()
    if already is not None:
        return already
    asked = refusing(read(option.asked), code)
    return _option(actor, plan, asked, now, after=option, code=code, reason=reason.strip())


def _option(
    actor: Actor, plan: SitingPlan, asked: Asked, now: datetime, *, after: SitingOption | None = None, code: str = "",
    reason: str = "",
) -> SitingOption:  # fmt: skip
    option = SitingOption.objects.create(
        plan=plan, number=plan.options.count() + 1, asked=written(asked), state=SitingState.WAITING, after=after,
        refused_code=code, reason=reason, asked_by_id=actor.account_id, asked_at=now,
    )  # fmt: skip
    record(actor=actor, verb="watch:plan", subject="siting_option", subject_id=option.pk, about=reason)
    return option


@transaction.atomic
def keep_answer(*, option_id: UUID, now: datetime, answer: dict[str, Any] | None, fault: SitingFault | None) -> None:
    """What the worker found, once: a second worker on the same alternative changes nothing."""
    option = SitingOption.objects.select_for_update().get(pk=option_id)
    if option.state != SitingState.WAITING:
        return
    option.state = SitingState.FAILED if fault else SitingState.DONE
    option.answer, option.fault, option.done_at = answer, fault.value if fault else "", now
    option.save(update_fields=["state", "answer", "fault", "done_at"])
    record(
        actor=None, verb="watch:solve", subject="siting_option", subject_id=option.pk, path="MA.", reason=option.state
    )
