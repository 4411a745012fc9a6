import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.access import factories as access
from tests.assistance.factories import Place, working
from tests.watch.factories import HERE, planned, signal
from wasl.access.models import Account
from wasl.core.identifiers import new_id
from wasl.watch.queries.field_signals import field_signals, signal_sheet


@pytest.fixture
def place(db, reference):
    made = Place()
    for unit in (made.delegation, made.other):
        unit.states.update(province_code="05.081")
    return made


@pytest.fixture
def sign_in(client):
    def as_(actor):
        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return as_


def page(client, name, *args, **data):
    return client.get(reverse(f"field_signals:{name}", args=args), data)


def send(client, name, *args, **data):
    return client.post(reverse(f"field_signals:{name}", args=args), data, follow=True)


FORM = {
    "about": "many", "kind": "PERTE_EMPL", "place": HERE, "count": "٤٠", "qualifier": "about", "counted": "household",
    "source": "seen", "urgency": "normal",
}  # fmt: skip


def listed(actor, state="open"):
    with working(actor) as who:
        return list(field_signals(actor=who, state=state))


def test_a_signal_is_sent_with_what_is_needed_and_no_more(place, sign_in):
    worker = place.worker()
    client = sign_in(worker)
    shown = page(client, "new").content.decode()
    assert f'value="{HERE}"' in shown
    answer = send(client, "new", **FORM, command_id=new_id())
    assert answer.status_code == 200 and "environ 40 ménages" in answer.content.decode()
    (row,) = listed(worker)
    assert (row.count, row.source, row.observed_on) == (40, "seen", timezone.localdate())


def test_the_form_says_that_nobody_is_to_be_recognised_and_warns_of_a_telephone(place, sign_in):
    worker = place.worker()
    client = sign_in(worker)
    answer = send(client, "new", **FORM | {"words": "Appeler 06 12 34 56 78"})
    assert answer.status_code == 422 and listed(worker) == []
    assert send(client, "new", **FORM | {"words": "km 0612345678", "is_confirmed": "on"}).status_code == 200


@pytest.mark.parametrize("about", ["protection", "family"])
def test_what_is_about_somebody_leads_elsewhere_and_is_not_written(place, sign_in, about):
    worker = place.worker()
    answer = send(sign_in(worker), "new", **FORM | {"about": about, "words": "Salma, 11 ans"})
    assert answer.status_code == 200 and "Salma" not in answer.content.decode()
    assert listed(worker) == []


def test_the_thread_is_followed_on_one_page(place, sign_in):
    worker, cell = place.worker(), place.worker(place.delegation, role="WATCH_CELL")
    row = signal(worker, now=timezone.now(), observed_on=timezone.localdate() - timedelta(days=1))
    client = sign_in(cell)
    assert send(client, "move", row.pk, to="confirmed").status_code == 200
    assert send(client, "send", row.pk, units=[str(place.sister.pk)]).status_code == 200
    with working(cell) as who:
        (one,) = signal_sheet(actor=who, signal_id=row.pk, today=timezone.localdate()).dispatches
    sister = sign_in(place.worker(place.sister))
    assert "Perte d’emploi" in page(sister, "received").content.decode()
    assert send(sister, "answer", one.row.pk, answer="ACCEPTEE").status_code == 200
    assert send(sister, "visit_received", one.row.pk, found="worse", count="50", **NUMBER).status_code == 200
    assert "environ 50 ménages" in page(sign_in(cell), "signal", row.pk).content.decode()


NUMBER = {"qualifier": "about", "counted": "household"}


def test_somebody_met_there_is_received_and_only_readers_of_the_counter_see_it(place, sign_in):
    worker = place.worker()
    row = signal(worker, now=timezone.now(), observed_on=timezone.localdate())
    answer = send(
        sign_in(worker),
        "receive",
        row.pk,
        need="ECO",
        urgency="normal",
        sex="F",
        age_band="A25_59",
        command_id=new_id(),
    )
    assert re.search(r"/receptions/[0-9a-f-]+/$", answer.redirect_chain[-1][0])
    assert "/receptions/" in page(sign_in(worker), "signal", row.pk).content.decode()
    cell = sign_in(place.worker(place.delegation, role="WATCH_CELL"))
    assert "/receptions/" not in page(cell, "signal", row.pk).content.decode()


def test_who_reported_is_shown_once_and_only_at_home(place, sign_in):
    worker = place.worker()
    row = signal(worker, now=timezone.now(), observed_on=timezone.localdate(), reporter="06 12 34 56 78")
    client = sign_in(worker)
    assert "06 12" not in page(client, "signal", row.pk).content.decode()
    answer = send(client, "reporter", row.pk)
    assert "06 12 34 56 78" in answer.content.decode() and "no-store" in answer["Cache-Control"]
    cell = sign_in(place.worker(place.delegation, role="WATCH_CELL"))
    assert "06 12" not in send(cell, "reporter", row.pk).content.decode()


def test_a_duplicate_is_joined_and_taken_apart_on_screen(place, sign_in):
    given = {"now": timezone.now(), "observed_on": timezone.localdate()}
    one, two = signal(place.worker(), **given), signal(place.worker(), **given)
    cell = place.worker(place.delegation, role="WATCH_CELL")
    client = sign_in(cell)
    send(client, "join", two.pk, do="join", event=one.pk)
    assert listed(cell) == [one]
    send(client, "join", two.pk, do="apart")
    assert set(listed(cell)) == {one, two}


def test_a_round_is_planned_printed_walked_and_counted(place, sign_in):
    cell = place.worker(place.delegation, role="WATCH_CELL")
    row = planned(cell, now=timezone.now())
    client = sign_in(cell)
    assert send(client, "paper", row.pk, lang="ar").content.startswith(b"%PDF")
    assert page(client, "stop", row.pk, 1).status_code == 200
    assert send(client, "stop", row.pk, 1, state="absent").status_code == 200
    assert send(client, "stop", row.pk, 2, questionnaire="x").status_code == 422
    assert page(client, "results", row.pk).status_code == 200
    shown = page(client, "round", row.pk).content.decode()
    assert "personne au domicile" in shown
    assert page(client, "stop", row.pk, 999).status_code == 404
    made = page(client, "new_round")
    assert made.status_code == 200


def test_a_cousin_in_another_centre_learns_nothing(place, sign_in):
    row = signal(place.worker(), now=timezone.now(), observed_on=timezone.localdate())
    cousin = sign_in(access.actor("SOCIAL_WORKER", place.stranger))
    assert page(cousin, "signal", row.pk).status_code == 404
    assert str(row.pk) not in page(cousin, "list").content.decode()


def test_whoever_passes_it_on_finds_units_under_their_kind(place, sign_in):
    cell = place.worker(place.delegation, "WATCH_CELL")
    client = sign_in(cell)
    send(client, "new", **FORM, command_id=new_id())
    (row,) = listed(cell)
    form = page(client, "signal", row.pk).context_data["send_form"]
    groups = dict(form.fields["units"].choices)
    assert all(isinstance(units, list) for units in groups.values())
    assert str(place.centre.pk) in {pk for units in groups.values() for pk, _name in units}
