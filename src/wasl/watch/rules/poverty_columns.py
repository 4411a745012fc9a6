"""The census columns that the guess of who lacks several things rests on. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A census column of the index: `has` when it counts those who have the thing, so that the rest lack it."""

    code: str
    has: bool
    third: str
    weight: float


#: Areas of a census line: everybody, urban and rural people.
WHOLE, PARTS = "", ("URB", "RUR")
#: Fixed on 2026-11-22, before any figure was worked out with them, and not touched since (docs/adr/0044).
COLUMNS: tuple[Column, ...] = (
    Column("illiteracy_rate_10_plus", False, "EDUCATION", 1 / 6),
    Column("education_none", False, "EDUCATION", 1 / 6),
    Column("amenities_electricity", True, "LIVING", 1 / 15),
    Column("amenities_running_water", True, "LIVING", 1 / 15),
    Column("amenities_toilet", True, "LIVING", 1 / 15),
    Column("amenities_bathroom", True, "LIVING", 1 / 15),
    Column("cooking_fuel_firewood", False, "LIVING", 1 / 15),
)
