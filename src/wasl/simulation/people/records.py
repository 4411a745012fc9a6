"""A person as a desk wrote them down: one row of the evaluation contract, and what went wrong in it."""

from calendar import monthrange
from random import Random
from typing import NamedTuple

from wasl.simulation.people.families import Person, Said
from wasl.simulation.people.misspelling import misspelt, otherwise_usual, typo, without_article, wrong_digit
from wasl.simulation.people.noise import Profile
from wasl.simulation.people.places import Place, country

#: How many records people have who have several.
SEVERAL = ((2, 0.55), (3, 0.80), (4, 0.92), (5, 0.97), (6, 1.0))
OLD_FROM = 60


class Record(NamedTuple):
    """An absent value is None; `birth_date` is YYYY-MM-DD or YYYY; `script` ar or latin."""

    rec_id: int
    given: str | None
    family: str | None
    father: str | None
    mother: str | None
    sex: str
    birth_date: str | None
    cnie: str | None
    phone: str | None
    province: str
    commune: str
    centre: str
    script: str


def how_many(random: Random, profile: Profile) -> int:
    if random.random() >= profile.several:
        return 1
    drawn = random.random()
    return next(number for number, upto in SEVERAL if drawn < upto)


class Desk:
    """Writes records; `noises` names what went wrong in the last one."""

    def __init__(self, random: Random, profile: Profile) -> None:
        self.random, self.profile = random, profile
        self.noises: list[str] = []

    def write(self, rec_id: int, person: Person) -> Record:
        self.noises = []
        is_arabic = self.random.random() < self.profile.arabic
        given, family = self._names(person, is_arabic)
        father, mother = self._parents(person, is_arabic)
        place = self._place(person)
        return Record(
            rec_id, given, family, father, mother, self._sex(person), self._birth(person), self._card(person),
            self._phone(person), place.province, place.commune, self._centre(place), "ar" if is_arabic else "latin",
        )  # fmt: skip

    def _happens(self, share: float, noise: str) -> bool:
        if self.random.random() < share:
            self.noises.append(noise)
            return True
        return False

    def _names(self, person: Person, is_arabic: bool) -> tuple[str | None, str | None]:
        random, profile = self.random, self.profile
        assert person.surname
        surname = person.surname
        if person.husband and self._happens(profile.husband, "husband"):
            surname = person.husband
        other = random.random() if self._happens(profile.spelling, "spelling") else 2.0
        said = person.given
        if len(said) > 1 and self._happens(profile.half, "half"):
            said = said[:1] if random.random() < 0.6 else said[1:]
        given = " ".join([self._spelt(one, is_arabic, other=other < 0.55) for one in said])
        family = self._spelt(surname, is_arabic, other=0.45 <= other <= 1)
        bare = without_article(family)
        if bare != family and self._happens(profile.article, "article"):
            family = bare
        given, family = self._slips(given, family)
        if person.is_homeless and random.random() < 0.5:
            return given, None
        if self._happens(profile.swap, "swap"):
            given, family = family, given
        return given, family

    def _spelt(self, said: Said, is_arabic: bool, *, other: bool) -> str:
        name, latin = said
        if is_arabic:
            return otherwise_usual(self.random, name.arabic) if other else name.arabic
        if not other:
            return latin
        return name.another(self.random, latin) or otherwise_usual(self.random, latin)

    def _slips(self, given: str, family: str) -> tuple[str, str]:
        for share, noise, made in ((self.profile.rule, "rule", misspelt), (self.profile.typo, "typo", typo)):
            if self._happens(share, noise):
                if self.random.random() < 0.5:
                    given = made(self.random, given)
                else:
                    family = made(self.random, family)
        return given, family

    def _parents(self, person: Person, is_arabic: bool) -> tuple[str | None, str | None]:
        if person.is_homeless or self._happens(self.profile.no_parents, "no_parents"):
            return None, None
        assert person.father and person.mother and person.mother_surname
        father = self._heard(person.father, is_arabic)
        mother = self._heard(person.mother, is_arabic)
        if self.random.random() < 0.3:
            mother = f"{mother} {self._heard(person.mother_surname, is_arabic)}"
        return father, mother

    def _heard(self, said: Said, is_arabic: bool) -> str:
        """A parent's name, told and not shown: as often spelt otherwise as one's own, and as often wrong."""
        random, profile = self.random, self.profile
        text = self._spelt(said, is_arabic, other=random.random() < profile.spelling)
        if random.random() < profile.rule:
            text = misspelt(random, text)
        return typo(random, text) if random.random() < profile.typo else text

    def _sex(self, person: Person) -> str:
        if self._happens(self.profile.sex, "sex"):
            return "M" if person.sex == "F" else "F"
        return person.sex

    def _birth(self, person: Person) -> str | None:
        random, profile, born = self.random, self.profile, person.born
        if person.is_homeless:
            return str(born.year + random.randint(-3, 3))
        if self._happens(profile.no_date, "no_date"):
            return None
        year_only = profile.year_only_old if person.age >= OLD_FROM else profile.year_only
        if self._happens(year_only, "year_only"):
            return str(born.year) if random.random() < 0.7 else f"{born.year}-01-01"
        if born.day <= 12 and born.day != born.month and self._happens(_among_days(profile.day_month), "day_month"):
            return f"{born.year}-{born.day:02d}-{born.month:02d}"
        if self._happens(profile.digit, "digit"):
            return self._wrong_date(person)
        return born.isoformat()

    def _wrong_date(self, person: Person) -> str:
        """One digit wrong, and still a day of the calendar that somebody living may be born on."""
        while True:
            year, month, day = wrong_digit(self.random, person.born.isoformat()).split("-")
            if _is_day(int(year), int(month), int(day)):
                return f"{year}-{month}-{day}"

    def _card(self, person: Person) -> str | None:
        if not person.card or person.is_homeless or self._happens(self.profile.no_card, "no_card"):
            return None
        if self._happens(self.profile.card_typo, "card_typo"):
            return wrong_digit(self.random, person.card)
        return person.card

    def _phone(self, person: Person) -> str | None:
        random = self.random
        if person.is_homeless or self._happens(self.profile.no_phone, "no_phone"):
            return None
        if self._happens(self.profile.other_phone, "other_phone"):
            return f"0{random.choice('67')}{random.randrange(10**8):08d}"
        return person.phone

    def _place(self, person: Person) -> Place:
        if self._happens(self.profile.moved, "moved"):
            return country().elsewhere(self.random, person.place)
        return person.place

    def _centre(self, place: Place) -> str:
        return f"{place.commune}/{self.random.randint(1, place.centres)}"


def _is_day(year: int, month: int, day: int) -> bool:
    return 1915 <= year <= 2025 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _among_days(share: float) -> float:
    """The share among dates that can be read both ways, so that it comes to `share` of all."""
    return share / (12 / 30.44 * 11 / 12)
