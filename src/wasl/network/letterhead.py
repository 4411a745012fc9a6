"""What a unit puts at the head of its papers."""

from datetime import date

from wasl.documents.rules import IssuingUnit
from wasl.network.models import Institution, Unit
from wasl.network.names import names_of


def issuing_unit(unit: Unit, *, on: date) -> IssuingUnit:
    """The unit with its names in force on the day; raises KeyError when it had none, or there is no institution."""
    name = names_of([unit.pk], on=on)[unit.pk]
    institution = Institution.objects.first()
    if institution is None:
        raise KeyError("institution")
    return IssuingUnit(
        id=unit.pk,
        path=unit.path,
        name_fr=name.fr,
        name_ar=name.ar,
        institution_fr=institution.name_fr,
        institution_ar=institution.name_ar,
        is_demo=institution.mode == Institution.Mode.DEMO,
    )
