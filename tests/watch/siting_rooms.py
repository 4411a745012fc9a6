"""A question and an answer of the workbench, without the solver."""

from datetime import UTC, datetime

from wasl.watch.commands.siting import keep_answer
from wasl.watch.models import SitingOption
from wasl.watch.rules.siting import Asked, Target

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
QUESTION = Asked(objective="cover", target=Target.ALL, centres=2, radius_km=20.0, detour=1.3, each_province=False)
SITE = {"code": "05.081.01.03", "people": 50.0, "newly": 40.0, "only_here": 30.0, "mean_km": 4.0, "farthest_km": 9.0}
ANSWER = {
    "objective": "cover", "value": 90.0, "bound": 90.0, "gap": 0.0, "is_proven": True, "seconds": 0.1, "people": 100.0,
    "covered": 90.0, "newly": 80.0, "existing": 1, "mean_km": 7.0, "mean_km_before": None, "worst_tenth_km": 20.0,
    "worst_tenth_mean_km": 25.0, "robust": [{"detour": 1.3, "covered": 90.0, "mean_km": 7.0}],
    "sites": [SITE, {**SITE, "code": "05.081.01.01"}], "uncovered_people": 10.0, "uncovered_places": 1,
    "uncovered": [{"code": "05.081.03.01", "people": 10.0, "km": None}],
}  # fmt: skip


def answered(option: SitingOption) -> SitingOption:
    keep_answer(option_id=option.pk, now=NOW, answer=ANSWER, fault=None)
    return SitingOption.objects.get(pk=option.pk)
