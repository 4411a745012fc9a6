"""Recording a phrase, listening to it, deciding on it, hearing it where it is read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.assistance.factories import case, person
from tests.catalogue.test_recordings import SOUND
from wasl.core.identifiers import new_id

ADDRESS = "/recordings/q-WG_SS-see/shi/"


def record(client, sound=SOUND, name="phrase.webm", media="audio/webm"):
    file = SimpleUploadedFile(name, sound, content_type=media)
    return client.post(f"{ADDRESS}record/", {"sound": file, "command_id": str(new_id())})


def decided(client, **form):
    waits = client.get(ADDRESS).context["waits"]
    return client.post(f"/recordings/{waits.pk}/decide/", form)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_one_records_another_listens_and_it_is_heard_beside_the_question(place, open_as, language):
    worker, supervisor = place.worker(), place.worker(role="SUPERVISOR")
    assert record(open_as(worker, language)).status_code == 302
    assert decided(open_as(supervisor, language), do="approve").status_code == 302
    row = case(worker, person(worker, birth_precision="YEAR", birth_year=1988))
    client = open_as(worker, language)
    page = client.get(f"/cases/{row.pk}/assessments/new/WG_SS/").content.decode()
    sound = client.get(page.partition('src="/recordings/')[2].partition('"')[0].join(["/recordings/", ""]))
    assert (sound.content, sound["Content-Type"], sound["X-Content-Type-Options"]) == (SOUND, "audio/webm", "nosniff")


def test_a_file_that_is_no_sound_is_refused_whatever_it_is_called(place, open_as):
    answer = record(open_as(place.worker()), b"<svg onload=alert(1)>" * 20)
    assert answer.status_code == 422
    assert "pas un son" in answer.content.decode()


def test_what_waits_is_not_played_to_others(place, open_as):
    record(open_as(place.worker()))
    client = open_as(place.worker())
    waits = client.get(ADDRESS).context["waits"]
    assert (
        open_as(place.worker(role="DELEGATE", at=place.delegation)).get(f"/recordings/{waits.pk}/sound/").status_code
        == 404
    )


def test_a_refusal_needs_its_reason(place, open_as):
    record(open_as(place.worker()))
    client = open_as(place.worker(role="CENTRE_DIRECTOR"))
    assert decided(client, do="refuse").status_code == 422
    assert decided(client, do="refuse", reason="On entend la rue").status_code == 302
    assert client.get(ADDRESS).context["waits"] is None


def test_the_list_counts_what_can_be_heard(place, open_as):
    record(open_as(place.worker()))
    decided(open_as(place.worker(role="SUPERVISOR")), do="approve")
    page = open_as(place.worker()).get("/recordings/")
    assert page.context["done"] == 1
    assert page.context["number"] > 200
