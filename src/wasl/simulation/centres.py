"""Centres, cells and teams of the demo: counts as published, each one simulated in a real commune."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from wasl.network.bulk import NewState, NewUnit
from wasl.network.commands import Profile
from wasl.network.places import Province, Spot, provinces, spots
from wasl.network.rules import Kind
from wasl.simulation.plan import delegation_code, plan
from wasl.vocabulary.queries import term

#: From then on, an espace multifonctionnel is an establishment under the law (decree 2.19.693).
WOMEN_UNDER_LAW_ON = date(2021, 3, 1)


@dataclass(slots=True)
class Centre:
    """One simulated centre, cell or team, before it has a code and a place."""

    type: str
    province: str
    opened_on: date
    kind: str = Kind.CENTRE
    is_eps: bool = False
    code: str = ""
    spot: Spot | None = None
    is_rural: bool = False
    capacity: int | None = None
    closed_on: date | None = None
    names: tuple[str, str] = field(default=("", ""))


def centres() -> list[NewUnit]:
    """Every centre, cell and team; the same each time, since one seed draws them all."""
    random = Random(plan()["seed"])
    where = provinces()
    counted = [*_azilal(random), *_counted(random, where)]
    closed = _closed_before(random, where)
    opened = [*_opened_by_plan(random, where), *_cells(random, where)]
    _share_rural(random, counted)
    _place(random, [*counted, *closed, *opened])
    _number(random, [*counted, *closed, *opened])
    _capacities(random, counted)
    return [_written(random, centre) for centre in (*counted, *closed, *opened)]


def _azilal(random: Random) -> list[Centre]:
    facts = plan()["azilal"]
    province = facts["province"]
    eps = [
        Centre(code, province, _opening(random, code), is_eps=True)
        for code, n in facts["eps"].items()
        for _ in range(n)
    ]
    first, second, _ = facts["eps_opened"]
    for index, centre in enumerate(random.sample(eps, len(eps))):
        years = (1985, 2009) if index < first else (2011, 2011) if index < first + second else (2013, 2013)
        centre.opened_on = _day(random, *years)
    others = [Centre(code, province, _opening(random, code)) for code, n in facts["others"].items() for _ in range(n)]
    return [*eps, *others]


def _counted(random: Random, where: list[Province]) -> Iterable[Centre]:
    """All others open on the day of the count: by region for the law's establishments, by population for the rest."""
    facts = plan()
    azilal = facts["azilal"]["province"]
    law = {code: one["share"] for code, one in facts["types"].items() if "share" in one}
    for region, number in facts["eps_by_region"].items():
        inside = [p for p in where if p.code.startswith(f"{region}.") and p.code != azilal]
        if region == azilal[:2]:
            number -= sum(facts["azilal"]["eps"].values())
        for province in _shared(random, number, inside):
            (code,) = random.choices(list(law), list(law.values()))
            yield Centre(code, province.code, _opening(random, code), is_eps=True)
    for code, one in facts["types"].items():
        number = one.get("number", 0) - facts["azilal"]["others"].get(code, 0)
        for province in _shared(random, number, [p for p in where if p.code != azilal]):
            yield Centre(code, province.code, _opening(random, code))


def _shared(random: Random, number: int, among: list[Province]) -> list[Province]:
    if number <= 0:
        return []
    return random.choices(among, [p.population**0.6 for p in among], k=number)


def _opened_by_plan(random: Random, where: list[Province]) -> Iterable[Centre]:
    facts = plan()
    opened, azilal = facts["opened"], facts["azilal"]
    days = (opened["last"] - opened["first"]).days
    own = azilal["opened"] | {"CVS": azilal["cells"]["CVS"]}
    for code in ("CAS", "COAPH", "UPE", "EMF", "CVS"):
        kind = Kind.CELL if code == "CVS" else Kind.CENTRE
        fixed = [date.fromisoformat(own[code])] if code in own else []
        yield from (Centre(code, azilal["province"], day, kind) for day in fixed)
        others = [p for p in where if p.code != azilal["province"]]
        # A cell per delegation at most; the others where people are.
        number = opened[code] - len(fixed)
        chosen = random.sample(others, number) if code == "CVS" else _shared(random, number, others)
        for province in chosen:
            yield Centre(code, province.code, opened["first"] + timedelta(random.randrange(days + 1)), kind)


