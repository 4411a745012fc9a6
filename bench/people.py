"""People for benches: drawn by a seed, written in bulk, half of them in each script."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

from wasl.people.bulk import NewRegistration, write_registrations
from wasl.people.rules import Birth, Particulars
from wasl.simulation.names import Name, draw

TODAY, NOW = date(2026, 11, 21), datetime(2026, 11, 21, 10, tzinfo=UTC)


def people_of(unit: Any, number: int, *, seed: int = 1) -> list[tuple[NewRegistration, Name]]:
    """`number` registrations of the unit, with the name of each in both scripts though only one is written."""
    random = Random(seed)
    made = [_one(random, unit) for _ in range(number)]
    write_registrations((row for row, _name in made), today=TODAY)
    return made


def _one(random: Random, unit: Any) -> tuple[NewRegistration, Name]:
    name = draw(random)
    is_arabic = random.random() < 0.5
    written = (
        {"given_ar": name.given_ar, "family_ar": name.family_ar}
        if is_arabic
        else {"given_latin": name.given_latin, "family_latin": name.family_latin}
    )
    known = random.random()
    birth = Birth(random.randint(1940, 2022))
    if known < 0.7:
        birth = Birth(birth.year, random.randint(1, 12), random.randint(1, 28))
    particulars = Particulars(sex=name.sex, birth=birth, **written)
    return NewRegistration(unit_id=unit.pk, path=unit.path, particulars=particulars, created_at=NOW), name
