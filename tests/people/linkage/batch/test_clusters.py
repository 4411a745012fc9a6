"""Clusters from pairs: strongest first, cannot-link obeyed, no chain; and tiers, vetoes and blocks on small tables."""

import numpy as np
import pytest

from wasl.people.linkage.batch import blocking, engine, names
from wasl.people.linkage.batch.clusters import clustered
from wasl.people.linkage.batch.summary import Summary


def joined(size, links, cannot=(), cards=None):
    left, right, odds = (np.array(column) for column in zip(*links, strict=True))
    barred = np.array([(one, other) in set(cannot) for one, other, _ in links])
    ids = clustered(
        size, left, right, odds.astype(float), cannot=barred,
        cards=np.zeros(size, np.int64) if cards is None else np.array(cards),
    )  # fmt: skip
    return ids.tolist()


def test_two_strong_links_make_one_person():
    assert joined(4, [(0, 1, 6.0), (1, 2, 6.0)]) == [0, 0, 0, 3]


def test_a_chain_does_not_join_two_who_are_known_to_differ():
    assert joined(3, [(0, 1, 6.0), (1, 2, 4.0), (0, 2, -7.0)]) == [0, 0, 2]


def test_two_middling_pairs_do_what_one_does_not():
    assert joined(3, [(0, 1, 6.0), (1, 2, 0.4), (0, 2, 0.4)]) == [0, 0, 0]


def test_a_pair_declared_to_be_two_is_never_joined_even_by_a_third():
    assert joined(3, [(0, 1, 7.0), (1, 2, 6.0), (0, 2, 7.5)], cannot=[(0, 2)]) == [0, 0, 2]


def test_different_cards_are_never_joined_though_never_compared():
    assert joined(3, [(0, 1, 6.0), (1, 2, 5.0)], cards=[11, 0, 22]) == [0, 0, 2]


def test_the_order_of_pairs_changes_nothing():
    links = [(0, 1, 3.0), (1, 2, 2.0), (0, 2, -1.0), (3, 4, 0.2), (2, 3, 1.0)]
    assert (
        len({tuple(joined(5, [links[place] for place in order])) for order in ([0, 1, 2, 3, 4], [4, 2, 0, 3, 1])}) == 1
    )


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Mohamed Amine", "محمد", names.ALIKE),
        ("Mohamed Amine", "Mohamed Reda", names.CLASH),
        ("Hassan", "حسين", names.DIFFERS),
        ("Abdelhafid", "Abdelhafiq", names.NEAR),
        ("Salma", "سارة", names.DIFFERS),
        ("Ali", "", names.UNKNOWN),
    ],
)
def test_given_names_as_heard(one, other, level):
    assert names.likeness(one, other) == level


def namesakes(connection, count):
    """`count` records of one name and year, in 40 communes of 4 provinces."""
    connection.execute(
        "CREATE TABLE feature AS SELECT n::INTEGER AS n, 'mhmd' AS g1, NULL::VARCHAR AS g2, 'lw' AS f1, NULL::VARCHAR "
        "AS f2, 'M' AS sex, 1980::SMALLINT AS year, (n % 12 + 1)::TINYINT AS month, (n % 28 + 1)::TINYINT AS day, "
        "NULL::BIGINT AS card, NULL::BIGINT AS phone, 'p' || n % 4 AS province, 'c' || n % 40 AS commune, "
        "NULL::VARCHAR AS father1, NULL::VARCHAR AS mother1, true AS is_fresh "
        f"FROM range({count}) records(n)"
    )


def test_fifty_thousand_namesakes_do_not_explode():
    with engine.private_directory() as place, engine.opened(place) as connection:
        namesakes(connection, 50_000)
        found = blocking.block(connection)
        pairs = connection.execute("SELECT count(*) FROM candidate").fetchall()[0][0]
    assert pairs == sum(found.values())
    assert pairs < 50_000 * 2 * blocking.MOST


def test_a_smaller_block_of_namesakes_is_compared_whole():
    with engine.private_directory() as place, engine.opened(place) as connection:
        namesakes(connection, blocking.MOST)
        blocking.block(connection)
        pairs = connection.execute("SELECT count(DISTINCT pair) FROM candidate").fetchall()[0][0]
    assert pairs == blocking.MOST * (blocking.MOST - 1) // 2


@pytest.mark.parametrize(
    ("persons", "largest", "is_believed"), [(8_000, 6, True), (3_000, 6, False), (8_000, 90, False)]
)
def test_an_implausible_result_is_not_believed(persons, largest, is_believed):
    assert (Summary(records=10_000, persons=persons, largest=largest).implausible() == "") is is_believed
