"""A small institution: headquarters, one coordination, two delegations, a few centres. Plainly fictional."""

from datetime import date
from itertools import count

from wasl.network.models import Unit, UnitState

_numbers = count(1)
OPENED = date(2010, 1, 1)


def unit(
    kind: str = "CENTRE",
    *,
    parent: Unit | None = None,
    code: str | None = None,
    type: str = "",
    opened_on: date = OPENED,
    **state: object,
) -> Unit:
    """An open unit with one state since its opening; HQ without a parent."""
    code = code or ("MA" if kind == "HQ" else f"T{next(_numbers):04d}")
    path = f"{parent.path if parent else ''}{code}."
    made = Unit.objects.create(code=code, kind=kind, path=path, opened_on=opened_on)
    names = {"name_fr": f"Unité {code}", "name_ar": f"وحدة {code}"}
    UnitState.objects.create(unit=made, since=opened_on, parent=parent, type=type, **(names | state))
    return made


class SmallInstitution:
    """`centre` and `sister` are in `delegation`; `stranger` is in `other`, another delegation."""

    def __init__(self) -> None:
        self.hq = unit("HQ")
        self.coordination = unit("COORD", parent=self.hq)
        self.delegation = unit("DELEG", parent=self.coordination)
        self.other = unit("DELEG", parent=self.coordination)
        self.centre = unit("CENTRE", parent=self.delegation, type="CAS", area="URB")
        self.sister = unit("CENTRE", parent=self.delegation, type="CEF", area="RUR")
        self.stranger = unit("CENTRE", parent=self.other, type="CAS", area="RUR")
