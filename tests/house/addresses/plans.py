from django.utils import timezone

from tests.assistance import factories
from tests.assistance.test_plans import ACTION, GOAL
from tests.house.addresses import Address
from tests.house.addresses.assistance import at_this_hour, case, inside, sealed_case, worker
from wasl.assistance import commands
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P


def written(who, dossier):
    with factories.working(who) as actor:
        given = {"plan_id": new_id(), "case_id": dossier.pk, "language": "ar", "summary": "Un toit"}
        plan = commands.start_plan(actor=actor, now=timezone.now(), **given)
        goal = commands.set_goal(actor=actor, plan_id=plan.pk, goal_id=new_id(), values=GOAL)
        action = commands.set_action(actor=actor, goal_id=goal.pk, action_id=new_id(), values=ACTION)
    return {"case_id": dossier.pk, "plan_id": plan.pk, "goal_id": goal.pk, "action_id": action.pk, "row_id": goal.pk}


def plan(place, *names):
    def make(world):
        who = worker(world, place)
        dossier = world.once(f"case {place}", lambda: at_this_hour(factories.case)(who))
        made = world.once(f"plan {place}", lambda: written(who, dossier))
        return {name: made[name] for name in names}

    return make


def sealed_plan(*names):
    def make(world):
        dossier, who = sealed_case(world), worker(world, "centre", "WOMEN_OFFICER")
        made = world.once("sealed plan", lambda: written(who, dossier))
        return {name: made[name] for name in names}

    return make


def about(needs, methods, *names, **more):
    asked = ("case_id", "plan_id", *names)
    return Address(
        needs, methods, inside=plan("centre", *asked), outside=plan("stranger", *asked), sealed=sealed_plan(*asked),
        **more,
    )  # fmt: skip


def sealed_case_id(world):
    return {"case_id": sealed_case(world).pk}


ADDRESSES = {
    "plans:list": Address(P.CASE_READ, **inside(case, sealed=sealed_case_id)),
    "plans:start": Address(P.CASE_OPEN, ("POST",), **inside(case, sealed=sealed_case_id)),
    "plans:plan": about(P.CASE_READ, ("GET",)),
    "plans:aloud": about(P.CASE_READ, ("GET",)),
    "plans:words": about(P.CASE_OPEN, ("GET", "POST")),
    "plans:new_goal": about(P.CASE_OPEN, ("GET", "POST")),
    "plans:goal": about(P.CASE_OPEN, ("GET", "POST"), "goal_id"),
    "plans:new_action": about(P.CASE_OPEN, ("GET", "POST"), "goal_id"),
    "plans:action": about(P.CASE_OPEN, ("GET", "POST"), "goal_id", "action_id"),
    "plans:result": about(P.CASE_OPEN, ("POST",), "row_id", form={"result": "dropped"}),
    "plans:validate": about(P.PLAN_VALIDATE, ("POST",)),
    "plans:return": about(P.CASE_OPEN, ("POST",)),
    "plans:paper": about(P.DOCUMENT_ISSUE, ("POST",)),
    "plans:sign": about(P.CASE_OPEN, ("POST",)),
    "plans:review": about(P.CASE_OPEN, ("POST",)),
    "plans:end": about(P.CASE_OPEN, ("POST",)),
}
