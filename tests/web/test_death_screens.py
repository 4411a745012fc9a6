"""Noting a death: before and after, and taking the note back."""

import pytest
from django.utils import timezone

from tests.assistance.factories import case, person
from wasl.core.identifiers import new_id

LANGUAGES = ["fr", "ar"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_death_is_noted_shown_and_taken_back(place, open_as, language):
    worker, today = place.worker(), timezone.localdate()
    her = person(worker)
    case(worker, her)
    client, address = open_as(worker, language), f"/people/{her.pk}/death/"
    assert address in client.get(f"/people/{her.pk}/").content.decode()
    assert client.get(address).status_code == 200
    form = {"command_id": str(new_id()), "source": "FAMILY"}
    assert client.post(address, form).status_code == 422
    day = {"died_on_day": today.day, "died_on_month": today.month, "died_on_year": today.year}
    assert client.post(address, form | day).status_code == 302
    assert f"{address}withdraw/" in client.get(address).content.decode()
    assert client.post(f"{address}withdraw/").status_code == 302
    assert f"{address}withdraw/" not in client.get(address).content.decode()
