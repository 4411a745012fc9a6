from datetime import UTC, date, datetime

from tests.access import factories
from tests.house.addresses import Address
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.facts.commands import Wording, propose_indicator

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def state(place):
    return lambda world: {"unit_id": getattr(world.institution, place).pk, "period": "2018"}


def proposal(world):
    def make():
        actor = factories.actor("STATISTICIAN", world.institution.hq)
        wording = Wording(code="WATER", label_fr="Eau", label_ar="ماء", since=date(2026, 1, 1))
        return propose_indicator(
            actor=actor,
            row_id=new_id(),
            wording=wording,
            report="provincial",
            section="assistance",
            service="*",
            now=NOW,
        )  # fmt: skip

    return {"kind": "indicators", "row_id": world.once("indicator", make).pk}


def one(permission, *methods):
    return Address(permission, methods or ("GET",), inside=state("centre"), outside=state("stranger"))


ADDRESSES = {
    "facts:declared": Address(P.FACT_DECLARE),
    "facts:to_approve": Address(P.FACT_APPROVE),
    "facts:state": one(P.FACT_READ, "GET", "POST"),
    "facts:versions": one(P.FACT_READ),
    "facts:approve": one(P.FACT_APPROVE, "POST"),
    "facts:return": one(P.FACT_APPROVE, "POST"),
    "facts:indicators": Address(P.CATALOGUE_READ),
    "facts:new_indicator": Address(P.CATALOGUE_PROPOSE, ("GET", "POST")),
    "facts:targets": Address(P.CATALOGUE_READ),
    "facts:new_target": Address(P.CATALOGUE_PROPOSE, ("GET", "POST")),
    "facts:approve_proposal": Address(P.CATALOGUE_APPROVE, ("POST",), inside=proposal, reach="everywhere"),
    "facts:refuse_proposal": Address(
        P.CATALOGUE_APPROVE, ("POST",), inside=proposal, reach="everywhere", form={"reason": "Déjà compté"}
    ),
}
