"""Clans of a commune: couples, their children, brothers' families, twins, namesakes, people without a home.

Sexes and ages are drawn from the commune's pyramid first and made into families afterwards, so that the registry keeps
the pyramid exactly in expectation, whatever the families look like.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from wasl.simulation.people.places import Place, country
from wasl.simulation.people.spellings import Name, Pool, era_of, families, given_names, particle

COUNTED_ON = date(2026, 1, 1)
TWIN_BIRTHS, NAMESAKES, HOMELESS = 0.03, 0.015, 0.01
MARRIED_FROM, CARD_FROM = 20, 16
#: Names twins are given together, as (Arabic, Arabic).
PAIRS = {
    "M": (("حسن", "حسين"), ("الحسن", "الحسين"), ("يوسف", "يونس"), ("آدم", "إلياس"), ("أنس", "أيمن"), ("عمر", "عثمان")),
    "F": (("سلمى", "سارة"), ("هبة", "هند"), ("نورة", "نور"), ("آية", "آمال"), ("منال", "منار"), ("حسناء", "سناء")),
}

#: A name and how this person usually writes it in Latin letters.
type Said = tuple[Name, str]


@dataclass(slots=True, eq=False)
class Person:
    """Who somebody truly is. `family` is a couple and its children, `clan` what shares blood and often a name."""

    id: int
    sex: str
    age: int
    born: date
    place: Place
    clan: int
    family: int = 0
    given: tuple[Said, ...] = ()
    surname: Said | None = None
    father: Said | None = None
    mother: Said | None = None
    mother_surname: Said | None = None
    husband: Said | None = None
    card: str = ""
    phone: str = ""
    family_phone: str = ""
    twin_of: int | None = None
    namesake_of: int | None = None
    birth_order: int = 0
    is_homeless: bool = False


@dataclass(slots=True)
class Couple:
    wife: Person
    husband: Person
    id: int
    children: list[Person] = field(default_factory=list)


class Population:
    """Hands out clans without end; the same random numbers give the same people."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.persons = self.clans = self.couples = self.cards = 0
        self._given, self._families = given_names(), families()
        self._twin_names = {
            sex: [tuple(_found(self._given[sex, 1], one) for one in pair) for pair in pairs]
            for sex, pairs in PAIRS.items()
        }
        self._before = {"M": _before(MEN_BEFORE), "F": _before(WOMEN_BEFORE)}

    def clan(self) -> list[Person]:
        """5 to 15 people of one commune, their namesakes and, now and then, somebody who lives in the street."""
        random, self.clans = self.random, self.clans + 1
        place = country().draw(random)
        people = self._drawn(place, random.randint(5, 15))
        couples = self._couples(people)
        alone = self._children(people, couples)
        self._name(people, couples, alone)
        self._bring_twins(people, couples, alone)
        by_id = {person.id: person for person in people}
        for person in people:
            self._papers(person)
            elder = by_id.get(person.twin_of or 0)
            if elder and elder.card and person.card and elder.id < person.id and random.random() < 0.5:
                person.card = f"{elder.card[:-1]}{int(elder.card[-1]) + 1}"
        for couple in couples:
            self._phones([couple.wife, couple.husband, *couple.children])
        for family in {person.family: None for person in alone}:
            self._phones([person for person in alone if person.family == family])
        extra = [self._namesake(person) for person in people if random.random() < NAMESAKES]
        if random.random() < HOMELESS * len(people):
            extra.append(self._homeless(place))
        return people + extra

    def _person(self, place: Place, sex: str, age: int) -> Person:
        self.persons += 1
        born = COUNTED_ON - timedelta(days=365.25 * age + self.random.random() * 365)
        return Person(self.persons, sex, age, born, place, self.clans)

    def _drawn(self, place: Place, number: int) -> list[Person]:
        """The oldest first."""
        random = self.random
        sexes = ["F" if random.random() < 0.5 else "M" for _ in range(number)]
        return sorted((self._person(place, sex, place.age(random, sex)) for sex in sexes), key=lambda one: one.born)

    def _couples(self, people: list[Person]) -> list[Couple]:
        free = [one for one in people if one.sex == "M" and one.age >= MARRIED_FROM + 3]
        couples = []
        for wife in people:
            if wife.sex == "M" or wife.age < MARRIED_FROM or self.random.random() < 0.15:
                continue
            if match := next((one for one in free if -1 <= one.age - wife.age <= 14), None):
                free.remove(match)
                couples.append(Couple(wife, match, self._family()))
        for couple in couples:
            couple.wife.family = couple.husband.family = couple.id
        return couples

    def _family(self) -> int:
        self.couples += 1
        return self.couples

    def _children(self, people: list[Person], couples: list[Couple]) -> list[Person]:
        """Gives the young and the sons who married to a couple of the right age; returns whom nobody bore here."""
        married = {id(one) for couple in couples for one in (couple.wife, couple.husband)}
        alone: list[Person] = []
        for person in people:
            if id(person) in married and person.sex == "F":
                continue
            couple = self._parents(person, couples)
            if couple:
                couple.children.append(person)
            if id(person) not in married and not couple:
                sibling = self._sibling(person, alone)
                person.family = sibling.family if sibling else self._family()
                alone.append(person)
            elif couple and id(person) not in married:
                person.family = couple.id
        return alone

    def _sibling(self, person: Person, alone: list[Person]) -> Person | None:
        """Somebody whose parents may be this one's as well, though they are not in the registry."""
        if self.random.random() < 0.35:
            return None
        fit = [one for one in alone if one.age - person.age < 18]
        sibling = self.random.choice(fit) if fit else None
        born = [one.born for one in alone if sibling and one.family == sibling.family]
        return sibling if all(abs((day - person.born).days) > 300 for day in born) else None

    def _parents(self, person: Person, couples: list[Couple]) -> Couple | None:
        fit = [
            couple
            for couple in couples
            if 17 <= couple.wife.age - person.age <= 44
            and couple.husband.age - person.age >= 19
            and all(abs((child.born - person.born).days) > 300 for child in couple.children)
        ]
        return self.random.choice(fit) if fit else None

    def _name(self, people: list[Person], couples: list[Couple], alone: list[Person]) -> None:
        """Eldest first, so that sons take their father's name and grandchildren may take a grandfather's."""
        clan_name = self._said(self._families.draw(self.random))
        parents = {id(child): couple for couple in couples for child in couple.children}
        lone, eldest = {id(person) for person in alone}, dict[int, Person]()
        for person in people:
            couple = parents.get(id(person))
            person.given = self._given_to(person, couple)
            elder = eldest.setdefault(person.family, person) if id(person) in lone else person
            if couple:
                self._descend(person, couple)
            elif elder is not person:
                _share_parents(person, elder)
            else:
                self._from_outside(person, clan_name, is_alone=id(person) in lone)
        for couple in couples:
            couple.wife.husband = couple.husband.surname
            for order, child in enumerate(couple.children, 1):
                child.birth_order = order

    def _descend(self, person: Person, couple: Couple) -> None:
        person.surname = couple.husband.surname
        person.father, person.mother = couple.husband.given[0], couple.wife.given[0]
        person.mother_surname = couple.wife.surname

    def _from_outside(self, person: Person, clan_name: Said, *, is_alone: bool) -> None:
        """Parents who are not in the registry. Most men and unmarried people still bear the clan's name: cousins."""
        random = self.random
        is_of_clan = random.random() < (0.65 if person.sex == "M" or is_alone else 0.1)
        person.surname = clan_name if is_of_clan else self._said(self._families.draw(random))
        person.father = self._said(self._given["M", era_of(person.born.year - 30)].draw(random))
        person.mother = self._said(self._given["F", era_of(person.born.year - 26)].draw(random))
        person.mother_surname = self._said(self._families.draw(random))

    def _given_to(self, person: Person, couple: Couple | None) -> tuple[Said, ...]:
        random, pool = self.random, self._given[person.sex, era_of(person.born.year)]
        first = self._said(pool.draw(random))
        taken = {child.given[-1][0] for child in couple.children if child.given} if couple else set()
        if couple and random.random() < 0.10:  # after the father's father or the mother's mother
            first = (couple.husband.father if person.sex == "M" else couple.wife.mother) or first
        while first[0] in taken:
            first = self._said(pool.draw(random))
        if random.random() < 0.14:
            before = random.choice(self._before[person.sex])
            if before[0].arabic not in first[0].arabic:
                return (self._said(before[0]), first) if before[1] is None else tuple(map(self._said, before))  # type: ignore[arg-type, return-value]
        return (first,)

    def _said(self, name: Name) -> Said:
        return name, name.draw(self.random)

    def _bring_twins(self, people: list[Person], couples: list[Couple], alone: list[Person]) -> None:
        """Three births in a hundred bring a second child; two pairs in three are of one sex."""
        parents = {id(child): couple for couple in couples for child in couple.children}
        for person in list(people):
            if self.random.random() < TWIN_BIRTHS:
                couple = parents.get(id(person))
                twin = self._twin(person, couple)
                twin.family = couple.id if couple else person.family if person in alone else self._family()
                people.append(twin)
                (couple.children if couple else alone).append(twin)

    def _twin(self, person: Person, couple: Couple | None) -> Person:
        random = self.random
        sex = person.sex if random.random() < 0.66 else ("F" if person.sex == "M" else "M")
        twin = self._person(person.place, sex, person.age)
        twin.born, twin.birth_order = person.born, person.birth_order + 1
        _share_parents(twin, person)
        person.twin_of, twin.twin_of = twin.id, person.id
        twin.given = self._given_to(twin, couple)
        while _is_half_of(twin, person):
            twin.given = self._given_to(twin, couple)
        if sex == person.sex and random.random() < 0.25:
            one, other = random.choice(self._twin_names[sex])
            person.given, twin.given = (self._said(one),), (self._said(other),)
        return twin

    def _papers(self, person: Person) -> None:
        """Twins who went for their cards together hold neighbouring numbers."""
        if person.age >= CARD_FROM:
            self.cards += 1
            person.card = _card(self.cards, person.place.province)

    def _phones(self, family: list[Person]) -> None:
        """One of the family, and one of their own for most who are grown."""
        shared = self._phone()
        for person in family:
            if not person.family_phone:
                person.family_phone = shared
                has_own = person.age >= CARD_FROM and self.random.random() < 0.6
                person.phone = self._phone() if has_own else shared

    def _phone(self) -> str:
        return f"0{self.random.choice('67')}{self.random.randrange(10**8):08d}"

    def _namesake(self, person: Person) -> Person:
        """A stranger with the same name, birth year and province."""
        random, self.clans = self.random, self.clans + 1
        place = random.choice(country().by_province[person.place.province])
        other = self._person(place, person.sex, person.age)
        other.born = date(person.born.year, 1, 1) + timedelta(days=random.randrange(365))
        self._from_outside(other, self._said(self._families.draw(random)), is_alone=True)
        assert person.surname
        other.given = tuple(self._said(name) for name, _ in person.given)
        other.surname = self._said(person.surname[0])
        other.family, other.namesake_of = self._family(), person.id
        self._papers(other)
        self._phones([other])
        return other

    def _homeless(self, place: Place) -> Person:
        """Somebody in the street: no card to show, no telephone, an age somebody guessed."""
        random = self.random
        person = self._person(place, "M" if random.random() < 0.75 else "F", random.randint(18, 75))
        person.given = (self._said(self._given[person.sex, era_of(person.born.year)].draw(random)),)
        self._from_outside(person, self._said(self._families.draw(random)), is_alone=True)
        person.family, person.is_homeless = self._family(), True
        return person


