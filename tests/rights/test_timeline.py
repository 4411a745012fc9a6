from datetime import timedelta

from django.urls import reverse

from tests.assistance import factories
from tests.assistance.factories import case, orientation, person, reception, working
from wasl.rights.timeline import FEEDS, timeline_of


def kinds(actor, her, **options):
    with working(actor) as who:
        return [moment.kind for moment in timeline_of(actor=who, registration_ids=[her.pk], **options)]


def came(monkeypatch, actor, her, times):
    """On as many days, the last one today."""
    now = factories.NOW
    for days in range(times):
        monkeypatch.setattr(factories, "NOW", now - timedelta(days=days))
        reception(actor, registration_id=her.pk)
    monkeypatch.setattr(factories, "NOW", now)


def test_every_room_says_what_it_did(place):
    worker = place.worker()
    her = person(worker)
    reception(worker, registration_id=her.pk)
    orientation(worker, registration_id=her.pk, destination="CSU")
    case(worker, her)
    assert set(kinds(worker, her)) == {"registered", "reception", "orientation", "case_opened"}


def test_a_nominative_file_leaves_no_trace_to_others(place):
    officer, other = place.worker(role="WOMEN_OFFICER"), place.worker()
    her = person(officer)
    before = kinds(other, her)
    row = reception(officer, registration_id=her.pk)
    case(officer, her, situations=[("VIOL_CONJ", 3, factories.NOW.date())], reception_id=row.pk)
    assert kinds(other, her) == before == ["registered"]
    assert set(kinds(officer, her)) == {"registered", "reception", "case_opened"}


def test_another_centre_reads_nothing(place):
    her = person(place.worker())
    assert kinds(place.worker(place.sister), her) == []


def test_who_may_not_read_receptions_sees_none(place):
    worker = place.worker()
    her = person(worker)
    reception(worker, registration_id=her.pk)
    assert kinds(place.worker(role="EDUCATOR"), her) == ["registered"]


def test_earlier_moments_stand_on_a_page_of_their_own(place, desk_of, monkeypatch):
    desk = desk_of("SOCIAL_WORKER", place.centre)
    her = person(desk.actor)
    came(monkeypatch, desk.actor, her, times=45)
    page = desk.client.get(reverse("people:person", args=[her.pk]))
    earlier = page.context["earlier"]
    assert len(page.context["events"]) == 40
    # 45 receptions and the registration itself.
    assert len(desk.get("timeline", her.pk, before=earlier).context["events"]) == 6
    assert desk.get("timeline", her.pk, before="yesterday").status_code == 200


def test_a_reception_never_costs_more_than_the_limit(place, monkeypatch):
    worker = place.worker()
    her = person(worker)
    came(monkeypatch, worker, her, times=5)
    assert len(kinds(worker, her, limit=3)) == 3
    assert len(FEEDS) >= 2
