from wasl.catalogue.rules import PARAMETERS
from wasl.web.catalogue.words import PARAMETERS as WORDS
from wasl.web.catalogue.words import UNITS


def test_every_deadline_and_threshold_has_its_words_and_its_unit():
    assert set(WORDS) == set(PARAMETERS)
    assert {unit for *_, unit in PARAMETERS.values()} == set(UNITS)
