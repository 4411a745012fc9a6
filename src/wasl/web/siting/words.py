"""The workbench's codes in words, and its figures as one reads them."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wasl.vocabulary.queries import label
from wasl.watch.rules.siting import PLANNED, SitingFault, SitingState, Target
from wasl.web import printed
from wasl.web.words import Words

if TYPE_CHECKING:
    from wasl.watch.models import SitingOption

TARGETS: Words = {
    Target.ALL: gettext_lazy("Everybody"),
    Target.CHILDREN: gettext_lazy("Children under 15"),
    Target.WOMEN: gettext_lazy("Women"),
    Target.ELDERLY: gettext_lazy("People of 60 and over"),
    Target.DISABLED: gettext_lazy("People with a disability"),
}
OBJECTIVES: Words = {
    "cover": gettext_lazy("Reach as many people as possible within a distance"),
    "p-median": gettext_lazy("Make the mean journey as short as possible"),
}
STATES: Words = {
    SitingState.WAITING: gettext_lazy("Being worked out"),
    SitingState.DONE: gettext_lazy("Ready"),
    SitingState.FAILED: gettext_lazy("No answer"),
}
FAULTS: Words = {
    SitingFault.GROUPS: gettext_lazy("There are fewer centres than provinces without one: ask for more centres."),
    SitingFault.PLACES: gettext_lazy("Too few communes are left, or a province has none left."),
    SitingFault.SHARE: gettext_lazy("So large a share of rural communes is out of reach."),
    SitingFault.NONE: gettext_lazy("No choice satisfies all that was asked: ask for less, or for more centres."),
    SitingFault.BROKEN: gettext_lazy("The calculation broke off. Ask again."),
}
FIELDS: Words = {
    "name": gettext_lazy("Give the plan a name."),
    "centres": gettext_lazy("Say how many centres, or give a budget."),
    "budget": gettext_lazy("With a budget, say what a centre costs in a rural and in an urban commune."),
    "capacity": gettext_lazy("Room for so many people goes with reaching people within a distance."),
    "reason": gettext_lazy("Say why not there."),
    "refused": gettext_lazy("So many communes were refused already that the plan should be asked anew."),
}


def type_name(code: str) -> str:
    return label("establishment_types", code, printed.language())


def types() -> list[tuple[str, str]]:
    return [(code, type_name(code)) for code in PLANNED]


def asked_lines(option: "SitingOption") -> list[str]:
    """What was asked, in a few phrases."""
    asked = option.asked
    said = [str(OBJECTIVES[asked["objective"]]), str(TARGETS[Target(asked["target"])])]
    if asked["centres"] is not None:
        said.append(_("New centres: %(count)s") % {"count": printed.number(asked["centres"])})
    else:
        said.append(_("Budget: %(sum)s MAD") % {"sum": printed.number(asked["budget"])})
    said.append(_("Within %(km)s km by road") % {"km": printed.number(asked["radius_km"], 0)})
    said.append(_("Straight line × %(detour)s") % {"detour": printed.number(asked["detour"], 1)})
    return said + _rules(asked)


def _rules(asked: dict[str, Any]) -> list[str]:
    said = []
    if asked["each_province"]:
        said.append(_("At least one in each province"))
    if asked["rural_percent"]:
        said.append(_("At least %(share)s in rural communes") % {"share": printed.percent(asked["rural_percent"], 0)})
    if asked["counts_road"]:
        said.append(_("The way to the paved road is added"))
    if asked["capacity"]:
        said.append(_("Room for %(count)s people each") % {"count": printed.number(asked["capacity"])})
    if asked["refused"]:
        said.append(_("Communes refused: %(count)s") % {"count": printed.number(len(asked["refused"]))})
    return said


def quality(answer: dict[str, Any]) -> str:
    """How far from the best, without a word of the trade."""
    if answer["is_proven"]:
        return _("No other choice does better: this was proven.")
    gap = (answer["gap"] or 0) * 100
    return _("Another choice could do better by %(gap)s at most.") % {"gap": printed.percent(gap, 2)}
