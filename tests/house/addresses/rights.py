from datetime import date

from tests.house.addresses import Address
from tests.house.addresses.assistance import case, sealed
from tests.house.addresses.people import BOTH, JOB, of_person, person
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.core.scope import system
from wasl.rights.models import CorrectionRequest


def _of_person(needs, methods=("GET",), **more):
    hidden = of_person("centre", is_sealed=True)
    return Address(needs, methods, inside=of_person("centre"), outside=of_person("stranger"), sealed=hidden, **more)


def correction(where, *, is_sealed=False):
    """Asked for by somebody who is not the one that asks now."""

    def make(world):
        own = person(where, is_sealed=is_sealed)(world)
        with system(JOB):
            row = CorrectionRequest(
                registration=own, unit_id=own.unit_id, path=own.path, level=own.level, seal=own.seal, asker="PERSON",
                before={"family_latin": "Zitouni"}, after={"family_latin": "Zaytouni"}, evidence="CNIE",
                asked_by=new_id(), due_on=date(2026, 12, 24),
            )  # fmt: skip
            row.save(force_insert=True)
        return row

    return lambda world: {"request_id": world.once(f"correction {where} {is_sealed}", lambda: make(world)).pk}


def _of_request(needs, methods=("GET",), **more):
    hidden = correction("centre", is_sealed=True)
    return Address(needs, methods, inside=correction("centre"), outside=correction("stranger"), sealed=hidden, **more)


def named_in(needs):
    return Address(needs, BOTH, inside=case("centre"), outside=case("stranger"), sealed=sealed("case_id"))


ADDRESSES = {
    "rights:access": Address(P.DISCLOSURE_ANSWER),
    "rights:access-new": Address(P.DISCLOSURE_ANSWER, BOTH),
    "rights:mentions": named_in(P.CASE_OPEN),
    "rights:correction-new": _of_person(P.CORRECTION_ASK, BOTH),
    "rights:corrections": Address(P.CORRECTION_DECIDE),
    "rights:correction": _of_request(P.PERSON_READ),
    "rights:correction-decide": _of_request(P.CORRECTION_DECIDE, ("POST",)),
    "rights:correction-receipt": _of_request(P.CORRECTION_ASK, ("POST",)),
    "rights:timeline": _of_person(P.PERSON_READ),
    "rights:household": _of_person(P.PERSON_READ),
    "rights:consents": _of_person(P.CONSENT_RECORD, BOTH),
}
