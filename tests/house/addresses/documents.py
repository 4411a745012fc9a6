from datetime import UTC, datetime

from tests.access.factories import actor, named
from tests.documents.factories import slip
from tests.house.addresses import OPEN, Address
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.core.scope import entered
from wasl.documents.commands import issue
from wasl.documents.rules import IssuingUnit

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def issued(world, place, *, seal=None):
    unit = getattr(world.institution, place)
    who = actor("WOMEN_OFFICER" if seal else "CENTRE_DIRECTOR", unit)
    who = named(who, seal) if seal else who
    letterhead = IssuingUnit(unit.pk, unit.path, "Centre", "مركز", "Institution", "مؤسسة")
    with entered(who):
        return issue(
            actor=who, template="reception_slip", lang="fr", data=slip(), unit=letterhead, level=4 if seal else 1,
            seal=seal, subject="reception", subject_id=new_id(), now=NOW,
        )  # fmt: skip


def paper(place, *, is_sealed=False):
    def arguments(world):
        seal = new_id() if is_sealed else None
        made = world.once(f"paper {place} {is_sealed}", lambda: issued(world, place, seal=seal))
        return {"document_id": made.pk}

    return arguments


ADDRESSES = {
    "documents:verify": Address(OPEN),
    "documents:verify_code": Address(OPEN, inside=lambda world: {"code": "K7QM3F9T0XAB42ZD"}, reach="everywhere"),
    "documents:paper": Address(
        P.DOCUMENT_READ,
        ("GET", "POST"),
        inside=paper("centre"),
        outside=paper("stranger"),
        sealed=paper("centre", is_sealed=True),
        form={"why": "justice"},
    ),  # fmt: skip
}
