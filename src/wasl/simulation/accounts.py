"""The demo's agents: one for each role at least, with staff numbers that are easy to type."""

from collections.abc import Callable
from datetime import date
from importlib import resources
from random import Random

from django.contrib.auth.hashers import make_password

from wasl.access.bulk import NewAgent, waive_second_factor, write_agents
from wasl.network.models import Unit
from wasl.network.queries import units_on
from wasl.network.rules import Kind
from wasl.simulation.names import draw
from wasl.simulation.plan import plan

#: The same for every account of the demo world, which can never turn real.
PASSWORD = "demonstration-wasl"  # noqa: S105


def rows() -> list[dict[str, str]]:
    """number, role, unit (a code), since, language."""
    lines = (resources.files("wasl.simulation") / "data" / "accounts.tsv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines[1:]]


def load(*, progress: Callable[[str], None], today: date) -> None:
    posted = [*rows(), *_elsewhere(today)]
    random = Random(plan()["seed"])
    # Argon2 takes its time on purpose: one hash serves them all.
    password = make_password(PASSWORD)
    agents = [_agent(number, posted, random, password) for number in dict.fromkeys(row["number"] for row in posted)]
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={row["unit"] for row in posted})}
    write_agents(agents, units=units)
    # Whoever tries the demo has a password to copy and no telephone to add.
    waive_second_factor(roles={row["role"] for row in posted}, set_by="HQ002")
    progress(f"{len(agents)} agents with an account")


def _agent(number: str, posted: list[dict[str, str]], random: Random, password: str) -> NewAgent:
    own = [row for row in posted if row["number"] == number]
    name = draw(random)
    return NewAgent(
        number=number,
        given_name=name.given_latin,
        family_name=name.family_latin,
        given_name_ar=name.given_ar,
        family_name_ar=name.family_ar,
        unit=own[0]["unit"],
        postings=tuple((row["role"], row["unit"], date.fromisoformat(row["since"])) for row in own),
        password=password,
        language=own[0]["language"],
        is_simulated=True,
    )


def _elsewhere(today: date) -> list[dict[str, str]]:
    """A social worker in the neighbouring province, and a mobile team: whoever the drawn codes turn out to be."""
    centre = units_on(today, types=["CAS"]).filter(province_code="05.091").order_by("unit__opened_on", "unit__code")
    team = units_on(today, kind=Kind.TEAM).order_by("unit__opened_on", "unit__code")
    found = [("BM021", "SOCIAL_WORKER", centre.first()), ("SU001", "MOBILE_TEAM", team.first())]
    return [
        {"number": number, "role": role, "unit": state.unit.code, "since": "2020-01-06", "language": "ar"}
        for number, role, state in found
        if state is not None
    ]
