"""Where the alerts are: a map of the reader's communes or provinces, and the same in words beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wasl.territory import boundaries
from wasl.territory.queries import below, territory
from wasl.territory.rules import Level
from wasl.watch.queries.alerts import Ranked
from wasl.watch.queries.territories import lies_in
from wasl.web.territory.charts import name_of

#: Classes of the map: how many alerts a place has.
_CLASSES = ((0, 0, "0"), (1, 1, "1"), (2, 2, "2"), (3, 4, "3 – 4"), (5, 999, "5 +"))


def map_of(shown: Iterable[Ranked], territories: Sequence[str]) -> dict[str, Any] | None:
    """Communes of one province, provinces of anything wider; None where no outline is shipped."""
    if len(territories) != 1:
        within, level = "MA", Level.PROVINCE
    else:
        within = territories[0]
        level = Level.COMMUNE if within.count(".") == 1 else Level.PROVINCE
    place = territory(within)
    name = boundaries.name_for(place, level)
    if name is None:
        return None
    counts = _counts([one.alert.territory for one in shown], level)
    parts = [one for one in below(place, level).order_by("code") if lies_in(one.code, territories)]
    inside = place.path.rstrip("/").rpartition("/")[2]
    return {
        "kind": "map",
        "title": _("Alerts of the week"),
        "shapes": f"{reverse('territory:boundary', args=[name, boundaries.digest(name)])}#{inside}",
        "property": "code",
        "values": [{"code": one.code, "name": name_of(one), "value": counts(one.code)} for one in parts],
        "classes": [{"from": low, "to": high, "label": text} for low, high, text in _CLASSES],
        "missing": _("no data"),
        "unit": "",
    }


def _counts(codes: Sequence[str], level: str):  # type: ignore[no-untyped-def]
    """Alerts of the place itself, of what lies in it, and of a group of communes that holds it."""
    found = Counter(codes)

    def of(code: str) -> int:
        around = {code, code.rpartition(".")[0]} if level == Level.COMMUNE else {code}
        return sum(number for one, number in found.items() if one in around or one.startswith(f"{code}."))

    return of
