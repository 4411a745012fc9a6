import pytest

from wasl.access.models import Agent

NAMES = {"given_name": "Rabie", "family_name": "Bounouar"}


@pytest.mark.parametrize(
    ("arabic", "language", "shown"),
    [
        ({"given_name_ar": "ربيع", "family_name_ar": "بونوار"}, "ar", "ربيع بونوار"),
        ({"given_name_ar": "ربيع", "family_name_ar": "بونوار"}, "fr", "Rabie Bounouar"),
        ({}, "ar", "Rabie Bounouar"),
    ],
)
def test_an_agent_is_named_in_the_readers_script_where_it_is_known(arabic, language, shown):
    assert Agent(**NAMES, **arabic).name_in(language) == shown
