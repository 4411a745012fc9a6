"""The directory: what fits best, who keeps it, and what nobody outside may learn from it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.assistance.directory import entry
from tests.assistance.factories import NOW, orientation, person, working
from wasl.access.models import Posting
from wasl.assistance import commands
from wasl.assistance.commands.directory import EntryValues, KeptMeanwhile, change_service, end_service, tell_places
from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import DirectoryEntry
from wasl.assistance.queries import behind, orientations, services_found
from wasl.assistance.queries.destinations import Place, figures_by_place
from wasl.assistance.queries.directory import entry_of
from wasl.assistance.rules import Fault
from wasl.assistance.rules.directory import (
    BadHours,
    Offer,
    Wanted,
    is_open_at,
    kilometres,
    opens_next,
    order_of,
    read_day,
    takes_in,
    written_day,
)
from wasl.core.authority import NotAllowed

CASABLANCA = ZoneInfo("Africa/Casablanca")
HOURS = {"mon": [["08:30", "12:00"], ["14:00", "18:00"]], "fri": [["08:30", "11:30"]]}
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=CASABLANCA)


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("8:30-12, 14h-18h", [["08:30", "12:00"], ["14:00", "18:00"]]),
        ("14-18,8h30–12", [["08:30", "12:00"], ["14:00", "18:00"]]),
        ("0-24", [["00:00", "24:00"]]),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(typed, spans):
    assert read_day(typed) == spans
    assert read_day(written_day(spans)) == spans


@pytest.mark.parametrize("wrong", ["matin", "12-8", "8-12, 11-14", "8-25", "24:30-24:40", "8-9,9-10,10-11,11-12"])
def test_hours_that_cannot_be(wrong):
    with pytest.raises(BadHours):
        read_day(wrong)


@pytest.mark.parametrize(("hours", "is_open"), [(0, True), (3, False), (5, True), (9, False), (24, False)])
def test_whether_it_is_open(hours, is_open):
    assert is_open_at(HOURS, MONDAY + timedelta(hours=hours)) is is_open


def test_hours_nobody_wrote_are_not_said():
    assert is_open_at({}, MONDAY) is None and opens_next({}, MONDAY) is None


def test_it_opens_next_within_the_week():
    assert opens_next(HOURS, MONDAY + timedelta(hours=10)) == datetime(2026, 11, 27, 8, 30, tzinfo=CASABLANCA)


def test_distance_as_the_crow_flies():
    assert kilometres((-7.0, 31.7), (-6.57, 31.96)) == pytest.approx(50, abs=3)
    assert kilometres(None, (0, 0)) is None


def offer(**values):
    return Offer(**({"services": ["JUR"], "populations": [], "intake": "open", "distance": 5.0} | values))


def test_the_best_match_comes_first():
    wanted = Wanted(service="JUR", population="VEUVE", commune="05.081.01.03")
    best = [
        offer(populations=["VEUVE"], commune="05.081.01.03"), offer(populations=["VEUVE"], distance=9.0), offer(),
        offer(distance=None), offer(intake="full", distance=1.0),
        offer(free_places=0, are_places_known=True, distance=2.0), offer(intake="closed", distance=0.0),
    ]  # fmt: skip
    shuffled = best[::-1]
    assert sorted(shuffled, key=lambda one: order_of(one, wanted)) == best


def test_whom_it_takes_in():
    assert takes_in(offer(), Wanted("JUR", "PA"))
    assert not takes_in(offer(populations=["VEUVE"]), Wanted("JUR", "PA"))
    assert not takes_in(offer(), Wanted("SOIN"))


@pytest.fixture
def worker(place):
    return place.worker()


@pytest.fixture
def officer(place):
    return place.worker(place.delegation, role="PARTNERSHIP_OFFICER")


def found(actor, now=NOW, **wanted):
    with working(actor) as who:
        return services_found(actor=who, now=now, wanted=Wanted(**wanted))


def test_a_centre_enters_itself_and_is_found_by_its_service(place, worker):
    row = entry(worker, of_unit_id=place.centre.pk, hours=HOURS)
    (one,) = found(place.worker(place.stranger), service="JUR")
    assert (one.entry.pk, one.may_keep, one.figures.sent) == (row.pk, False, 0)
    assert found(worker, service="FORM") == []


def test_a_service_outside_is_entered_by_the_delegation_alone(worker, officer):
    with pytest.raises(Refused) as raised:
        entry(worker)
    assert raised.value.fault == Fault.NOT_KEPT_HERE
    assert entry(officer).destination == "HOPITAL"


def test_nobody_keeps_the_line_of_another_territory(place, worker):
    row = entry(place.worker(place.stranger), of_unit_id=place.stranger.pk)
    with pytest.raises(NotAllowed), working(worker) as who:
        tell_places(actor=who, now=NOW, entry_id=row.pk, free_places=1, intake="open")
    with pytest.raises(NotAllowed):
        entry(worker, of_unit_id=place.stranger.pk)


def test_two_keepers_at_once_see_each_other(place, worker):
    row = entry(worker, of_unit_id=place.centre.pk)
    with working(worker) as who:
        given = {"actor": who, "now": NOW, "entry_id": row.pk, "version": 0}
        change_service(**given, values=EntryValues(services=["SOIN"], place="Porte bleue"))
        with pytest.raises(KeptMeanwhile) as raised:
            change_service(**given, values=EntryValues(services=["JUR"]))
    assert raised.value.now_reads.place == "Porte bleue"


def test_a_unit_is_listed_once_and_twice_the_same_form_is_one(place, worker):
    row = entry(worker, of_unit_id=place.centre.pk)
    assert entry(worker, of_unit_id=place.centre.pk, entry_id=row.pk) == row
    with pytest.raises(Refused) as raised:
        entry(worker, of_unit_id=place.centre.pk)
    assert raised.value.fault == Fault.ALREADY_LISTED


@pytest.mark.parametrize(("days", "is_known"), [(1, True), (8, False)])
def test_free_places_count_for_a_week(officer, days, is_known):
    row = entry(officer)
    with working(officer) as who:
        tell_places(actor=who, now=NOW, entry_id=row.pk, free_places=0, intake="open")
    (one,) = found(officer, now=NOW + timedelta(days=days))
    assert (one.offer.are_places_known, one.is_full) == (is_known, is_known)


def test_what_ended_is_proposed_no_more(officer):
    row = entry(officer)
    with working(officer) as who:
        end_service(actor=who, now=NOW, entry_id=row.pk)
    assert found(officer) == []


def test_a_place_that_protects_is_shown_to_its_own_and_those_above_only(place, worker):
    keeper = place.worker(place.emf, role="WOMEN_OFFICER")
    row = entry(keeper, of_unit_id=place.emf.pk)
    delegate = place.worker(place.delegation, role="DELEGATE")
    assert [one.entry.pk for one in found(keeper)] == [one.entry.pk for one in found(delegate)] == [row.pk]
    for reader in (worker, place.worker(place.stranger)):
        assert found(reader) == []
        with working(reader) as who:
            assert not DirectoryEntry.objects.filter(pk=row.pk).exists(), "the second wall"
            with pytest.raises(DirectoryEntry.DoesNotExist):
                entry_of(actor=who, entry_id=row.pk, now=NOW)


def test_a_shelter_outside_is_seen_from_the_delegation_only(officer, worker):
    entry(officer, is_secret=True)
    assert len(found(officer)) == 1 and found(worker) == []


def sent_to(actor, **values):
    return orientation(actor, registration_id=person(actor).pk, **values)


def figures(actor):
    with working(actor) as who:
        return figures_by_place(actor=who, since=NOW.date(), until=NOW.date() + timedelta(days=9))


def test_figures_of_a_service_chosen_from_the_directory(officer, worker):
    row = entry(officer)
    first, second, _third = (sent_to(worker, entry_id=row.pk) for _ in range(3))
    for one, answer, days, reason in ((first, "SERVIE", 1, ""), (second, "REFUSEE", 3, "NO_PLACE")):
        with working(worker) as who:
            commands.answer_orientation(
                actor=who, now=NOW + timedelta(days=days), orientation_id=one.pk, answer=answer, reason=reason,
                via="phone",
            )  # fmt: skip
    one = figures(worker)[Place("entry", str(row.pk))]
    assert (one.sent, one.served, one.refused, one.waiting, one.reasons) == (3, 1, 1, 1, {"NO_PLACE": 1})
    assert one.median_days == pytest.approx(2) and one.take_up == pytest.approx(100 / 3)


def test_closing_keeps_the_outcome(worker):
    row = sent_to(worker, destination="CSU")
    with working(worker) as who:
        commands.answer_orientation(actor=who, now=NOW, orientation_id=row.pk, answer="SERVIE", via="phone")
        commands.close_orientation(actor=who, now=NOW, orientation_id=row.pk)
    assert figures(worker)[Place("kind", "CSU")].served == 1


def test_a_figure_opens_down_to_its_rows(place, worker):
    row = sent_to(worker, destination="CSU")
    sent_to(worker, to_unit_id=place.sister.pk)
    with working(worker) as who:
        rows = orientations(actor=who, side="")
        assert list(behind(rows, actor=who, place="kind:CSU", outcome="waiting")) == [row]
        assert not behind(rows, actor=who, place="unit:nonsense").exists()
        assert not behind(rows, actor=who, outcome="nonsense").exists()


def test_places_that_protect_are_counted_together_and_never_by_their_id(place, worker):
    row = sent_to(worker, to_unit_id=place.emf.pk)
    assert figures(worker) == {Place("secret"): figures(worker)[Place("secret")]}
    with working(worker) as who:
        rows = orientations(actor=who, side="")
        assert list(behind(rows, actor=who, place="secret:")) == [row]
        assert not behind(rows, actor=who, place=f"unit:{place.emf.pk}").exists()


def test_an_orientation_to_a_line_of_the_directory_goes_where_the_line_says(place, worker, officer):
    inside = entry(place.worker(place.sister), of_unit_id=place.sister.pk)
    assert sent_to(worker, entry_id=inside.pk).to_unit_id == place.sister.pk
    outside = sent_to(worker, entry_id=entry(officer).pk)
    assert (outside.destination, outside.destination_name) == ("HOPITAL", "Hôpital provincial")


def test_without_consent_the_reason_is_asked(worker):
    with pytest.raises(Refused) as raised:
        sent_to(worker, destination="CSU", basis="URGENCE")
    assert raised.value.fault == Fault.NO_BASIS_REASON
    assert sent_to(worker, destination="CSU", basis="URGENCE", why="Inconsciente").basis == "URGENCE"


def test_who_leaves_is_replaced_by_the_nearest_above(place, worker):
    sent_to(worker, destination="CSU")
    heir = place.worker(place.delegation, role="SUPERVISOR")
    Posting.objects.filter(account_id=worker.account_id).update(until=date(2026, 11, 25))
    later = NOW + timedelta(days=1)
    assert commands.remind_orientations(now=later, today=later.date())["handed"] == 1
    assert commands.remind_orientations(now=later, today=later.date())["handed"] == 0
    with working(heir) as who:
        assert orientations(actor=who, side="").get().owner_id == heir.account_id
