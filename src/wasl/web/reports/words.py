"""What codes of figures are called on screen."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext, npgettext
from django.utils.translation import gettext_lazy as _

from wasl.core.figures import Counted, Figure
from wasl.facts.engine.shapes import Dimension, Row
from wasl.facts.rules.indicator import Rule
from wasl.reports.outputs.printed import words
from wasl.reports.queries import territory_names
from wasl.reports.rules.definition import PLAIN, Shown
from wasl.reports.rules.printing import on_screen
from wasl.vocabulary.queries import label
from wasl.web.printed import language
from wasl.web.words import Words

_LISTS = {Dimension.AREA: "area", Dimension.TYPE: "establishment_types", Dimension.SEX: "sex"}


#: What is counted, after its number.
COUNTED: Mapping[Counted, Callable[[int], str]] = {
    Counted.PERSON: lambda n: npgettext("counted", "person", "persons", n),
    Counted.WOMAN: lambda n: npgettext("counted", "woman", "women", n),
    Counted.CHILD: lambda n: npgettext("counted", "child", "children", n),
    Counted.HOUSEHOLD: lambda n: npgettext("counted", "household", "households", n),
    Counted.PERSON_SERVICE: lambda n: npgettext("counted", "person-service", "person-services", n),
    Counted.ACT: lambda n: npgettext("counted", "act", "acts", n),
    Counted.ITEM: lambda n: npgettext("counted", "item", "items", n),
    Counted.ESTABLISHMENT: lambda n: npgettext("counted", "establishment", "establishments", n),
    Counted.SPACE: lambda n: npgettext("counted", "space", "spaces", n),
    Counted.UNIT: lambda n: npgettext("counted", "unit", "units", n),
    Counted.ASSOCIATION: lambda n: npgettext("counted", "association", "associations", n),
    Counted.COOPERATIVE: lambda n: npgettext("counted", "cooperative", "cooperatives", n),
    Counted.PROJECT: lambda n: npgettext("counted", "project", "projects", n),
    Counted.AGENT: lambda n: npgettext("counted", "agent", "agents", n),
    Counted.SESSION: lambda n: npgettext("counted", "session", "sessions", n),
    Counted.CASE: lambda n: npgettext("counted", "file", "files", n),
    Counted.MINUTE: lambda n: npgettext("counted", "minute", "minutes", n),
    Counted.PER_AGENT: lambda n: npgettext("counted", "file an agent", "files an agent", n),
    Counted.MAD: lambda n: npgettext("counted", "dirham", "dirhams", n),
    Counted.PERCENT: lambda _n: gettext("percent"),
}
RULES: Words = {
    Rule.EXISTING: _("Units open on the last day of the period"),
    Rule.OPENED: _("Units opened after the plan was launched"),
    Rule.DISTINCT_PERSONS: _("Distinct persons: somebody who comes twice counts once"),
    Rule.PERSON_SERVICES: _("Person-services: somebody counts at each act"),
    Rule.ACTS: _("Acts"),
    Rule.SUM: _("Sum of the states declared by each unit and approved"),
    Rule.SHARE: _("Share of a whole"),
    Rule.MEDIAN: _("Median: half are below it"),
    Rule.PER_AGENT: _("Shared between the agents in charge"),
    Rule.GROWTH: _("Growth since the period before"),
    Rule.TARGET: _("Decided by the plan"),
    Rule.REMAINING: _("Target less what is done"),
    Rule.MERGED: _("Recorded, or declared where a unit did not record throughout"),
}
KINDS: Words = {"reception": _("Reception"), "act": _("Act"), "orientation": _("Orientation")}
TOTALS: Words = {"person_services": _("Person-services"), "distinct_persons": _("Distinct persons")}
DIMENSIONS: Words = {
    Dimension.AREA: _("By area"),
    Dimension.TYPE: _("By type of unit"),
    Dimension.COMMUNE: _("By commune"),
    Dimension.PROVINCE: _("By province"),
    Dimension.SEX: _("By sex"),
}


def figure(value: Figure | None, shown: Shown = PLAIN) -> str:
    """On screen, in the language of the request."""
    return on_screen(value, shown, words=words(language()))


def counted(unit: Counted, value: Figure | None) -> str:
    """As one says it after the number: « 1 établissement », « 2 établissements »; several where none is told."""
    return COUNTED[unit](2 if value is None else abs(int(value.value)))


def about(row: Row) -> str:
    """What a recorded row is: its kind and its service; the type of a unit of the network."""
    if row.kind in KINDS:
        return f"{KINDS[row.kind]} · {label('services', row.key, language())}"
    return label("establishment_types", row.unit_type, language()) if row.unit_type else ""


def parts(by: Dimension, codes: Iterable[str]) -> Mapping[str, str]:
    """Names of a breakdown's codes, "" included; a code nobody knows shows itself."""
    codes = list(codes)
    if by in _LISTS:
        names = {code: label(_LISTS[by], code, language()) for code in codes if code}
    else:
        known = territory_names(codes)
        names = {code: known[code].in_(language()) if code in known else code for code in codes if code}
    return names | {"": str(_("Not specified"))}
