"""The worker's part on the real census, and the pages that show it."""

from dataclasses import replace

import pytest

from tests.access import factories as access
from tests.watch.siting_rooms import NOW, QUESTION, SITE, answered
from wasl.watch.commands.siting import open_plan, refuse_site
from wasl.watch.models import SitingOption
from wasl.watch.rules.siting import SitingState, Target
from wasl.watch.solving import solve_option

pytestmark = pytest.mark.django_db


def opened(place, **more):
    planner = place.worker(place.hq, "STATISTICIAN")
    return planner, open_plan(actor=planner, now=NOW, type="CAS", name="Essai", asked=replace(QUESTION, **more))


def solved(option):
    solve_option(option_id=option.pk, now=NOW)
    return SitingOption.objects.get(pk=option.pk)


def test_the_census_is_read_and_the_answer_kept(place):
    _planner, option = opened(place, centres=80, each_province=True, rural_percent=46, target=Target.CHILDREN)
    answer = solved(option).answer
    assert len(answer["sites"]) == 80
    assert answer["is_proven"]
    assert answer["covered"] + answer["uncovered_people"] == pytest.approx(answer["people"])
    assert answer["newly"] == pytest.approx(sum(site["newly"] for site in answer["sites"]))


def test_a_refused_commune_is_not_chosen_again(place):
    planner, option = opened(place, centres=5)
    first = solved(option)
    code = first.answer["sites"][0]["code"]
    made = refuse_site(actor=planner, now=NOW, option_id=option.pk, code=code, reason="Pas de local")
    answer = solved(made).answer
    assert code not in {site["code"] for site in answer["sites"]}
    assert answer["covered"] <= first.answer["covered"]


def test_what_cannot_be_is_said(place):
    _planner, option = opened(place, centres=5, each_province=True)
    held = solved(option)
    assert (held.state, held.fault) == (SitingState.FAILED, "GROUPS")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_show_it(client, place, language):
    _planner, option = opened(place)
    answered(option)
    client.force_login(access.posting("STATISTICIAN", place.hq).account)
    client.cookies["django_language"] = language
    for address in ("", "new/", f"{option.plan_id}/", f"{option.plan_id}/another/", f"alternatives/{option.pk}/"):
        assert client.get(f"/siting/{address}").status_code == 200
    sheet = client.get(f"/siting/alternatives/{option.pk}/sites.csv").content.decode("utf-8-sig")
    assert SITE["code"] in sheet


def test_refusing_on_the_page_leads_to_the_new_alternative(client, place):
    _planner, option = opened(place)
    answered(option)
    client.force_login(access.posting("STATISTICIAN", place.hq).account)
    said = {"code": SITE["code"], "reason": "Terrain inondable"}
    silent = client.post(f"/siting/alternatives/{option.pk}/refuse/", said | {"reason": " "})
    assert silent.status_code == 422 and "Dites pourquoi" in silent.content.decode()
    answer = client.post(f"/siting/alternatives/{option.pk}/refuse/", said)
    assert answer.url == f"/siting/alternatives/{SitingOption.objects.get(after=option).pk}/"
