"""Finding a place, and reading what was counted there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.folding import search_key
from wasl.core.permissions import Permission
from wasl.territory import bulk
from wasl.territory.importing import Entry, Known, Outcome, Verdict, judge
from wasl.territory.models import CensusColumn, CensusFigures, FormerCode, Source, Territory, Upload
from wasl.territory.rules import (
    BREAKDOWNS,
    COUNTRY_CODE,
    IMPORTED,
    INNER_PREFECTURE,
    Level,
    consonants,
    is_code,
    read_code,
)


class UnknownTerritory(LookupError):
    """No territory bears this code, nor ever did; `near` is the nearest one above that exists, if any."""

    def __init__(self, code: str, near: Territory | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.near = near


class Renumbered(LookupError):
    """The code was valid until `until_year`; `territory` is the same place under its code of today."""

    def __init__(self, former: FormerCode) -> None:
        super().__init__(f"{former.code} is now {former.territory.code}")
        self.code = former.code
        self.until_year = former.until_year
        self.territory = former.territory


def territory(code: str) -> Territory:
    """By code, however it was typed; raises Renumbered or UnknownTerritory."""
    wanted = read_code(code)
    found = Territory.objects.select_related("parent").filter(code=wanted).first()
    if found:
        return found
    former = FormerCode.objects.select_related("territory").filter(code=wanted).first()
    if former:
        raise Renumbered(former)
    raise UnknownTerritory(wanted, _nearest(wanted))


def country() -> Territory:
    return Territory.objects.get(code=COUNTRY_CODE)


def _nearest(code: str) -> Territory | None:
    if not is_code(code):
        return None
    parts = code.split(".")
    above = [".".join(parts[:n]) for n in range(1, len(parts))]
    return Territory.objects.filter(code__in=above).order_by("-path").first()


def ancestors_of(place: Territory) -> list[Territory]:
    """From the country down to the parent."""
    codes = [COUNTRY_CODE, *place.path.split("/")[:-2]] if place.path else []
    return list(Territory.objects.filter(code__in=codes).order_by("path"))


def below(place: Territory, level: str | None = None, *, on: date | None = None) -> QuerySet[Territory]:
    """Everything under the place, itself excluded; one level of it; what existed on that day."""
    found = Territory.objects.filter(path__startswith=place.path).exclude(pk=place.pk)
    if level:
        found = found.filter(level=level)
    return existing(found, on) if on else found


def existing(found: QuerySet[Territory], on: date) -> QuerySet[Territory]:
    return found.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )


@dataclass(slots=True)
class Branch:
    """One node of the tree as drawn: a place and what stands directly under it."""

    place: Territory
    branches: list["Branch"] = field(default_factory=list)


def tree_of(place: Territory, *, on: date, depth: int = 2) -> list[Branch]:
    """The `depth` levels under the place, in the order of the official codes."""
    found: dict[int | None, list[Branch]] = {}
    roots: list[Branch] = []
    parents = {place.pk}
    for _ in range(depth):
        rows = existing(Territory.objects.filter(parent__in=parents), on).order_by("code")
        branches = [Branch(row) for row in rows]
        for branch in branches:
            found.setdefault(branch.place.parent_id, []).append(branch)
        parents = {branch.place.pk for branch in branches}
    roots = found.get(place.pk, [])
    for branch in roots:
        branch.branches = found.get(branch.place.pk, [])
    return roots


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found; `former` when it was found by what it was called or numbered until `former.until_year`."""

    place: Territory
    former: FormerCode | None = None


_ORDER = {level: n for n, level in enumerate(Level)}


MOST_HITS = 20
_ENOUGH = 5


def search(words: str, *, limit: int = MOST_HITS) -> list[Hit]:
    """By code or name, of today or former, in either script, however spelled; the surest first.

    Names that only sound alike come when hardly any is written alike.
    """
    code = read_code(words)
    if is_code(code) or code == COUNTRY_CODE:
        return _by_code(code, limit)
    key = search_key(words)
    if len(key) < 2:
        return []
    hits = _written_alike(key)
    if len(hits) < _ENOUGH:
        known = {hit.place.pk for hit in hits}
        hits += [hit for hit in _sounding_alike(words) if hit.place.pk not in known]
    return hits[:limit]


