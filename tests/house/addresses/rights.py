from datetime import date

from tests.house.addresses import Address
from tests.house.addresses.assistance import case, sealed
from tests.house.addresses.people import BOTH, JOB, of_person, person
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.core.scope import system
from wasl.rights.models import CorrectionRequest, Erasure, LegalHold


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


def erasure(place):
    """Proposed by somebody who is not the one that asks now."""

    def make(world):
        unit = getattr(world.institution, place)
        return _row(Erasure, unit=unit, path=unit.path, level=2, proposed_by=new_id())

    return lambda world: {"erasure_id": world.once(f"erasure {place}", lambda: make(world)).pk}


def hold(place, *, is_sealed=False):
    def make(world):
        own = person(place, is_sealed=is_sealed)(world)
        where = {"unit_id": own.unit_id, "path": own.path, "level": own.level, "seal": own.seal}
        return _row(LegalHold, registration=own, reason="AUDIT", set_by=new_id(), **where)

    return lambda world: {"hold_id": world.once(f"hold {place} {is_sealed}", lambda: make(world)).pk}


def _row(model, **values):
    with system(JOB):
        row = model(**values)
        row.save(force_insert=True)
    return row


def of_erasure(needs, methods=("GET",)):
    return Address(needs, methods, inside=erasure("centre"), outside=erasure("stranger"))


def named_in(needs):
    return Address(needs, BOTH, inside=case("centre"), outside=case("stranger"), sealed=sealed("case_id"))


ADDRESSES = {
    "rights:hold": _of_person(P.HOLD_SET, BOTH),
    "rights:hold-end": Address(
        P.HOLD_SET, ("POST",), inside=hold("centre"), outside=hold("stranger"), sealed=hold("centre", is_sealed=True)
    ),
    "rights:past": Address(P.ERASURE_PROPOSE, BOTH),
    "rights:erasures": Address(P.ERASURE_PROPOSE),
    "rights:erasure": of_erasure(P.ERASURE_PROPOSE),
    "rights:erasure-decide": of_erasure(P.ERASURE_DECIDE, ("POST",)),
    "rights:erasure-certificate": of_erasure(P.ERASURE_PROPOSE, ("POST",)),
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
