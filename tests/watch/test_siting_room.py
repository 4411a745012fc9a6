"""The workbench's rules, commands and screens; the solver itself on the real census."""

from dataclasses import replace

import pytest

from tests.access.factories import actor
from tests.network.factories import SmallInstitution
from tests.watch.siting_rooms import NOW, QUESTION, SITE, answered
from wasl.core.authority import NotAllowed
from wasl.core.scope import entered
from wasl.journal.models import Line
from wasl.watch.commands.siting import CannotSite, ask_option, keep_answer, open_plan, refuse_site
from wasl.watch.models import SitingOption
from wasl.watch.queries.siting import waiting_options
from wasl.watch.rules.siting import BadQuestion, SitingFault, SitingState, Target, checked, read, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return SmallInstitution()


@pytest.fixture
def planner(world):
    return actor("STATISTICIAN", world.hq)


def plan(planner, **more):
    return open_plan(actor=planner, now=NOW, type="CAS", name="Essai", asked=replace(QUESTION, **more))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"centres": None}, "centres"), ({"centres": 0}, "centres"), ({"centres": None, "budget": 5.0}, "budget"),
        ({"radius_km": 0.0}, "radius_km"), ({"detour": 0.9}, "detour"), ({"objective": "best"}, "objective"),
        ({"capacity": 5, "objective": "p-median"}, "capacity"), ({"rural_percent": 101}, "rural_percent"),
    ],
)  # fmt: skip
def test_what_is_out_of_bounds_is_named(wrong, field):
    with pytest.raises(BadQuestion) as bad:
        checked(replace(QUESTION, **wrong))
    assert bad.value.field == field


def test_a_question_is_read_as_it_was_written():
    asked = replace(QUESTION, target=Target.ELDERLY, refused=("05.081.01.03",))
    assert read(written(asked)) == asked


def test_a_plan_waits_for_the_worker_and_leaves_a_line(planner):
    option = plan(planner)
    assert waiting_options() == [option.pk]
    with entered(planner):
        assert Line.objects.filter(verb="watch:plan", subject_id=str(option.plan_id)).exists()


def test_an_answer_is_kept_once(planner):
    option = answered(plan(planner))
    keep_answer(option_id=option.pk, now=NOW, answer=None, fault=SitingFault.NONE)
    assert SitingOption.objects.get(pk=option.pk).state == SitingState.DONE


def test_refusing_a_site_makes_another_alternative_and_keeps_the_first(planner):
    option = answered(plan(planner))
    made = refuse_site(actor=planner, now=NOW, option_id=option.pk, code=SITE["code"], reason="Terrain inondable")
    again = refuse_site(actor=planner, now=NOW, option_id=option.pk, code=SITE["code"], reason="Encore")
    assert (made.number, made.after_id, read(made.asked).refused) == (2, option.pk, (SITE["code"],))
    assert again.pk == made.pk


@pytest.mark.parametrize(("code", "reason", "fault"), [("99", "x", CannotSite), (SITE["code"], " ", BadQuestion)])
def test_only_a_site_is_refused_and_with_a_reason(planner, code, reason, fault):
    option = answered(plan(planner))
    with pytest.raises(fault):
        refuse_site(actor=planner, now=NOW, option_id=option.pk, code=code, reason=reason)


def test_who_only_reads_makes_no_plan(world):
    with pytest.raises(NotAllowed):
        plan(actor("SOCIAL_WORKER", world.centre))


def test_alternatives_are_numbered_within_their_plan(planner):
    first = plan(planner)
    assert ask_option(actor=planner, now=NOW, plan_id=first.plan_id, asked=QUESTION).number == 2
