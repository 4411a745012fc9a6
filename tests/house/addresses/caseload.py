from django.utils import timezone

from tests.assistance import factories
from tests.house.addresses import Address
from tests.house.addresses.assistance import about_case, at_this_hour, case, worker
from tests.network.factories import unit
from wasl.assistance import commands
from wasl.assistance.commands.transfers import propose_transfer
from wasl.assistance.models import FollowUp
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.core.scope import system


def closed(world, place):
    who = worker(world, place)

    def make():
        dossier = at_this_hour(factories.case)(who)
        with factories.working(who) as actor:
            given = {"reason": "AUTRE", "outcome": "PARTLY"}
            return commands.close_case(actor=actor, now=timezone.now(), case_id=dossier.pk, **given)

    return world.once(f"closed case {place}", make)


def follow_up(place):
    def make(world):
        dossier = closed(world, place)
        with system("load demo"):
            row = FollowUp.objects.for_system("load demo").filter(case_id=dossier.pk).first()
        return {"follow_up_id": row.pk}

    return make


def transfer(place):
    """Within one delegation: only its own agents and its delegate know of it."""

    def make(world):
        dossier, who = case(place)(world)["case_id"], worker(world, place)
        to = world.once(f"sister of {place}", lambda: sister(world, place))

        def proposed():
            with factories.working(who) as actor:
                return propose_transfer(
                    actor=actor, now=timezone.now(), transfer_id=new_id(), case_id=dossier, to_unit_id=to.pk,
                    reason="NEARER", words="Reste à voir",
                )  # fmt: skip

        return {"transfer_id": world.once(f"transfer {place}", proposed).pk}

    return make


def sister(world, place):
    here = getattr(world.institution, place)
    above = type(here).objects.get(path=here.path.rstrip(".").rpartition(".")[0] + ".")
    return unit("CENTRE", parent=above)


ADDRESSES = {
    "caseload:mine": Address(P.CASE_READ),
    "caseload:team": Address(P.CASE_SUPERVISE),
    "caseload:worker": Address(
        P.CASE_SUPERVISE,
        ("GET", "POST"),
        inside=lambda world: {"account_id": worker(world, "centre").account_id},
        reach="everywhere",
    ),
    "caseload:late": Address(P.CASE_READ),
    "caseload:lost": Address(P.CASE_READ),
    "caseload:follow_ups": Address(P.CASE_OPEN),
    "caseload:follow_up": Address(
        P.CASE_OPEN, ("GET", "POST"), inside=follow_up("centre"), outside=follow_up("stranger"), reach="centre"
    ),
    "caseload:transfers": Address(P.CASE_READ),
    "caseload:transfer": Address(
        P.CASE_READ, ("GET", "POST"), inside=transfer("centre"), outside=transfer("stranger"), reach="centre"
    ),
    "caseload:propose": about_case(P.CASE_OPEN, ("GET", "POST")),
}
