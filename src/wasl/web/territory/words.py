"""What levels, kinds, areas and sexes are called on screen."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wasl.territory.rules import INNER_PREFECTURE, Level
from wasl.web.words import Words

if TYPE_CHECKING:
    from wasl.territory.models import Territory

LEVELS: Words = {
    Level.COUNTRY: _("Country"),
    Level.REGION: _("Region"),
    Level.PROVINCE: _("Province"),
    Level.CERCLE: _("Cercle"),
    Level.COMMUNE: _("Commune"),
    Level.ARRONDISSEMENT: _("Arrondissement"),
    Level.ANNEX: _("Caïdat or administrative annex"),
    Level.DOUAR: _("Douar"),
}
BREAKDOWNS: Words = {
    Level.REGION: _("By region"),
    Level.PROVINCE: _("By province"),
    Level.CERCLE: _("By cercle"),
    Level.COMMUNE: _("By commune"),
    Level.ARRONDISSEMENT: _("By arrondissement"),
}
KINDS: Words = {
    "prefecture": _("Prefecture"),
    INNER_PREFECTURE: _("Prefecture of arrondissements"),
    "caidat": _("Caïdat"),
    "annexe": _("Administrative annex"),
    "pachalik": _("Pachalik"),
}
AREAS: Words = {"": _("Urban and rural"), "URB": _("Urban"), "RUR": _("Rural")}
SEXES: Words = {"": _("Women and men"), "F": _("Women"), "M": _("Men")}


def kind_of(place: "Territory") -> str:
    """« Préfecture » rather than « Province » where that is what it is."""
    return str(KINDS.get(place.kind) or LEVELS[Level(place.level)])
