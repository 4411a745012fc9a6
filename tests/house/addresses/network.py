from tests.house.addresses import Address
from wasl.core.permissions import Permission as P


def unit(place):
    return lambda world: {"code": getattr(world.institution, place).code}


def changed(permission):
    """A unit is changed from the unit above it."""
    ends = {"inside": unit("centre"), "outside": unit("stranger"), "reach": "delegation"}
    return Address(permission, ("GET", "POST"), **ends)


ADDRESSES = {
    "network:list": Address(P.UNIT_READ),
    "network:map": Address(P.UNIT_READ),
    "network:unit": Address(P.UNIT_READ, inside=unit("centre"), reach="everywhere"),
    "network:create": Address(
        P.UNIT_CREATE, ("GET", "POST"), inside=unit("delegation"), outside=unit("other"), reach="delegation"
    ),
    "network:change": changed(P.UNIT_CHANGE),
    "network:move": changed(P.UNIT_MOVE),
    "network:close": changed(P.UNIT_CLOSE),
    "network:correct": changed(P.UNIT_CHANGE),
}
