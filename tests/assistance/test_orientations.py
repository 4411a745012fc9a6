from datetime import date, timedelta

import pytest

from tests.assistance.factories import NOW, case, orientation, person, reception, working
from wasl.assistance import commands
from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import Orientation, OrientationStep
from wasl.assistance.queries import by_coupon, my_day, orientation_sheet, orientations, targets
from wasl.assistance.rules import Fault, Step
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.network.models import Unit

TODAY = date(2026, 11, 24)


@pytest.fixture
def sender(place):
    return place.worker()


@pytest.fixture
def receiver(place):
    return place.worker(place.sister)


@pytest.fixture
def her(sender):
    return person(sender)


@pytest.fixture
def row(place, sender, her):
    return orientation(sender, registration_id=her.pk, to_unit_id=place.sister.pk, shared={"given_name": "Fatima"})


def answered(actor, row, answer="ACCEPTEE", **values):
    with working(actor) as who:
        return commands.answer_orientation(actor=who, now=NOW, orientation_id=row.pk, answer=answer, **values)


def test_the_receiving_side_reads_what_was_shared_and_nothing_else(receiver, row):
    with working(receiver) as who:
        sheet = orientation_sheet(actor=who, orientation_id=row.pk, now=NOW)
    assert sheet.shared == {"given_name": "Fatima"}
    assert sheet.orientation.person is None
    assert sheet.may_answer


@pytest.mark.parametrize(("urgency", "days"), [("danger", 0), ("urgent", 3), ("normal", 10)])
def test_the_answer_is_due_by_urgency(place, sender, her, urgency, days):
    sent = orientation(sender, registration_id=her.pk, to_unit_id=place.sister.pk, urgency=urgency)
    assert sent.due_on == TODAY + timedelta(days=days)


def test_an_answer_comes_back_to_the_sender_until_it_is_read(sender, receiver, row):
    answered(receiver, row)
    with working(sender) as who:
        assert my_day(actor=who, now=NOW).back == [row]
        commands.acknowledge_answer(actor=who, now=NOW, orientation_id=row.pk)
        assert my_day(actor=who, now=NOW).back == []


def test_it_waits_in_the_inbox_of_the_other_side(place, receiver, row):
    with working(receiver) as who:
        assert my_day(actor=who, now=NOW).inbox == [row]
    with working(place.worker(place.stranger)) as who:
        assert orientations(actor=who, side="received").count() == 0


def test_a_refusal_says_why(receiver, row):
    with pytest.raises(Refused) as raised:
        answered(receiver, row, "REFUSEE")
    assert raised.value.fault == Fault.NO_REASON
    assert answered(receiver, row, "REFUSEE", reason="NO_PLACE").answer_reason == "NO_PLACE"


def test_the_same_answer_twice_is_one_step(receiver, row):
    answered(receiver, row)
    answered(receiver, row)
    with working(receiver) as who:
        steps = OrientationStep.objects.visible_to(who, Permission.ORIENTATION_READ).values_list("step", flat=True)
        assert sorted(steps) == ["ACCEPTEE", "ENVOYEE"]


def test_the_sender_does_not_answer_for_the_other_side(sender, row):
    with pytest.raises(Refused) as raised:
        answered(sender, row)
    assert raised.value.fault == Fault.NOT_THE_RECEIVER


def test_a_coupon_brought_back_is_typed_by_the_sender(sender, her):
    sent = orientation(sender, registration_id=her.pk, destination="HOPITAL")
    with working(sender) as who:
        found = by_coupon(actor=who, text=sent.coupon.lower())
    assert answered(sender, found, "SERVIE", via="coupon").state == "SERVIE"


@pytest.mark.parametrize("wrong", ["", "AAAAAAAAAAA", "coupon"])
def test_a_wrong_coupon_and_one_out_of_reach_look_the_same(place, sender, row, wrong):
    with working(sender) as who:
        assert by_coupon(actor=who, text=wrong) is None
    with working(place.worker(place.stranger)) as who:
        assert by_coupon(actor=who, text=row.coupon) is None


