from tests.house.addresses import Address
from wasl.core.permissions import Permission as P

SHEET = {"inside": lambda world: {"kind": "closure"}, "reach": "everywhere"}

ADDRESSES = {
    "voices:results": Address(P.UNIT_READ),
    "voices:start": Address(P.VOICE_HEAR),
    "voices:ticket": Address(P.VOICE_HEAR, ("POST",), form={"kind": "closure"}),
    "voices:sheet": Address(P.VOICE_HEAR, ("GET", "POST"), **SHEET),
    "voices:campaigns": Address(P.VOICE_PLAN, ("GET", "POST")),
}