def find(*, actor: Actor, words: str) -> list[Hit]:
    require(actor, Permission.TERRITORY_READ)
    return search(words)


def _by_code(code: str, limit: int) -> list[Hit]:
    hits = [Hit(place) for place in Territory.objects.filter(code=code)]
    hits += [Hit(f.territory, f) for f in FormerCode.objects.filter(code=code).select_related("territory")]
    if not hits:
        hits = [Hit(place) for place in Territory.objects.filter(code__startswith=code).order_by("code")[:limit]]
    return hits


def _words_of(field_name: str, words: Sequence[str]) -> Q:
    """Each word typed begins a word of the field."""
    condition = Q()
    for word in words:
        condition &= Q(**{f"{field_name}__startswith": word}) | Q(**{f"{field_name}__contains": f" {word}"})
    return condition


def _written_alike(key: str) -> list[Hit]:
    words = key.split()
    hits = [Hit(place) for place in Territory.objects.filter(_words_of("search", words)).select_related("parent")]
    known = {hit.place.pk for hit in hits}
    former = FormerCode.objects.filter(_words_of("search", words)).select_related("territory__parent")
    hits += [Hit(each.territory, each) for each in former if each.territory_id not in known]
    return sorted(hits, key=lambda hit: _rank(hit, key))


def _rank(hit: Hit, key: str) -> tuple[bool, int, int]:
    """The very name first, then the larger division, then the more people."""
    names = {search_key(hit.place.name_fr), search_key(hit.place.name_ar)}
    return key not in names, _ORDER[Level(hit.place.level)], -(hit.place.population_2024 or 0)


def _sounding_alike(words: str) -> list[Hit]:
    wanted = consonants(words).split()
    if sum(map(len, wanted)) < 3:
        return []
    found = Territory.objects.filter(_words_of("consonants", wanted)).select_related("parent")
    exact = " ".join(wanted)
    ordered = sorted(found, key=lambda place: (exact not in place.consonants.split(" | "), _ORDER[Level(place.level)]))
    return [Hit(place) for place in ordered]


@dataclass(frozen=True, slots=True)
class Line:
    """One place of a table; None is a figure the census did not publish there.

    `is_sum`: a census published only the parts of this place, and its figure is their sum.
    """

    place: Territory
    value_2014: float | None
    value_2024: float | None
    comparable: bool
    is_sum: bool = False

    @property
    def difference(self) -> float | None:
        """From 2014 to 2024, in the unit of the figure; none where the two do not compare."""
        if not self.comparable or self.value_2014 is None or self.value_2024 is None:
            return None
        return round(self.value_2024 - self.value_2014, 4)

    def value(self, census: int) -> float | None:
        return self.value_2024 if census == 2024 else self.value_2014


@dataclass(frozen=True, slots=True)
class Table:
    """`censuses` are those that published the indicator; `whole` is the line of the place itself.

    `area` and `sex` are those shown, which are "" where the indicator does not part them.
    """

    unit: str
    censuses: tuple[int, ...]
    comparable: bool
    sexes: tuple[str, ...]
    has_areas: bool
    area: str
    sex: str
    lines: list[Line]
    whole: Line


def table_of(
    place: Territory, *, level: str, indicator: str, area: str = "", sex: str = "", on: date | None = None
) -> Table:
    """An indicator in every territory of one level under the place, in 2014 and 2024.

    `area` is "", URB or RUR; `sex` "", F or M. Figures are HCP's own at each level, except counts of places it
    published in parts alone, which are summed and marked.
    """
    columns = {column.census: column for column in CensusColumn.objects.filter(code=indicator)}
    latest = columns[max(columns)]
    has_areas = latest.subject in {"people", "households"}
    area = area if has_areas else ""
    sex = sex if sex in latest.sexes else ""
    places = _parts(place, level, on)
    ids = {place.pk, *(each.pk for each in places)}
    values = {census: _values(column, ids, area, sex) for census, column in columns.items()}
    comparable = len(columns) > 1 and all(column.comparable for column in columns.values())

    def line(of: Territory) -> Line:
        (before, was_summed), (now, is_summed) = (
            values.get(census, {}).get(of.pk, (None, False)) for census in bulk.CENSUSES
        )
        is_sum = (was_summed and before is not None) or (is_summed and now is not None)
        return Line(of, before, now, comparable, is_sum)

    return Table(
        unit=latest.unit,
        censuses=tuple(sorted(columns)),
        comparable=comparable,
        sexes=tuple(latest.sexes),
        has_areas=has_areas,
        area=area,
        sex=sex,
        lines=[line(each) for each in places],
        whole=line(place),
    )


