from tests.house.addresses import Address
from tests.house.addresses.people import BOTH, of_person
from wasl.core.permissions import Permission as P


def _of_person(needs, methods=("GET",), **more):
    sealed = of_person("centre", is_sealed=True)
    return Address(needs, methods, inside=of_person("centre"), outside=of_person("stranger"), sealed=sealed, **more)


ADDRESSES = {
    "rights:timeline": _of_person(P.PERSON_READ),
    "rights:household": _of_person(P.PERSON_READ),
    "rights:consents": _of_person(P.CONSENT_RECORD, BOTH),
}
