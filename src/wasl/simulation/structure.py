"""The demo's tree: the published counts at their dates, standing on simulated units in real communes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from wasl.network.bulk import NewState, NewUnit, write_institution, write_units
from wasl.network.commands import Profile
from wasl.network.places import Province, provinces
from wasl.network.rules import FOUNDED_ON, Kind
from wasl.simulation.centres import centres
from wasl.simulation.plan import delegation_code, plan

HQ = "MA"


def load(*, progress: Callable[[str], None], today: date) -> None:
    facts = plan()
    write_institution(mode="demo", name_fr=facts["institution"]["fr"], name_ar=facts["institution"]["ar"])
    units = [*offices(), *centres()]
    write_units(units, today=today)
    progress(f"{len(units)} units in the tree")


def coordination_of(province_code: str) -> str:
    region = province_code[:2]
    return next(code for code, one in plan()["coordinations"].items() if region in one["regions"])


def offices() -> Iterable[NewUnit]:
    facts = plan()
    since = facts["coordinations_since"]
    head = facts["headquarters"]
    profile = Profile(name_fr=head["fr"], name_ar=head["ar"], area="URB")
    yield NewUnit(code=HQ, kind=Kind.HQ, states=[NewState(since=FOUNDED_ON, parent=None, profile=profile)])
    for code, one in facts["coordinations"].items():
        covered = [(region, since, None) for region in one["regions"]]
        covered += [
            (province, since, moved["on"]) for province, moved in facts["moved"].items() if moved["from"] == code
        ]
        profile = Profile(name_fr=one["fr"], name_ar=one["ar"])
        state = NewState(since=since, parent=HQ, profile=profile)
        yield NewUnit(code=code, kind=Kind.COORD, states=[state], coverage=covered, is_simulated=True)
    for province in provinces():
        yield _delegation(province)


def _delegation(province: Province) -> NewUnit:
    facts = plan()
    on, split = facts["new_delegations_on"], facts["split"]
    since = on if province.code in split else facts["coordinations_since"]
    rank_fr, rank_ar = (
        ("préfectorale", "المندوبية بعمالة") if province.is_prefecture else ("provinciale", "المندوبية بإقليم")
    )
    profile = Profile(
        name_fr=f"Délégation {rank_fr} {of(province.name_fr)}",
        name_ar=f"{rank_ar} {province.name_ar}",
        province_code=province.code,
    )
    parent = coordination_of(province.code)
    states = [NewState(since=since, parent=parent, profile=profile)]
    if moved := facts["moved"].get(province.code):
        states[0] = replace(states[0], parent=moved["from"], until=moved["on"])
        states.append(NewState(since=moved["on"], parent=parent, profile=profile))
    coverage = [(province.code, since, None)]
    coverage += [(young, since, on) for young, old in split.items() if old == province.code]
    return NewUnit(
        code=delegation_code(province.code), kind=Kind.DELEG, states=states, coverage=coverage, is_simulated=True
    )


def of(name: str) -> str:
    """ "d’Azilal", "de Béni Mellal", as French elides."""
    return f"d’{name}" if name[0] in "AEIOUÉÈÂÎ" else f"de {name}"