def _parts(place: Territory, level: str, on: date | None) -> list[Territory]:
    if not level:
        return []
    found = below(place, level, on=on).order_by("code")
    if place.level in {Level.COUNTRY, Level.REGION}:
        found = found.exclude(kind=INNER_PREFECTURE)
    return list(found)


def levels_under(place: Territory) -> list[Level]:
    """The breakdowns of a place that hold something, the first being the one to show unasked."""
    offered = BREAKDOWNS.get(Level(place.level), ())
    present = set(below(place).filter(level__in=offered).values_list("level", flat=True).distinct())
    return [level for level in offered if level in present]


def _values(column: CensusColumn, ids: set[int], area: str, sex: str) -> dict[int, tuple[float | None, bool]]:
    """Figure and whether it is a sum, by id."""
    lines = CensusFigures.objects.filter(
        territory__in=ids, census=column.census, subject=column.subject, area=area, sex=sex
    )
    # PostgreSQL counts from one, and so does the number in the name of this lookup.
    found = lines.values_list("territory_id", f"values__{column.position}", "is_sum")
    return {pk: (value, is_sum) for pk, value, is_sum in found}


def values_of(
    indicator: str, *, census: int = 2024, level: str = Level.COMMUNE, area: str = "", sex: str = ""
) -> dict[str, float]:
    """Code to figure, for rooms that compute; territories without a figure are left out."""
    column = CensusColumn.objects.get(code=indicator, census=census)
    ids = dict(Territory.objects.filter(level=level).values_list("pk", "code"))
    found = _values(column, set(ids), area, sex)
    return {ids[pk]: value for pk, (value, _is_sum) in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Portrait:
    """What the page of a place shows around its figures."""

    place: Territory
    ancestors: list[Territory]
    tree: list[Branch]
    levels: list[Level]
    former: list[FormerCode]
    source: Source | None


def portrait(*, actor: Actor, code: str, today: date) -> Portrait:
    """Raises Renumbered or UnknownTerritory."""
    require(actor, Permission.TERRITORY_READ)
    place = territory(code)
    return Portrait(
        place=place,
        ancestors=ancestors_of(place),
        tree=tree_of(place, on=today),
        levels=levels_under(place),
        former=list(place.former_codes.all()),
        source=source(),
    )


def source() -> Source | None:
    """What the figures come from; None until the reference is loaded."""
    return Source.objects.filter(name=bulk.PACKAGE).order_by("-loaded_at", "-id").first()


@dataclass(frozen=True, slots=True)
class Review:
    """A file sent and what would become of each of its rows today."""

    upload: Upload
    verdicts: list[Verdict]

    def count(self, outcome: Outcome) -> int:
        return sum(verdict.outcome == outcome for verdict in self.verdicts)


class NoUpload(LookupError):
    """No file was kept under this id."""


def review_of(*, actor: Actor, upload_id: UUID) -> Review:
    require(actor, Permission.TERRITORY_IMPORT)
    upload = Upload.objects.select_related("source").filter(pk=upload_id).first()
    if upload is None:
        raise NoUpload(upload_id)
    return Review(upload, judge(upload.rows, known()))


def known() -> Known:
    """What an import is judged against."""
    imported = Territory.objects.filter(level__in=IMPORTED).select_related("parent")
    return Known(
        levels={code: Level(level) for code, level in Territory.objects.values_list("code", "level")},
        former=dict(FormerCode.objects.values_list("code", "territory__code")),
        entries={each.code: _entry(each) for each in imported},
    )


def _entry(place: Territory) -> Entry:
    assert place.parent is not None and place.valid_from is not None  # imported levels always have both
    return Entry(
        place.code, place.kind, place.name_fr, place.name_ar, place.parent.code, place.valid_from, place.valid_to
    )
