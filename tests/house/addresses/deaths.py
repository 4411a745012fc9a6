from django.utils import timezone

from tests.house.addresses import Address
from tests.house.addresses.assistance import inside, registration
from wasl.assistance.models import Death
from wasl.core.permissions import Permission as P
from wasl.core.scope import system
from wasl.people.models import Registration


def noted(place):
    """A person of the place whose death is noted."""

    def make(world):
        given = registration(place)(world)

        def made():
            with system("load demo"):
                row = Registration.objects.for_system("load demo").get(pk=given["registration_id"])
                Death(
                    registration=row, died_on=timezone.localdate(), source="FAMILY", noted_at=timezone.now(),
                    unit_id=row.unit_id, path=row.path, level=row.level, seal=row.seal,
                ).save(force_insert=True)  # fmt: skip

        world.once(f"death {place}", made)
        return given

    return make


ADDRESSES = {
    "deaths:death": Address(P.CASE_CLOSE, ("GET", "POST"), **inside(registration)),
    "deaths:withdraw": Address(P.CASE_CLOSE, ("POST",), **inside(noted)),
}
