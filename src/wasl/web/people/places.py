"""A place as people say it: a commune by its name in either script, then a douar or a landmark in words."""

import re

from django.utils.timezone import localdate

from wasl.core.actor import Actor
from wasl.core.folding import search_key
from wasl.network.queries import units_on
from wasl.territory.queries import search, territory
from wasl.web.printed import comma, language

_APART = re.compile(r"[,،;]")
_COMMUNES = {"commune", "arrondissement"}


def read_place(text: str, *, province: str = "") -> tuple[str, str]:
    """(commune code, the rest in words). The first part is a commune when its name is one, in `province` or alone.

    What is no commune's name stays in words: nothing said is lost.
    """
    first, *rest = (part.strip() for part in _APART.split(text, maxsplit=1))
    code = _commune(first, province) if first else ""
    return (code, rest[0] if rest else "") if code else ("", text.strip())


def _commune(name: str, province: str) -> str:
    wanted = search_key(name)
    found = {
        hit.place.code: hit.place
        for hit in search(name, limit=12)
        if hit.place.level in _COMMUNES
        and wanted in {search_key(hit.place.name_fr), search_key(hit.place.name_ar), hit.place.code}
    }
    near = [code for code in found if province and code.startswith(province)]
    if len(near) == 1:
        return near[0]
    return next(iter(found)) if len(found) == 1 else ""


def place_text(commune_code: str, rest: str) -> str:
    """The same text again, in the language of the page."""
    return comma().join(filter(None, (commune_name(commune_code), rest)))


def commune_name(code: str) -> str:
    if not code:
        return ""
    try:
        place = territory(code)
    except LookupError:
        return code
    return str(place.name_ar if language() == "ar" else place.name_fr)


def province_of(actor: Actor) -> str:
    """Code of the province the posting in force stands in, empty above the provinces."""
    state = units_on(localdate()).filter(unit=actor.unit_id).first()
    return state.province_code if state else ""
