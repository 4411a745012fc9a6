from wasl.territory.sums import Key, summed, unpublished

PARTS = {1: {11, 12}, 2: {21, 22}, 3: {31, 32}, 4: set()}


def test_a_whole_is_summed_when_all_its_parts_are_published_and_it_is_not():
    assert unpublished(PARTS, {11, 12, 2, 21, 22, 31}) == {1: {11, 12}}


def test_counts_add_up_and_rates_do_not():
    lines = [(Key(11, "", "F"), [10.0, 5.5]), (Key(12, "", "F"), [7.0, 2.5]), (Key(21, "", "F"), [99.0, 1.0])]
    assert summed(lines, {1: {11, 12}}, [True, False]) == {Key(1, "", "F"): [17.0, None]}


def test_a_part_without_a_line_for_an_area_has_nobody_there():
    lines = [(Key(11, "URB", ""), [10.0]), (Key(11, "", ""), [10.0]), (Key(12, "", ""), [7.0])]
    found = summed(lines, {1: {11, 12}}, [True])
    assert found == {Key(1, "URB", ""): [10.0], Key(1, "", ""): [17.0]}


def test_one_unknown_part_leaves_the_sum_unknown():
    lines = [(Key(11, "", ""), [10.0]), (Key(12, "", ""), [None])]
    assert summed(lines, {1: {11, 12}}, [True]) == {Key(1, "", ""): [None]}