def _cells(random: Random, where: list[Province]) -> Iterable[Centre]:
    facts = plan()
    yield Centre(
        "CEL_FEM", facts["azilal"]["province"], date.fromisoformat(facts["azilal"]["cells"]["CEL_FEM"]), Kind.CELL
    )
    others = [p for p in where if p.code != facts["azilal"]["province"]]
    largest = sorted(others, key=lambda p: -p.population)
    for code, one in facts["cells"].items():
        for province in largest[: one.get("number", 0)]:
            yield Centre(code, province.code, _day(random, *one["years"]), one["kind"])


def _closed_before(random: Random, where: list[Province]) -> list[Centre]:
    """Sixty that no longer stood on the day of the count, so that the past is not only growth."""
    found = []
    for province in _shared(random, 60, [p for p in where if p.code != plan()["azilal"]["province"]]):
        code = random.choice(["CEF", "JE", "ALPHA"])
        centre = Centre(code, province.code, _day(random, 1965, 2003))
        centre.closed_on = _day(random, 2006, 2015)
        found.append(centre)
    return found


def _share_rural(random: Random, counted: list[Centre]) -> None:
    """Exactly the published number of rural centres, the likeliest first, among provinces that have rural communes."""
    facts = plan()
    rural = {spot.province_code for spot in spots() if spot.area == "RUR"}
    urban = {spot.province_code for spot in spots() if spot.area == "URB"}
    fixed = _fixed_spots()
    for centre, one in _match_fixed(counted, fixed):
        centre.code, centre.spot = one["code"], _spots_by_code()[one["commune"]]
        centre.is_rural = centre.spot.area == "RUR"
        centre.capacity = one.get("capacity")
    for centre in counted:
        centre.is_rural |= centre.province not in urban
    free = [c for c in counted if c.spot is None and c.province in rural & urban]
    free.sort(key=lambda c: facts["types"][c.type]["rural"] * 0.8 + random.random() * 0.2, reverse=True)
    already = sum(c.is_rural for c in counted)
    for centre in free[: facts["rural"] - already]:
        centre.is_rural = True


def _fixed_spots() -> list[dict[str, Any]]:
    return list(plan()["azilal"]["fixed"])


def _match_fixed(among: list[Centre], fixed: list[dict[str, Any]]) -> Iterable[tuple[Centre, dict[str, Any]]]:
    left = [c for c in among if c.province == plan()["azilal"]["province"] and c.spot is None]
    for spot in fixed:
        centre = next((c for c in left if c.type == spot["type"]), None)
        if centre is not None:
            left.remove(centre)
            yield centre, spot


@cache
def _spots_by_code() -> dict[str, Spot]:
    return {spot.code: spot for spot in spots()}


def _place(random: Random, all_centres: list[Centre]) -> None:
    by_province: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for spot in spots():
        by_province[spot.province_code, spot.area].append(spot)
    fixed = [spot for spot in _fixed_spots() if not any(c.code == spot["code"] for c in all_centres)]
    for centre, one in _match_fixed(all_centres, fixed):
        centre.code, centre.spot = one["code"], _spots_by_code()[one["commune"]]
    for centre in all_centres:
        if centre.spot is None:
            area = "RUR" if centre.is_rural else "URB"
            among = by_province[centre.province, area] or by_province[centre.province, "RUR"]
            (centre.spot,) = random.choices(among, [spot.population + 500 for spot in among])
    _name(all_centres)


