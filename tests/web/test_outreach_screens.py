from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.assistance import factories
from tests.assistance.factories import Place
from tests.house.addresses.assistance import at_this_hour
from wasl.access.models import Account
from wasl.catalogue.models import Parameter
from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.watch.commands.score_versions import seed_score
from wasl.watch.commands.scores import score_households
from wasl.watch.models import ContactProposal, HouseholdScore, ScoreVersion
from wasl.watch.rules.scores import CANDIDATES, SHIPPED_POINTS


@pytest.fixture
def place(db, reference):
    return Place()


@pytest.fixture
def sign_in(client):
    def as_(actor):
        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return as_


def page(client, name, *args, **data):
    return client.get(reverse(f"outreach:{name}", args=args), data)


def send(client, name, *args, **data):
    return client.post(reverse(f"outreach:{name}", args=args), data, follow=True)


def struck(worker):
    today = timezone.localdate()
    her = factories.person(worker, given_latin="Fatima", family_latin="Ait Hammou")
    events = [("SANS_EMPLOI", 2, today), ("DECES_SOUT", 2, today)]
    return at_this_hour(factories.case)(worker, her, situations=events)


@pytest.fixture
def proposed(place, monkeypatch):
    worker = place.worker()
    struck(worker)
    monkeypatch.setattr("wasl.watch.commands.scores.outcomes_known", lambda: 2_000)
    score_households(now=timezone.now(), today=timezone.localdate())
    with system("load demo"):
        return worker, ContactProposal.objects.for_system("load demo").get()


def test_in_the_trial_the_list_says_so_and_shows_nobody(place, sign_in):
    worker = place.worker()
    struck(worker)
    score_households(now=timezone.now(), today=timezone.localdate())
    with system("load demo"):
        assert HouseholdScore.objects.for_system("load demo").get().is_proposed
    shown = page(sign_in(worker), "list").content.decode()
    assert "à l’essai" in shown and "Ait Hammou" not in shown


def test_a_proposal_says_why_line_by_line_and_is_decided_with_a_reason(sign_in, proposed):
    worker, row = proposed
    client = sign_in(worker)
    assert "Ait Hammou" in page(client, "list").content.decode()
    shown = page(client, "proposal", row.pk).content.decode()
    assert "Perte d’emploi notée le" in shown and "Décès du soutien de famille" in shown
    assert send(client, "decide", row.pk, to="contact", reason="event", words="").status_code == 422
    assert send(client, "decide", row.pk, to="contact", reason="event", words="Deux coups durs").status_code == 200
    assert "Deux coups durs" in page(client, "proposal", row.pk).content.decode()
    assert send(client, "end", row.pk, was_found="yes").status_code == 200


def test_the_household_is_given_a_paper_and_may_contest(sign_in, proposed):
    worker, row = proposed
    client = sign_in(worker)
    for lang in ("fr", "ar"):
        assert send(client, "paper", row.pk, lang=lang).content.startswith(b"%PDF")
    answer = send(client, "contest", row.pk)
    assert answer.redirect_chain[-1][0] == reverse("complaints:new")
    assert "Contesté le" in page(client, "proposal", row.pk).content.decode()


def test_a_cousin_in_another_centre_finds_nothing(place, sign_in, proposed):
    _worker, row = proposed
    cousin = sign_in(place.worker(place.stranger))
    assert page(cousin, "proposal", row.pk).status_code == 404
    assert send(cousin, "decide", row.pk, to="contact", reason="event", words="x").status_code == 404


def form(**values):
    given = {f"points_{code}": points for code, points in SHIPPED_POINTS.items()}
    given |= {f"days_{code}": 180 for code in CANDIDATES}
    since = timezone.localdate() + timedelta(days=1)
    day = {"since_day": since.day, "since_month": since.month, "since_year": since.year}
    return given | day | {"propose_from": 9, "event_days": 90, "command_id": new_id()} | values


def test_the_score_is_published_and_changed_by_two(place, sign_in):
    seed_score()
    assert "Sans logement" in page(sign_in(place.worker()), "method").content.decode()
    one, two = (place.worker(place.hq, role="STATISTICIAN") for _ in range(2))
    assert send(sign_in(one), "propose", **form(propose_from=999)).status_code == 422
    assert send(sign_in(one), "propose", **form()).status_code == 200
    row = ScoreVersion._default_manager.get(state="proposed")
    assert send(sign_in(one), "decide_version", row.pk, do="approve").status_code == 422
    assert "devient" in page(sign_in(two), "method").content.decode()
    assert send(sign_in(two), "decide_version", row.pk, do="approve").status_code == 200
    assert ScoreVersion._default_manager.get(pk=row.pk).state == "approved"


def test_the_yearly_report_is_for_headquarters(place, sign_in):
    assert page(sign_in(place.worker()), "fairness").status_code == 403
    planner = sign_in(place.worker(place.hq, role="STATISTICIAN"))
    assert page(planner, "fairness").status_code == 200
    assert page(planner, "fairness", year="x").status_code == 200
    assert Parameter._default_manager.filter(code="watch.score_outcomes").exists()