def test_closing_ends_the_loop(sender, receiver, row):
    answered(receiver, row, "SERVIE")
    with working(sender) as who:
        assert commands.close_orientation(actor=who, now=NOW, orientation_id=row.pk).state == "CLOTUREE"
    with pytest.raises(Refused):
        answered(receiver, row, "NON_PRESENT")


@pytest.mark.parametrize(("reason", "fault"), [("", Fault.NO_REASON), ("MOON", Fault.UNKNOWN_REASON)])
def test_one_that_still_waits_is_closed_for_a_reason(sender, row, reason, fault):
    with working(sender) as who:
        with pytest.raises(Refused) as raised:
            commands.close_orientation(actor=who, now=NOW, orientation_id=row.pk, reason=reason)
        assert raised.value.fault == fault
        commands.close_orientation(actor=who, now=NOW, orientation_id=row.pk, reason="DECLINED")
        last = orientation_sheet(actor=who, orientation_id=row.pk, now=NOW).steps[-1]
    assert (last.step, last.reason) == ("CLOTUREE", "DECLINED")


@pytest.mark.parametrize("answer", ["CLOTUREE", "SANS_SUITE", "BROUILLON"])
def test_the_receiver_neither_closes_it_nor_says_that_nobody_answered(receiver, row, answer):
    with pytest.raises(Refused) as raised:
        answered(receiver, row, answer)
    assert raised.value.fault == Fault.STATE


def test_an_owner_who_may_not_read_it_any_more_is_replaced(place):
    officer, colleague = place.worker(role="WOMEN_OFFICER"), place.worker(role="WOMEN_OFFICER")
    dossier = case(officer)
    sent = orientation(officer, registration_id=dossier.registration_id, case_id=dossier.pk, destination="CSU")
    row = orientation(colleague, registration_id=dossier.registration_id, case_id=dossier.pk, destination="PARQUET")
    with working(officer) as who:
        commands.add_situation(actor=who, now=NOW, case_id=dossier.pk, code="VIOL_CONJ")
    assert commands.remind_orientations(now=NOW, today=TODAY)[Step.HANDED] == 1
    with working(officer) as who:
        rows = Orientation.objects.visible_to(who, Permission.ORIENTATION_READ).filter(pk__in=[sent.pk, row.pk])
        assert set(rows.values_list("owner_id", flat=True)) == {officer.account_id}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"destination": "MOON"}, Fault.UNKNOWN_DESTINATION),
        ({"service": "ZZZ", "destination": "CSU"}, Fault.UNKNOWN_SERVICE),
        ({"destination": "EN_CENTRE"}, Fault.NO_NAME),
        ({"destination": "AUTRE"}, Fault.NO_NAME),
        ({"destination": "CSU", "shared": {"cnie": "JB1"}}, Fault.NOT_SHARABLE),
    ],
)
def test_what_cannot_be_sent_says_why(sender, her, changes, fault):
    with pytest.raises(Refused) as raised:
        orientation(sender, registration_id=her.pk, **changes)
    assert raised.value.fault == fault


def test_nobody_is_sent_to_the_same_or_to_a_closed_centre(place, sender, her):
    with pytest.raises(Refused) as raised:
        orientation(sender, registration_id=her.pk, to_unit_id=place.centre.pk)
    assert raised.value.fault == Fault.SAME_UNIT
    Unit.objects.filter(pk=place.sister.pk).update(closed_on=TODAY)
    with pytest.raises(Refused) as raised:
        orientation(sender, registration_id=her.pk, to_unit_id=place.sister.pk)
    assert raised.value.fault == Fault.UNIT_CLOSED


def test_somebody_without_a_name_can_be_sent(sender):
    row = reception(sender)
    assert orientation(sender, reception_id=row.pk, destination="CSU").registration_id is None
    with pytest.raises(Refused):
        orientation(sender, destination="CSU")