def _is_half_of(one: Person, other: Person) -> bool:
    """One's names are among the other's: nobody calls twins Fatima and Fatima Zahra."""
    names = [{name.arabic for name, _ in each.given} for each in (one, other)]
    return names[0] <= names[1] or names[1] <= names[0]


def _share_parents(person: Person, sibling: Person) -> None:
    person.surname, person.father = sibling.surname, sibling.father
    person.mother, person.mother_surname = sibling.mother, sibling.mother_surname


MEN_BEFORE = (("محمد", "Mohamed", 7), ("مولاي", "Moulay", 2), ("سيدي", "Sidi", 1), ("أحمد", "Ahmed", 1))
WOMEN_BEFORE = (("فاطمة", "Fatima", 2), ("لالة", "Lalla", 1), ("نور", "Nour", 1))


def _before(words: tuple[tuple[str, str, int], ...]) -> list[tuple[Name, Name | None]]:
    """The first words of names in two words; some come with their second."""
    firsts: list[tuple[Name, Name | None]] = [
        (particle(arabic, latin), None) for arabic, latin, weight in words for _ in range(weight)
    ]
    if words is WOMEN_BEFORE:
        firsts += [(particle("فاطمة", "Fatima"), particle("الزهراء", "Ezzahra"))] * 5
    return firsts


def _found(pool: Pool, arabic: str) -> Name:
    return next(name for name in pool.names if name.arabic == arabic)


#: A prime, and a step that visits every number below it once: numbers that look drawn and never come twice.
_PRIME, _STEP = 499_979, 193_877
_LETTERS = "ABCDEFGHIJKLMNPQRSTUVWXYZ"


def _card(count: int, province: str) -> str:
    """The `count`-th card: letters of the province and an even number, so that a twin's may be the next one."""
    series, count = divmod(count, _PRIME)
    letters = _LETTERS[int(province.replace(".", "")) % len(_LETTERS)] + (_LETTERS[series - 1] if series else "")
    return f"{letters}{2 * (count * _STEP % _PRIME):06d}"
