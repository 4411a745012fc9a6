from collections import Counter, defaultdict
from itertools import pairwise
from random import Random

import duckdb
import pytest

from wasl.simulation.people.families import _card
from wasl.simulation.people.places import BANDS, country
from wasl.simulation.people.records import Record
from wasl.simulation.people.registry import Truth, rows, write

CONTRACT = [
    "rec_id", "given", "family", "father", "mother", "sex", "birth_date", "cnie", "phone", "province", "commune",
    "centre", "script",
]  # fmt: skip


def persons(made):
    """Each person once, as written in her first record."""
    return list({truth.person_id: (record, truth) for record, truth in reversed(made)}.values())


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        write(records=2_000, seed=5, noise="normal", out=tmp_path / name)
    for file in ("records.parquet", "truth.parquet", "registry.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes(), file


@pytest.mark.parametrize("changed", [{"seed": 6}, {"noise": "hard"}])
def test_another_seed_or_noise_gives_other_people(changed):
    said = {"records": 50, "seed": 5, "noise": "normal"}
    assert list(rows(**said)) != list(rows(**said | changed))


def test_the_file_is_the_evaluation_contract_s(tmp_path):
    write(records=500, seed=5, noise="normal", out=tmp_path)
    with duckdb.connect() as engine:
        found = engine.sql(f"FROM '{tmp_path}/records.parquet'")
        assert found.columns == CONTRACT
        assert found.types[0] == "BIGINT" and {str(each) for each in found.types[1:]} == {"VARCHAR"}
        assert [row[0] for row in found.fetchall()] == list(range(1, 501))


def test_a_list_may_be_csv(tmp_path):
    write(records=100, seed=5, noise="easy", out=tmp_path, format="csv")
    lines = (tmp_path / "records.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(CONTRACT) and len(lines) == 101


def test_as_many_records_as_asked_for(registry):
    assert len(registry("normal")) == 30_000
    assert len(list(rows(records=1, seed=5, noise="normal"))) == 1


def test_one_person_in_five_has_several_records(registry):
    number = Counter(truth.person_id for _, truth in registry("normal"))
    several = [many for many in number.values() if many > 1]
    assert 0.18 < len(several) / len(number) < 0.22
    assert set(several) == {2, 3, 4, 5, 6}


def test_half_are_women(registry):
    women = sum(record.sex == "F" for record, _ in persons(registry("normal")))
    assert 0.48 < women / len(persons(registry("normal"))) < 0.52


def test_ages_follow_the_pyramid_of_the_country(registry):
    """Within a point and a half for each band, though no family was ever told of the pyramid."""
    found = Counter(min(truth.age // 5, len(BANDS) - 1) for _, truth in persons(registry("normal")))
    published = [7.6, 9.3, 9.6, 8.2, 7.3, 6.8, 7.2, 7, 6.9, 6.1, 5.6, 4.7, 4.7, 3.4, 2.6, 3.1]
    for band, share in enumerate(published):
        assert abs(100 * found[band] / found.total() - share) < 1.5, BANDS[band]


def test_each_commune_has_its_own_pyramid():
    places = {place.commune: place for place in country().places}
    assert len(places) == 1503
    tangier, akka = places["01.511.01.0"], places["09.551.01.01"]
    random = Random(1)
    young = [sum(place.age(random, "F") < 15 for _ in range(3000)) for place in (tangier, akka)]
    assert all(0.15 < number / 3000 < 0.40 for number in young)
    assert tangier.pyramid != akka.pyramid


def test_places_are_drawn_by_population(registry):
    at_home = [record for record, truth in registry("normal") if "moved" not in truth.noise]
    casablanca = sum(record.commune == "06.141.01.0" for record in at_home)
    assert 0.06 < casablanca / len(at_home) < 0.12
    assert all(record.commune.startswith(record.province[:3]) for record, _ in registry("normal"))


def test_cards_are_of_one_person_each():
    cards = [_card(number, "06.141") for number in range(1, 1_200_000, 7)]
    assert len(set(cards)) == len(cards)
    assert all(number[-1] in "02468" for number in cards)


def test_a_clear_card_leads_to_one_person(registry):
    owner: dict[str, int] = {}
    for record, truth in registry("normal"):
        if record.cnie and "card_typo" not in truth.noise:
            assert owner.setdefault(record.cnie, truth.person_id) == truth.person_id


def test_children_have_no_card(registry):
    assert not any(record.cnie for record, truth in registry("normal") if truth.age < 16)


def test_twins_are_two_of_one_birth(registry):
    by_person = {truth.person_id: (record, truth) for record, truth in persons(registry("normal"))}
    pairs = [(one, by_person[one[1].twin_of]) for one in by_person.values() if one[1].twin_of in by_person]
    assert 0.03 < len(pairs) / len(by_person) < 0.09
    for (_, one), (_, other) in pairs:
        assert other.twin_of == one.person_id and one.is_twin and other.is_twin
        assert one.clan_id == other.clan_id and one.age == other.age


def clean(made: list[tuple[Record, Truth]], *noises: str) -> list[tuple[Record, Truth]]:
    return [(record, truth) for record, truth in made if not set(noises) & set(truth.noise.split())]


def test_twins_share_the_date_and_never_the_name(registry):
    wrong = ("no_date", "year_only", "day_month", "digit", "spelling", "rule", "typo", "half", "swap", "article")
    by_person = {truth.person_id: (record, truth) for record, truth in clean(registry("normal"), *wrong)}
    met = 0
    for record, truth in by_person.values():
        if other := by_person.get(truth.twin_of or 0):
            met += 1
            assert record.birth_date == other[0].birth_date
            assert record.script != other[0].script or record.given != other[0].given
    assert met > 100


def test_no_twin_bears_half_of_the_other_s_name(registry):
    names = {
        truth.person_id: set(record.given.split())
        for record, truth in clean(registry("normal"), "spelling", "rule", "typo", "half", "swap")
        if record.script == "ar" and "عبد" not in record.given
    }
    pairs = [(names[truth.twin_of], names[truth.person_id]) for _, truth in registry("normal")
             if truth.twin_of in names and truth.person_id in names]  # fmt: skip
    assert len(pairs) > 50 and not any(one <= other for one, other in pairs)


def test_some_twins_hold_neighbouring_cards(registry):
    cards = {truth.person_id: record.cnie for record, truth in clean(registry("normal"), "no_card", "card_typo")}
    pairs = [(cards[truth.twin_of], cards[truth.person_id]) for _, truth in registry("normal") if truth.twin_of in cards
             and truth.person_id in cards]  # fmt: skip
    assert any(one and other and one[:-1] == other[:-1] for one, other in pairs)


def test_brothers_and_sisters_are_not_born_within_a_pregnancy(registry):
    wrong = ("no_date", "year_only", "day_month", "digit")
    families = defaultdict(dict)
    for record, truth in clean(registry("normal"), *wrong):
        if truth.birth_order and not truth.is_twin and record.birth_date:
            families[truth.family_id][truth.person_id] = record.birth_date
    assert len(families) > 500
    for births in families.values():
        years = [int(date[:4]) * 12 + int(date[5:7]) for date in sorted(births.values())]
        assert all(later - earlier >= 9 for earlier, later in pairwise(years))


def test_namesakes_are_strangers_of_the_same_year_and_province(registry):
    by_person = {truth.person_id: (record, truth) for record, truth in persons(registry("normal"))}
    namesakes = [truth for _, truth in by_person.values() if truth.namesake_of]
    assert 0.010 < len(namesakes) / len(by_person) < 0.020
    for truth in namesakes:
        if truth.namesake_of in by_person:
            other = by_person[truth.namesake_of][1]
            assert truth.clan_id != other.clan_id and truth.family_id != other.family_id


def test_cousins_bear_one_name_in_two_families(registry):
    clans = defaultdict(lambda: defaultdict(set))
    for record, truth in clean(registry("normal"), "spelling", "rule", "typo", "swap", "article", "husband"):
        if record.script == "ar" and record.family:
            clans[truth.clan_id][record.family].add(truth.family_id)
    assert sum(any(len(families) > 1 for families in names.values()) for names in clans.values()) > 500


def test_the_homeless_have_nothing_to_show(registry):
    homeless = [record for record, truth in registry("normal") if truth.is_homeless]
    assert 0.004 < len(homeless) / 30_000 < 0.02
    assert not any(record.cnie or record.phone or record.father for record in homeless)
    assert all(len(record.birth_date) == 4 for record in homeless)
    assert any(record.family is None for record in homeless)


def test_families_have_parents_and_children(registry):
    families = defaultdict(set)
    for _, truth in registry("normal"):
        families[truth.family_id].add(truth.person_id)
    sizes = Counter(min(len(members), 6) for members in families.values())
    people = Counter({size: size * number for size, number in sizes.items()})
    assert people.total() - people[1] - people[2] > 0.3 * people.total()
