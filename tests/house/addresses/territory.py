from tests.access.factories import actor
from tests.house.addresses import POSTED, Address
from wasl.core.permissions import Permission as P
from wasl.territory import boundaries, commands

AZILAL = "05.081"
FILE = "code;type;nom en français;nom en arabe;rattachement;depuis le;jusqu’au\n"
FILE += "AZ-C1;caïdat;Zaouiat Ahansal;زاوية أحنصال;05.081.03;01/01/2016;\n"


def of_azilal(**more):
    return lambda world: {"code": AZILAL, **more}


def outlines(world):
    return {"name": "regions", "digest": boundaries.digest("regions")}


def upload(world):
    planner = actor("STATISTICIAN", world.institution.hq)
    held = commands.hold_upload(actor=planner, file_name="caidats.csv", content=FILE.encode())
    return {"upload_id": held.pk}


ADDRESSES = {
    "territory:home": Address(P.TERRITORY_READ),
    "territory:search": Address(P.TERRITORY_READ),
    "territory:boundary": Address(POSTED, inside=outlines, reach="everywhere"),
    "territory:import": Address(P.TERRITORY_IMPORT, ("GET", "POST")),
    "territory:review": Address(P.TERRITORY_IMPORT, ("GET", "POST"), inside=upload, reach="everywhere"),
    "territory:export": Address(P.TERRITORY_READ, inside=of_azilal(extension="csv"), reach="everywhere"),
    "territory:page": Address(P.TERRITORY_READ, inside=of_azilal(), reach="everywhere"),
}
