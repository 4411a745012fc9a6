"""Places by name and distance, for what is told without a map."""

from collections.abc import Iterable
from math import cos, radians

from wasl.assistance.queries.places import km_between
from wasl.territory.models import Territory
from wasl.territory.rules import Level

KM_PER_DEGREE = 111.0
_COMMUNES = (Level.COMMUNE, Level.ARRONDISSEMENT)


def near_places(code: str, *, km: int) -> frozenset[str]:
    """Communes whose centre lies within `km` of that of `code`, itself included; of a province, itself alone."""
    here = Territory.objects.filter(code=code, level__in=_COMMUNES, latitude__isnull=False).first()
    if here is None or here.latitude is None or here.longitude is None:
        return frozenset({code})
    high = km / KM_PER_DEGREE
    wide = high / max(0.1, cos(radians(here.latitude)))
    box = Territory.objects.filter(
        level__in=_COMMUNES, latitude__range=(here.latitude - high, here.latitude + high),
        longitude__range=(here.longitude - wide, here.longitude + wide),
    )  # fmt: skip
    mine = (here.latitude, here.longitude)
    found = box.values_list("code", "latitude", "longitude")
    return frozenset({code, *(one for one, lat, lon in found if km_between(mine, (lat or 0.0, lon or 0.0)) <= km)})


def names_of_places(codes: Iterable[str], *, lang: str) -> dict[str, str]:
    column = "name_ar" if lang == "ar" else "name_fr"
    return dict(Territory.objects.filter(code__in=set(codes)).values_list("code", column))
