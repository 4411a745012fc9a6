from tests.access.factories import actor
from tests.house.addresses import Address
from wasl.core.permissions import Permission as P
from wasl.network.commands.imports import hold_units
from wasl.network.importing import LAYOUT
from wasl.network.workbooks import with_verdicts


def unit(place):
    return lambda world: {"code": getattr(world.institution, place).code}


def changed(permission):
    """A unit is changed from the unit above it."""
    ends = {"inside": unit("centre"), "outside": unit("stranger"), "reach": "delegation"}
    return Address(permission, ("GET", "POST"), **ends)


def sent(world):
    """A workbook that another account sent: nobody's but that account's."""
    rows = [
        {"code": "E900", "kind": "CENTRE", "parent": "MA", "opened_on": "2020-01-01", "name_fr": "N", "name_ar": "ن"}
    ]
    content = with_verdicts(LAYOUT, [(row, "", []) for row in rows])
    holder = actor("SYSTEM_ADMIN", world.institution.hq)
    return {"import_id": hold_units(actor=holder, file_name="unites.xlsx", content=content).pk}


ADDRESSES = {
    "network:list": Address(P.UNIT_READ),
    "network:map": Address(P.UNIT_READ),
    "network:unit": Address(P.UNIT_READ, inside=unit("centre"), reach="everywhere"),
    "network:imports": Address(P.UNIT_CREATE, ("GET", "POST"), inside=lambda world: {}, reach="hq"),
    "network:import_model": Address(P.UNIT_CREATE, inside=lambda world: {"kind": "units"}, reach="hq"),
    "network:import": Address(P.UNIT_CREATE, inside=sent, reach="hq", empty_at_first=True),
    "network:import_verdicts": Address(P.UNIT_CREATE, inside=sent, reach="hq", empty_at_first=True),
    "network:import_take": Address(P.UNIT_CREATE, ("POST",), inside=sent, reach="hq", empty_at_first=True),
    "network:import_undo": Address(P.UNIT_CREATE, ("POST",), inside=sent, reach="hq", empty_at_first=True),
    "network:create": Address(
        P.UNIT_CREATE, ("GET", "POST"), inside=unit("delegation"), outside=unit("other"), reach="delegation"
    ),
    "network:change": changed(P.UNIT_CHANGE),
    "network:move": changed(P.UNIT_MOVE),
    "network:close": changed(P.UNIT_CLOSE),
    "network:correct": changed(P.UNIT_CHANGE),
}
