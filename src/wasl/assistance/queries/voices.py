"""What beneficiaries say, by unit, province and in all: counts that are only shown from enough answers on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from wasl.assistance.models import Voice, VoiceCampaign
from wasl.assistance.rules.voices import DECLINED, SHEET, VERSION, VoiceKind
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.core.scope import path_range, system
from wasl.network.models import Unit

JOB = "hear voices"


@dataclass(frozen=True, slots=True)
class Said:
    """Of one unit or province, or of all (`unit_id` None): sheets, refusals, and (question, face) to its count."""

    unit_id: UUID | None
    province_id: UUID | None
    sheets: int
    declined: int
    faces: Mapping[tuple[str, str], int]


def said(*, actor: Actor, kind: VoiceKind, year: int) -> tuple[list[Said], list[Said], Said]:
    """Units of the actor's territory; provinces; the whole. Whoever prints it hides what is too small.

    A week is of the year of its Monday.
    """
    require(actor, Permission.UNIT_READ)
    with transaction.atomic(), system(JOB):
        rows = list(
            Voice.objects.filter(kind=kind, version=VERSION, week__year=year)
            .values_list("unit_id", "unit__path", "question", "answer")
            .annotate(total=Sum("count"))
        )
    delegations = dict(Unit.objects.filter(kind="DELEG").values_list("path", "pk"))
    low, high = path_range(actor.path)
    units: dict[UUID, Counter[tuple[str, str]]] = {}
    provinces: dict[UUID, Counter[tuple[str, str]]] = {}
    everything: Counter[tuple[str, str]] = Counter()
    province_of: dict[UUID, UUID] = {}
    for unit_id, path, question, answer, total in rows:
        key = (question, answer)
        province = next((pk for above, pk in delegations.items() if path.startswith(above)), unit_id)
        everything[key] += total
        provinces.setdefault(province, Counter())[key] += total
        if low <= path < high:
            units.setdefault(unit_id, Counter())[key] += total
            province_of[unit_id] = province
    return (
        [_said(unit_id, province_of[unit_id], counts) for unit_id, counts in units.items()],
        [_said(province, province, counts) for province, counts in provinces.items()],
        _said(None, None, everything),
    )


def _said(unit_id: UUID | None, province_id: UUID | None, counts: Counter[tuple[str, str]]) -> Said:
    faces = {key: count for key, count in counts.items() if key[0] not in {SHEET, DECLINED}}
    return Said(unit_id, province_id, counts[SHEET, ""], counts[DECLINED, ""], faces)


def campaigns_of(*, actor: Actor, year: int) -> list[VoiceCampaign]:
    rows = VoiceCampaign.objects.visible_to(actor, Permission.VOICE_PLAN).filter(year=year).select_related("unit")
    return list(rows.order_by("path")[:500])