def _name(all_centres: list[Centre]) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    facts = plan()
    for centre in all_centres:
        assert centre.spot is not None
        words = (facts["types"] | facts["cells"])[centre.type]
        seen[centre.type, centre.spot.code] += 1
        number = seen[centre.type, centre.spot.code]
        suffix = f" {number}" if number > 1 else ""
        centre.names = (f"{words['fr']} {centre.spot.name_fr}{suffix}", f"{words['ar']} {centre.spot.name_ar}{suffix}")


def _number(random: Random, all_centres: list[Centre]) -> None:
    """Codes say neither type nor place: a secret unit's would give it away."""
    taken = {centre.code for centre in all_centres if centre.code}
    codes = [code for n in range(1, len(all_centres) + len(taken) + 1) if (code := f"E{n:04d}") not in taken]
    random.shuffle(codes)
    for centre in all_centres:
        centre.code = centre.code or codes.pop()


def _capacities(random: Random, counted: list[Centre]) -> None:
    """Places by type, then brought to the published total of the law's establishments."""
    facts = plan()
    for centre in counted:
        if centre.capacity is None and (bounds := facts["types"][centre.type].get("places")):
            centre.capacity = random.randint(*bounds)
    free = [c for c in counted if c.is_eps and c.code != "E0831"]
    kept = sum(c.capacity or 0 for c in counted if c.is_eps and c.code == "E0831")
    total = sum(c.capacity or 0 for c in free)
    for centre in free:
        centre.capacity = (centre.capacity or 0) * (facts["eps_places"] - kept) // total
    for centre in free[: facts["eps_places"] - kept - sum(c.capacity or 0 for c in free)]:
        centre.capacity = (centre.capacity or 0) + 1


def _opening(random: Random, code: str) -> date:
    return _day(random, *plan()["types"][code]["years"])


def _day(random: Random, first_year: int, last_year: int) -> date:
    first = date(first_year, 1, 2)
    return first + timedelta(random.randrange((date(last_year, 12, 30) - first).days))


def _written(random: Random, centre: Centre) -> NewUnit:
    spot = centre.spot
    assert spot is not None
    law = str(term("establishment_types", centre.type).get("eps_category") or "")
    profile = Profile(
        name_fr=centre.names[0],
        name_ar=centre.names[1],
        type=centre.type,
        eps_category=law if centre.is_eps else "",
        management=random.choices(["ASSOC", "DIRECT", "PARTENARIAT", "COLLECTIVITE"], _WEIGHTS[centre.is_eps])[0],
        commune_code=spot.code,
        province_code=centre.province,
        area=spot.area,
        capacity=centre.capacity,
    )
    return NewUnit(
        code=centre.code,
        kind=centre.kind,
        states=_states(centre, profile),
        closed_on=centre.closed_on,
        is_simulated=True,
    )


_WEIGHTS = {True: [86, 2, 6, 6], False: [30, 52, 14, 4]}


def _states(centre: Centre, profile: Profile) -> list[NewState]:
    """One state, cut where the delegation above changed and where the law began to count women's spaces."""
    facts = plan()
    days = [(centre.opened_on, _parent(centre.province, centre.opened_on), profile)]
    split_on = facts["new_delegations_on"]
    if centre.province in facts["split"] and centre.opened_on < split_on:
        days.append((split_on, delegation_code(centre.province), profile))
    if centre.type == "EMF":
        days.append((WOMEN_UNDER_LAW_ON, delegation_code(centre.province), replace(profile, eps_category="EPS-FEM")))
    if centre.closed_on is not None:
        days = [day for day in days if day[0] < centre.closed_on]
    ends = [day[0] for day in days[1:]] + [centre.closed_on]
    return [
        NewState(since=since, until=until, parent=parent, profile=one)
        for (since, parent, one), until in zip(days, ends, strict=True)
    ]


def _parent(province: str, day: date) -> str:
    facts = plan()
    young = province in facts["split"] and day < facts["new_delegations_on"]
    return delegation_code(facts["split"][province] if young else province)
