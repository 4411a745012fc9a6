from datetime import timedelta

from django.utils import timezone

from tests.assistance import factories
from tests.house.addresses import Address
from tests.house.addresses.assistance import at_this_hour, worker
from wasl.catalogue.queries import parameter
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.core.scope import system
from wasl.watch.commands.score_versions import score_in_force, seed_score
from wasl.watch.models import ContactProposal, HouseholdScore


def proposal(place):
    """As the nightly job writes it."""

    def make(world):
        who = worker(world, place)
        unit, today = getattr(world.institution, place), timezone.localdate()
        her = factories.person(who)
        opened = at_this_hour(factories.case)(who, her)
        seed_score()
        line = {"code": "SANS_EMPLOI", "points": 3, "on": today.isoformat(), "source": "case"}
        where = {"unit_id": unit.pk, "path": unit.path, "level": 2}
        score = HouseholdScore(
            pk=new_id(), registration=her, members=1, version=score_in_force(on=today)[0], points=3,
            lines=[line | {"source_id": str(opened.pk)}], is_proposed=True, computed_on=today,
            expires_on=today + timedelta(days=30 * parameter("watch.score_months", on=today)), **where,
        )  # fmt: skip
        row = ContactProposal(pk=new_id(), score=score, proposed_on=today, **where)
        with system("load demo"):
            score.save(force_insert=True)
            row.save(force_insert=True)
        return row

    return lambda world: {"proposal_id": world.once(f"proposal {place}", lambda: make(world)).pk}


def nothing(world):
    return {"row_id": new_id()}


def about(methods=("POST",)):
    return Address(P.WATCH_OUTREACH_DECIDE, methods, inside=proposal("centre"), outside=proposal("stranger"))


ADDRESSES = {
    "outreach:list": Address(P.WATCH_OUTREACH_DECIDE),
    "outreach:proposal": about(("GET",)),
    "outreach:decide": about(),
    "outreach:end": about(),
    "outreach:paper": about(),
    "outreach:contest": about(),
    "outreach:method": Address(P.UNIT_READ),
    "outreach:propose": Address(P.WATCH_SCORE_EDIT, ("GET", "POST")),
    "outreach:decide_version": Address(
        P.WATCH_SCORE_EDIT, ("POST",), inside=nothing, reach="everywhere", empty_at_first=True,
    ),
    "outreach:fairness": Address(P.WATCH_SCORE_EVALUATE),
}  # fmt: skip
