"""Alerts as people work on them: scope, steps, two at once, small counts."""

import pytest
from django.utils.translation import override

from tests.access import factories as access
from tests.network.factories import SmallInstitution
from tests.watch import desk_factories as factories
from wasl.catalogue.commands import seed
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.watch.commands.alerting import write_alerts
from wasl.watch.commands.alerts import CannotPlan, CannotStep, advance_alert, note_intervention, set_budget
from wasl.watch.models import Alert
from wasl.watch.queries.alerts import desk_of, steps_of
from wasl.watch.rules.alerts import Fault
from wasl.web.watch.alerts import _chance

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(reference):
    seed()
    return SmallInstitution()


def step(who, alert, after, version=None, **more):
    with entered(who):
        return advance_alert(
            actor=who, alert_id=alert.pk, after=after, version=version or alert.version, now=factories.NOW, **more
        )


def desk(who):
    with entered(who):
        return desk_of(actor=who, today=factories.TODAY)


def test_who_answers_for_the_place_reads_it_and_its_neighbour_does_not(place):
    alert = factories.alert(place.delegation)
    readers = {role: access.actor(role, place.delegation) for role in ("WATCH_CELL", "DELEGATE")}
    assert all([one.alert.pk for one in desk(who).now] == [alert.pk] for who in readers.values())
    assert desk(access.actor("COORDINATOR", place.coordination)).now
    assert desk(access.actor("WATCH_CELL", place.other)).now == ()


def test_what_is_over_leaves_the_desk_and_stays_at_its_foot(place):
    alert = factories.alert(place.delegation)
    cell = access.actor("WATCH_CELL", place.delegation)
    step(cell, alert, "ECARTEE", reason="chance")
    found = desk(cell)
    assert found.now == found.going == () and [one.alert.pk for one in found.gone] == [alert.pk]


def test_out_of_scope_there_is_nothing_to_step_on(place):
    alert = factories.alert(place.delegation)
    with pytest.raises(Alert.DoesNotExist):
        step(access.actor("WATCH_CELL", place.other), alert, "A_VERIFIER")


def test_a_reader_of_figures_has_no_part_in_it(place):
    with pytest.raises(NotAllowed):
        desk(access.actor("READER", place.hq))


def test_two_at_once_the_second_is_told(place):
    alert = factories.alert(place.delegation)
    cell = access.actor("WATCH_CELL", place.delegation)
    step(cell, alert, "A_VERIFIER", version=1)
    with pytest.raises(CannotStep) as refusal:
        step(access.actor("DELEGATE", place.delegation), alert, "CONFIRMEE", version=1)
    assert refusal.value.fault is Fault.CHANGED


def test_no_telephone_in_an_alert(place):
    alert = factories.alert(place.delegation)
    with pytest.raises(CannotStep) as refusal:
        step(access.actor("WATCH_CELL", place.delegation), alert, "A_VERIFIER", words="Appeler le 06 12 34 56 78")
    assert refusal.value.fault is Fault.NAME


def test_every_step_says_who_when_and_why(place):
    cell = access.actor("WATCH_CELL", place.delegation)
    alert = step(cell, factories.alert(place.delegation), "ECARTEE", reason="error")
    assert (alert.was_right, alert.reason) == (False, "error")
    with entered(cell):
        lived = steps_of(actor=cell, alert=alert)
    assert [(one.after, one.by_id, one.reason) for one in lived] == [
        ("DETECTEE", None, ""), ("ECARTEE", cell.account_id, "error"),
    ]  # fmt: skip


def test_a_dismissed_rise_that_goes_on_stays_dismissed(place):
    cell = access.actor("WATCH_CELL", place.delegation)
    alert = step(cell, factories.alert(place.delegation), "ECARTEE", reason="campaign")
    again = factories.alert(place.delegation, p_value=1e-9)
    assert (again.pk, again.state, again.p_value) == (alert.pk, "ECARTEE", 1e-9)


def test_a_new_rise_long_after_is_a_new_alert(place):
    cell = access.actor("WATCH_CELL", place.delegation)
    first = step(cell, factories.alert(place.delegation), "ECARTEE", reason="chance")
    later = factories.WEEK.replace(month=12, day=28)
    run = factories.run(week=later, **{place.delegation.path: 1_000})
    done = write_alerts(
        run=run,
        findings=[factories.finding(place.delegation, week=later, since=later)],
        now=factories.NOW,
        join_weeks=3,
    )
    assert done == {"new": 1, "going_on": 0}
    assert [one.alert.pk for one in desk(cell).now] != [first.pk]


def test_the_budget_a_reader_sets_decides_what_is_shown(place):
    run = factories.run(**{place.delegation.path: 1_000})
    codes = ["receptions.food", "receptions.papers", "receptions.jobs"]
    clear = dict(zip(codes, (1e-6, 1.5e-3, 4e-3), strict=True))
    found = [factories.finding(place.delegation, indicator=one, p_value=p) for one, p in clear.items()]
    write_alerts(run=run, findings=found, now=factories.NOW, join_weeks=3)
    cell = access.actor("WATCH_CELL", place.delegation)
    assert len(desk(cell).now) == 2
    for asked, shown in ((1, 1), (5, 3)):
        with entered(cell):
            set_budget(actor=cell, false_alarms=asked, most=5, now=factories.NOW)
        assert len(desk(cell).now) == shown


def test_what_nobody_has_in_hand_is_read_first(place):
    run = factories.run(**{place.delegation.path: 1_000})
    codes = {"receptions.food": 1e-9, "receptions.papers": 1e-5, "receptions.jobs": 1e-7}
    found = [factories.finding(place.delegation, indicator=one, p_value=p) for one, p in codes.items()]
    write_alerts(run=run, findings=found, now=factories.NOW, join_weeks=3)
    cell = access.actor("WATCH_CELL", place.delegation)
    step(cell, desk(cell).now[0].alert, "A_VERIFIER")
    read = [one.alert.indicator for one in desk(cell).now]
    assert read == ["receptions.jobs", "receptions.papers", "receptions.food"]


def test_nobody_explains_away_the_alerts_of_others(place):
    cell = access.actor("WATCH_CELL", place.delegation)
    given = {"since": factories.WEEK, "last_on": factories.TODAY, "words": "Campagne", "kind": "campaign"}
    for territory in ("MA", "05.091"):
        with entered(cell), pytest.raises(CannotPlan):
            note_intervention(
                actor=cell, intervention_id=new_id(), territory=territory, now=factories.NOW, today=factories.TODAY,
                **given,
            )  # fmt: skip


def test_above_the_unit_a_small_count_is_a_few(client, place):
    weeks = factories.finding(place.delegation).evidence | {"observed": [2.0] * 42}
    alert = factories.alert(place.delegation, observed=3.0, expected=1.0, evidence=weeks)
    for role, where, is_told in (("WATCH_CELL", place.delegation, True), ("STATISTICIAN", place.hq, False)):
        holder = access.posting(role, where).account
        client.force_login(holder)
        page = client.get(f"/watch/alerts/{alert.pk}/", headers={"accept-language": "fr"}).content.decode()
        # The whole count and the twelve weeks listed; the curve draws none of them either.
        assert page.count("quelques-uns") == (0 if is_told else 13)
        assert ("[2, 2" in page.replace("&quot;", '"')) is is_told


@pytest.mark.parametrize(
    ("value", "words"), [(0.0004, "une sur 2\u202f500"), (0.0, "moins d’une sur 1\u202f000\u202f000")]
)
def test_a_chance_is_told_without_a_decimal(value, words):
    with override("fr"):
        assert _chance(value) == words
