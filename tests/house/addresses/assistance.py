from datetime import UTC, datetime

from django.utils import timezone

from tests.access import factories as access
from tests.assistance import factories
from tests.house.addresses import POSTED, Address
from wasl.assistance.models import CaseSituation, CaseTask
from wasl.catalogue.commands import propose, seed
from wasl.catalogue.models import Parameter
from wasl.core.permissions import Permission as P
from wasl.core.scope import system

SINCE = datetime(2099, 1, 1, tzinfo=UTC).date()


def worker(world, place, role="SOCIAL_WORKER"):
    def make():
        seed()
        factories.found_institution()
        return access.actor(role, getattr(world.institution, place))

    return world.once(f"{role} of {place}", make)


def at_this_hour(make):
    """The factories' own day is not today's: an act is never in the future."""

    def made(*args, **values):
        before, factories.NOW = factories.NOW, timezone.now()
        try:
            return make(*args, **values)
        finally:
            factories.NOW = before

    return made


def reception(place):
    def make(world):
        who = worker(world, place)
        return world.once(f"reception {place}", lambda: at_this_hour(factories.reception)(who))

    return lambda world: {"reception_id": make(world).pk}


def registration(place):
    def make(world):
        who = worker(world, place)
        return world.once(f"registration {place}", lambda: factories.person(who))

    return lambda world: {"registration_id": make(world).pk}


def orientation(place):
    def make(world):
        who = worker(world, place)

        def sent():
            her = factories.person(who)
            return at_this_hour(factories.orientation)(who, registration_id=her.pk, destination="CSU")

        return world.once(f"orientation {place}", sent)

    return lambda world: {"orientation_id": make(world).pk}


def orientation_to(place, sender):
    """Sent from one unit to another: only the receiving side is there."""

    def make(world):
        who, unit = worker(world, sender), getattr(world.institution, place)

        def sent():
            her = factories.person(who)
            return at_this_hour(factories.orientation)(who, registration_id=her.pk, to_unit_id=unit.pk)

        return world.once(f"orientation {sender} to {place}", sent)

    return lambda world: {"orientation_id": make(world).pk}


def case(place):
    def make(world):
        who = worker(world, place)
        return world.once(f"case {place}", lambda: at_this_hour(factories.case)(who))

    return lambda world: {"case_id": make(world).pk}


def sealed_case(world):
    who = worker(world, "centre", "WOMEN_OFFICER")
    situations = [("VIOL_CONJ", 3, timezone.localdate())]
    return world.once("sealed case", lambda: at_this_hour(factories.case)(who, situations=situations))


def sealed(name):
    """The reception, orientation or dossier of a nominative file."""

    def make(world):
        dossier, who = sealed_case(world), worker(world, "centre", "WOMEN_OFFICER")
        if name == "case_id":
            return dossier
        values = {"registration_id": dossier.registration_id, "case_id": dossier.pk, "destination": "CSU"}
        return world.once("sealed orientation", lambda: at_this_hour(factories.orientation)(who, **values))

    return lambda world: {name: make(world).pk}


def proposal(world):
    def make():
        seed()
        planner = access.actor("STATISTICIAN", world.institution.hq)
        row = Parameter(code="form.late_days", value=70, since=SINCE)
        return propose(actor=planner, row=row, now=timezone.now())

    return {"kind": "parameters", "row_id": world.once("proposal", make).pk}


def kind(world):
    return {"kind": "services"}


def inside(maker, **more):
    return {"inside": maker("centre"), "outside": maker("stranger"), "reach": "centre"} | more


def about_reception(needs, methods=("GET", "POST")):
    return Address(needs, methods, **inside(reception))


def about_case(needs, methods=("POST",)):
    return Address(needs, methods, **inside(case, sealed=sealed("case_id")))


def row_of(kind, dossier, name):
    """A row of a dossier, with the dossier's id: found as the system, whoever may read it."""
    with system("load demo"):
        row = kind.objects.for_system("load demo").filter(case_id=dossier["case_id"]).first()
    return dossier | {name: row.pk}


def about_step(needs):
    def make(dossier):
        return lambda world: row_of(CaseTask, dossier(world), "task_id")

    return Address(
        needs, ("GET", "POST"), inside=make(case("centre")), outside=make(case("stranger")), reach="centre",
        sealed=make(sealed("case_id")),
    )  # fmt: skip


def about_situation(needs):
    def open_with(place):
        def made(world):
            who, situations = worker(world, place), [("PAUVRETE", 2, timezone.localdate())]
            name = f"case with situation {place}"
            return {"case_id": world.once(name, lambda: at_this_hour(factories.case)(who, situations=situations)).pk}

        return lambda world: row_of(CaseSituation, made(world), "situation_id")

    return Address(
        needs, ("GET", "POST"), inside=open_with("centre"), outside=open_with("stranger"), reach="centre",
        sealed=lambda world: row_of(CaseSituation, sealed("case_id")(world), "situation_id"),
    )  # fmt: skip