def test_a_secret_place_stays_hidden_outside_the_team(place, sender, her):
    orientation(sender, registration_id=her.pk, to_unit_id=place.emf.pk)
    for reader, shown in ((sender, True), (place.worker(), False)):
        with working(reader) as who:
            (back,) = my_day(actor=who, now=NOW + timedelta(days=9)).late
        assert (back.to_name is not None) == shown


def test_a_nominative_dossier_is_received_by_named_accounts(place):
    officer, emf = place.worker(role="WOMEN_OFFICER"), place.worker(place.emf, role="WOMEN_OFFICER")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, TODAY)])
    given = {"registration_id": dossier.registration_id, "case_id": dossier.pk, "to_unit_id": place.emf.pk}
    with pytest.raises(Refused) as raised:
        orientation(officer, **given)
    assert raised.value.fault == Fault.NO_RECEIVER
    sent = orientation(officer, **given, receiver_ids=[emf.account_id])
    assert answered(emf, sent).state == "ACCEPTEE"
    with working(place.worker(place.emf, role="WOMEN_OFFICER")) as who:
        assert not Orientation.objects.visible_to(who, Permission.ORIENTATION_READ).exists()


def test_a_stranger_to_both_sides_answers_nothing(place, row):
    with pytest.raises(NotAllowed):
        answered(place.worker(place.stranger), row)


def test_a_moved_unit_carries_what_was_sent_to_it(place, receiver, row):
    Unit.objects.filter(pk=place.sister.pk).update(path=f"{place.other.path}{place.sister.code}.")
    with working(receiver) as who:
        assert orientations(actor=who, side="received").get() == row
        assert who.path.startswith(place.other.path)


def test_only_centres_of_the_same_delegation_are_offered(place, sender):
    with working(sender) as who:
        offered = {one for one, _, _ in targets(actor=who, on=TODAY)}
    assert offered == {place.sister.pk, place.emf.pk}


def test_the_night_job_reminds_escalates_and_tells_the_sender(place, sender, row):
    supervisor = place.worker(place.delegation, role="SUPERVISOR")
    seen = []
    for day in range(1, 22):
        done = commands.remind_orientations(now=NOW + timedelta(days=day), today=TODAY + timedelta(days=day))
        seen += [(day, step) for step, count in done.items() if count]
    assert seen[0] == (2, Step.REMINDED)
    assert (4, Step.ESCALATED) in seen
    assert seen[-1] == (21, Step.UNANSWERED)
    with working(sender) as who:
        assert my_day(actor=who, now=NOW + timedelta(days=21)).back == [row]
    assert supervisor is not None


def test_a_supervisor_sees_what_was_escalated(place, row):
    supervisor = place.worker(place.delegation, role="SUPERVISOR")
    for day in (3, 4):
        with working(supervisor) as who:
            assert my_day(actor=who, now=NOW + timedelta(days=4)).late == []
        commands.remind_orientations(now=NOW + timedelta(days=day), today=TODAY + timedelta(days=day))
    with working(supervisor) as who:
        assert my_day(actor=who, now=NOW + timedelta(days=4)).late == [row]


def test_the_job_run_twice_a_day_says_it_once(row):
    at = NOW + timedelta(days=4)
    assert commands.remind_orientations(now=at, today=at.date())["escalated"] == 1
    assert sum(commands.remind_orientations(now=at, today=at.date()).values()) == 0


def test_the_job_goes_beyond_its_first_batch(place, sender, her):
    for _ in range(5):
        orientation(sender, registration_id=her.pk, destination="CSU")
    at = NOW + timedelta(days=4)
    assert commands.remind_orientations(now=at, today=at.date(), batch=2)["escalated"] == 5


def test_the_sealed_words_need_the_system_or_a_reader(row):
    with system("remind orientations"):
        stored = bytes(Orientation.objects.for_system("remind orientations").get().sealed)
    assert b"Fatima" not in stored
