"""What became of what was sent, by destination: counts over the orientations that the reader may read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Aggregate, Case, CharField, Count, DurationField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.timezone import make_aware
from django.utils.translation import get_language

from wasl.assistance.models import DirectoryEntry, Orientation
from wasl.assistance.queries.orientations import visible
from wasl.assistance.rules import WAITS_FOR_ANSWER, OrientationState
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.scope import path_range
from wasl.network.models import UnitState
from wasl.network.queries import visible_names
from wasl.network.rules import SECRET_TYPES

_S = OrientationState
#: Last answer -> the column that counts it; without any: still awaited, or never given.
OUTCOMES: dict[str, Q] = {
    "waiting": Q(answer="", state__in=sorted(WAITS_FOR_ANSWER)),
    "unanswered": Q(answer="") & ~Q(state__in=sorted(WAITS_FOR_ANSWER)),
    "accepted": Q(answer__in=[_S.ACCEPTED, _S.APPOINTED]),
    "served": Q(answer=_S.SERVED),
    "absent": Q(answer=_S.ABSENT),
    "refused": Q(answer=_S.REFUSED),
}


class Place(NamedTuple):
    """Where orientations went: a unit, a line of the directory, or a kind of service; "secret" for all places that the
    reader may not tell apart."""

    kind: str
    key: str = ""

    @classmethod
    def of_entry(cls, entry: DirectoryEntry) -> "Place":
        return cls("unit", str(entry.of_unit_id)) if entry.of_unit_id else cls("entry", str(entry.pk))

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The inverse of `str`; None for what was tampered with."""
        kind, _colon, key = text.partition(":")
        if kind in {"unit", "entry"}:
            try:
                return cls(kind, str(UUID(key)))
            except ValueError:
                return None
        return cls(kind, key[:20]) if kind == "kind" and key or kind == "secret" else None

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(slots=True)
class Figures:
    """Counts of orientations; waiting + unanswered + accepted + served + absent + refused = sent. `median_days` from
    sending to the first answer; None while nobody answered. `reasons` of refusals by code."""

    sent: int = 0
    waiting: int = 0
    unanswered: int = 0
    accepted: int = 0
    served: int = 0
    absent: int = 0
    refused: int = 0
    median_days: float | None = None
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        return self.accepted + self.served + self.absent + self.refused

    @property
    def take_up(self) -> float | None:
        """Served out of sent, in percent."""
        return 100 * self.served / self.sent if self.sent else None

    @property
    def answer_rate(self) -> float | None:
        """Answered out of those whose answer is no longer simply awaited, in percent."""
        over = self.answered + self.unanswered
        return 100 * self.answered / over if over else None


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def hidden_units(actor: Actor) -> Any:
    """A query of the ids of units that protect women or children and lie outside the reader's part of the tree."""
    low, high = path_range(actor.path)
    secret = UnitState.objects.filter(type__in=SECRET_TYPES)
    if actor.may(Permission.UNIT_READ_PROTECTED):
        secret = secret.exclude(unit__path__gte=low, unit__path__lt=high)
    return secret.values("unit_id")


def at_place(rows: QuerySet[Orientation], place: Place, *, actor: Actor) -> QuerySet[Orientation]:
    """Of `rows`, those that went there; a place that is hidden from the reader has none."""
    if place.kind == "secret":
        return rows.filter(to_unit_id__in=hidden_units(actor))
    if place.kind == "unit":
        return rows.filter(to_unit_id=UUID(place.key)).exclude(to_unit_id__in=hidden_units(actor))
    if place.kind == "entry":
        return rows.filter(entry_id=UUID(place.key), to_unit_id=None)
    return rows.filter(destination=place.key, entry_id=None, to_unit_id=None)


def figures_by_place(
    *, actor: Actor, since: date, until: date | None = None, rows: Iterable[DirectoryEntry] | None = None
) -> dict[Place, Figures]:
    """Of what was sent from `since` to `until` (both included), by destination; of the given lines of the directory
    alone, when there are any."""
    sent = _sent_between(actor, since, until)
    if rows is not None:
        kept = list(rows)
        units = [row.of_unit_id for row in kept if row.of_unit_id]
        sent = sent.filter(Q(to_unit_id__in=units) | Q(entry_id__in=[row.pk for row in kept if not row.of_unit_id]))
    placed = sent.annotate(place=_place(actor)).order_by().values("place")
    counts = {name: Count("pk", filter=condition) for name, condition in OUTCOMES.items()}
    waits = Median(F("answered_at") - F("sent_at"), filter=Q(answered_at__isnull=False))
    found: dict[Place, Figures] = {}
    counted: Any = placed.annotate(sent=Count("pk"), median=waits, **counts)
    for row in counted:
        place, median = Place.read(row.pop("place")), row.pop("median")
        if place is not None:
            found[place] = Figures(**row, median_days=median.total_seconds() / 86_400 if median is not None else None)
    refused = placed.filter(OUTCOMES["refused"]).values("place", "answer_reason").annotate(times=Count("pk"))
    for named, reason, times in refused.values_list("place", "answer_reason", "times"):
        place = Place.read(named)
        if place is not None:
            found[place].reasons[reason] = times
    return found


def _place(actor: Actor) -> Case:
    """The text of a `Place`: what is hidden is one place, a unit another whatever line of the directory led to it."""
    text = CharField()
    return Case(
        When(to_unit_id__in=hidden_units(actor), then=Value("secret:")),
        When(to_unit_id__isnull=False, then=Concat(Value("unit:"), Cast("to_unit_id", text))),
        When(entry_id__isnull=False, then=Concat(Value("entry:"), Cast("entry_id", text))),
        default=Concat(Value("kind:"), F("destination")),
        output_field=text,
    )


def _sent_between(actor: Actor, since: date, until: date | None) -> QuerySet[Orientation]:
    rows = visible(actor).filter(sent_at__gte=make_aware(datetime.combine(since, time())))
    if until is not None:
        rows = rows.filter(sent_at__lt=make_aware(datetime.combine(until, time.max)))
    return rows


def named_places(*, actor: Actor, places: Iterable[Place], on: date) -> dict[Place, str]:
    """Names of units and of lines of the directory in the language in force; kinds and hidden places have none."""
    known = list(places)
    language = get_language() or "fr"
    names = visible_names(
        actor=actor, unit_ids={UUID(place.key) for place in known if place.kind == "unit"}, day=on,
        language="ar" if language == "ar" else "fr",
    )  # fmt: skip
    entries = DirectoryEntry.objects.filter(pk__in=[UUID(place.key) for place in known if place.kind == "entry"])
    column = "name_ar" if language == "ar" else "name_fr"
    found = {Place("unit", str(pk)): name for pk, name in names.items()}
    return found | {Place("entry", str(pk)): name for pk, name in entries.values_list("pk", column)}


def behind(
    rows: QuerySet[Orientation], *, actor: Actor, place: str = "", outcome: str = "", reason: str = "",
    since: date | None = None,
) -> QuerySet[Orientation]:  # fmt: skip
    """Of `rows`, those that a figure of a destination counts; what was tampered with counts none."""
    if place:
        read = Place.read(place)
        rows = at_place(rows, read, actor=actor) if read else rows.none()
    if outcome:
        rows = rows.filter(OUTCOMES[outcome]) if outcome in OUTCOMES else rows.none()
    if reason:
        rows = rows.filter(answer_reason=reason[:20])
    if since:
        rows = rows.filter(sent_at__gte=make_aware(datetime.combine(since, time())))
    return rows
