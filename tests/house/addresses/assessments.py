from django.utils import timezone

from tests.assistance import factories
from tests.assistance.test_assessments import NEEDS
from tests.house.addresses import Address
from tests.house.addresses.assistance import at_this_hour, case, inside, sealed_case, worker
from wasl.assistance.commands import record_assessment
from wasl.catalogue.queries import questionnaires_on
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P


def recorded(who, dossier):
    version = questionnaires_on(timezone.localdate()).get(code="NEEDS")
    given = {"assessment_id": new_id(), "questionnaire_id": version.pk, "language": "ar", "typed": NEEDS}
    with factories.working(who) as actor:
        return record_assessment(actor=actor, now=timezone.now(), case_id=dossier.pk, **given)


def assessment(place):
    def make(world):
        who = worker(world, place)
        dossier = world.once(f"case {place}", lambda: at_this_hour(factories.case)(who))
        row = world.once(f"assessment {place}", lambda: recorded(who, dossier))
        return {"case_id": dossier.pk, "assessment_id": row.pk}

    return make


def sealed_assessment(world):
    dossier, who = sealed_case(world), worker(world, "centre", "WOMEN_OFFICER")
    row = world.once("sealed assessment", lambda: recorded(who, dossier))
    return {"case_id": dossier.pk, "assessment_id": row.pk}


def one(needs, methods=("GET",)):
    return Address(needs, methods, **inside(assessment, sealed=sealed_assessment))


def about_code(needs, methods):
    def with_code(maker):
        def make(world):
            return {"case_id": maker(world)["case_id"], "code": "NEEDS"}

        return make

    return Address(
        needs, methods, inside=with_code(assessment("centre")), outside=with_code(assessment("stranger")),
        sealed=with_code(sealed_assessment),
    )  # fmt: skip


ADDRESSES = {
    "assessments:list": Address(
        P.CASE_READ, **inside(case, sealed=lambda world: {"case_id": sealed_case(world).pk})
    ),
    "assessments:assess": about_code(P.CASE_OPEN, ("GET", "POST")),
    "assessments:compare": about_code(P.CASE_READ, ("GET",)),
    "assessments:assessment": one(P.CASE_READ),
    "assessments:override": one(P.ASSESSMENT_OVERRIDE, ("POST",)),
}  # fmt: skip
