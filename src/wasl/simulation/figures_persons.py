"""The persons Azilal received and oriented in 2018: fictional, and exactly as many as were published."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from wasl.access.models import Agent
from wasl.assistance.bulk import NewAct, NewReception, write_acts, write_receptions
from wasl.core.identifiers import new_id
from wasl.network.models import Unit
from wasl.people.bulk import NewRegistration, write_registrations
from wasl.people.rules import Birth, Particulars
from wasl.simulation.figures import figures
from wasl.simulation.names import draw

YEAR_STARTS = datetime(2018, 1, 2, 9, tzinfo=UTC)


def load(*, progress: Callable[[str], None], today: date) -> None:
    said = figures()["azilal"]["received"]
    random = Random(figures()["seed"])
    units = [Unit.objects.get(code=code) for code in said["units"]]
    agents = {unit.code: Agent.objects.filter(unit=unit).earliest("number").pk for unit in units}
    registered = list(_registrations(random, units, said["persons"], said["seen_in_both"]))
    write_registrations((row for row, _unit in registered), today=today)
    visits = write_receptions(_receptions(random, registered))
    acts = write_acts(_orientations(random, registered, agents, said["oriented"]))
    progress(f"{said['persons']} fictional persons of Azilal in 2018, {visits} receptions, {acts} orientations")


def _registrations(
    random: Random, units: list[Unit], persons: int, seen_in_both: int
) -> Iterator[tuple[NewRegistration, Unit]]:
    """One registration a person; some are known to the other unit as well, under a registration of its own."""
    for number in range(persons):
        person = new_id()
        unit = random.choices(units, weights=[3, 1][: len(units)])[0]
        name = draw(random)
        birth = Birth(year=random.randint(1945, 2012))
        places = units if number < seen_in_both else [unit]
        for place in places:
            yield _registration(place, name, birth, person, _day(random)), place


def _registration(unit: Unit, name: tuple[str, ...], birth: Birth, person: UUID, at: datetime) -> NewRegistration:
    given_ar, family_ar, given_latin, family_latin, sex = name
    particulars = Particulars(
        given_ar=given_ar, family_ar=family_ar, given_latin=given_latin, family_latin=family_latin, sex=sex,
        birth=birth, languages=("ar",),
    )  # fmt: skip
    return NewRegistration(unit_id=unit.pk, path=unit.path, particulars=particulars, created_at=at, person_id=person)


def _day(random: Random) -> datetime:
    """A working morning of the year."""
    while True:
        day = YEAR_STARTS + timedelta(days=random.randrange(362), minutes=random.randrange(300))
        if day.weekday() < 5:
            return day


def _receptions(random: Random, registered: list[tuple[NewRegistration, Unit]]) -> Iterator[NewReception]:
    """Everybody came once at least, a third came again."""
    for row, unit in registered:
        for visit in range(1 + (random.random() < 0.33)):
            yield NewReception(
                unit_id=unit.pk, path=unit.path, registration_id=row.id, sex=row.particulars.sex, need="ECO",
                arrived_at=row.created_at if not visit else _day(random),
            )  # fmt: skip


def _orientations(
    random: Random, registered: list[tuple[NewRegistration, Unit]], agents: dict[str, UUID], oriented: int
) -> Iterator[NewAct]:
    for row, unit in random.sample(registered, oriented):
        yield NewAct(
            unit_id=unit.pk, path=unit.path, registration_ids=[row.id], agent_id=agents[unit.code], service="ORI",
            occurred_at=row.created_at, minutes=random.randint(10, 40),
        )  # fmt: skip