def about_orientation(needs, methods=("POST",)):
    return Address(needs, methods, **inside(orientation, sealed=sealed("orientation_id")))


ADDRESSES = {
    "assistance:my_day": Address(P.RECEPTION_READ),
    "assistance:register": Address(P.RECEPTION_READ),
    "assistance:receive": Address(P.RECEPTION_RECORD, ("GET", "POST")),
    "assistance:paper": Address(P.RECEPTION_RECORD, ("GET", "POST")),
    "assistance:blanks": Address(P.RECEPTION_RECORD, ("GET", "POST")),
    "assistance:reception": about_reception(P.RECEPTION_READ, ("GET",)),
    "assistance:change_reception": about_reception(P.RECEPTION_RECORD, ("POST",)),
    "assistance:identify": about_reception(P.RECEPTION_RECORD),
    "assistance:listen": about_reception(P.ACT_RECORD, ("POST",)),
    "assistance:reception_act": about_reception(P.ACT_RECORD),
    "assistance:reception_unmet": about_reception(P.ACT_RECORD),
    "assistance:reception_orient": about_reception(P.ORIENTATION_SEND),
    "assistance:reception_case": about_reception(P.CASE_OPEN),
    "assistance:slip": about_reception(P.DOCUMENT_ISSUE, ("POST",)),
    "assistance:letter": about_orientation(P.DOCUMENT_ISSUE),
    "assistance:new_act": Address(P.ACT_RECORD, ("GET", "POST")),
    "assistance:orientations": Address(P.ORIENTATION_READ),
    "assistance:coupon": Address(P.ORIENTATION_ANSWER, ("GET", "POST")),
    "assistance:orientation": about_orientation(P.ORIENTATION_READ, ("GET",)),
    "assistance:answer": about_orientation(P.ORIENTATION_ANSWER),
    "assistance:receive_as": Address(
        P.ORIENTATION_ANSWER,
        ("GET", "POST"),
        inside=orientation_to("centre", "stranger"),
        outside=orientation_to("stranger", "centre"),
    ),  # fmt: skip
    "assistance:link": about_orientation(P.ORIENTATION_SEND),
    "assistance:acknowledge": about_orientation(P.ORIENTATION_SEND),
    "assistance:close_orientation": about_orientation(P.ORIENTATION_SEND),
    "assistance:cases": Address(P.CASE_READ),
    "assistance:person_case": Address(P.CASE_OPEN, ("GET", "POST"), **inside(registration)),
    "assistance:case": about_case(P.CASE_READ, ("GET",)),
    "assistance:add_situation": about_case(P.CASE_OPEN),
    "assistance:situation": about_situation(P.CASE_OPEN),
    "assistance:advance_case": about_case(P.CASE_OPEN),
    "assistance:rest_case": about_case(P.CASE_OPEN, ("GET", "POST")),
    "assistance:close_case": about_case(P.CASE_CLOSE, ("GET", "POST")),
    "assistance:change_case": about_case(P.CASE_OPEN, ("GET", "POST")),
    "assistance:add_step": about_case(P.CASE_OPEN),
    "assistance:step": about_step(P.CASE_OPEN),
    "assistance:add_note": about_case(P.CASE_OPEN),
    "assistance:case_team": about_case(P.CASE_READ, ("GET",)),
    "assistance:end_protection": about_case(P.CASE_CLOSE),
    "assistance:lower_case": about_case(P.CASE_CLOSE),
    "assistance:case_colleague": about_case(P.CASE_OPEN),
    "assistance:case_act": about_case(P.ACT_RECORD, ("GET", "POST")),
    "assistance:case_unmet": about_case(P.ACT_RECORD, ("GET", "POST")),
    "assistance:case_orient": about_case(P.ORIENTATION_SEND, ("GET", "POST")),
    "drafts:draft": Address(POSTED, ("POST", "DELETE"), inside=lambda world: {"form": "reception"}, reach="everywhere"),
    "catalogue:list": Address(P.CATALOGUE_READ),
    "catalogue:entries": Address(P.CATALOGUE_READ, inside=kind, reach="everywhere"),
    "catalogue:propose": Address(P.CATALOGUE_PROPOSE, ("GET", "POST"), inside=kind, reach="everywhere"),
    "catalogue:entry": Address(P.CATALOGUE_READ, inside=proposal, reach="everywhere"),
    "catalogue:approve": Address(P.CATALOGUE_APPROVE, ("POST",), inside=proposal, reach="everywhere"),
    "catalogue:refuse": Address(P.CATALOGUE_APPROVE, ("POST",), inside=proposal, reach="everywhere"),
}
