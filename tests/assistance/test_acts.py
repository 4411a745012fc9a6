from datetime import timedelta

import pytest

from tests.assistance.factories import NOW, case, person, reception, working
from wasl.assistance import commands
from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import Act, ActPerson, Listening
from wasl.assistance.queries import reception_sheet
from wasl.assistance.rules import Fault
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission


def act(worker, **values):
    with working(worker) as who:
        return commands.record_act(actor=who, now=NOW, **{"act_id": new_id(), "service": "INF"} | values)


def listen(worker, **values):
    given = {"act_id": new_id(), "note": "سمعت ما قالته", "anonymous_count": 1}
    with working(worker) as who:
        return commands.record_listening(actor=who, now=NOW, **given | values)


def test_an_act_for_two_persons_counts_two(place):
    worker = place.worker()
    row = act(worker, registration_ids=[person(worker).pk, person(worker).pk])
    with working(worker) as who:
        assert ActPerson.objects.visible_to(who, Permission.ACT_READ).filter(act=row).count() == 2


def test_a_group_without_names_is_a_count(place):
    row = act(place.worker(), anonymous_count=30, anonymous_women=28, service="ALPH")
    assert (row.anonymous_count, row.anonymous_women) == (30, 28)


def test_an_act_sent_twice_is_one(place):
    worker, one = place.worker(), new_id()
    her = person(worker)
    act(worker, act_id=one, registration_ids=[her.pk])
    act(worker, act_id=one, registration_ids=[her.pk])
    with working(worker) as who:
        assert Act.objects.visible_to(who, Permission.ACT_READ).count() == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, Fault.NOBODY),
        ({"anonymous_count": 1, "occurred_at": NOW + timedelta(days=1)}, Fault.NOT_YET),
        ({"anonymous_count": 1, "service": "ZZZ"}, Fault.UNKNOWN_SERVICE),
    ],
)
def test_an_act_that_cannot_be_is_refused(place, changes, fault):
    with pytest.raises(Refused) as raised:
        act(place.worker(), **changes)
    assert raised.value.fault == fault


def test_an_act_in_another_agents_name_stays_in_reach(place):
    stranger = place.worker(place.stranger)
    agent = place.stranger.agents.get(account=stranger.account_id)
    with pytest.raises(Refused):
        act(place.worker(), anonymous_count=1, agent_id=agent.pk)


def test_what_was_heard_is_sealed_in_the_table(place, owner_cursor):
    worker = place.worker()
    listen(worker)
    with working(worker) as who:
        (row,) = Listening.objects.visible_to(who, Permission.ACT_READ)
    assert "سمعت".encode() not in bytes(row.note)


def test_listening_ends_the_reception_and_is_read_by_the_team(place):
    worker, colleague = place.worker(), place.worker()
    row = reception(worker)
    heard = listen(worker, reception_id=row.pk)
    with working(colleague) as who:
        sheet = reception_sheet(actor=who, reception_id=row.pk)
    assert sheet.reception.state == "done"
    assert sheet.notes[heard.pk].text == "سمعت ما قالته"


@pytest.mark.parametrize(("role", "reads"), [("SOCIAL_WORKER", False), ("SUPERVISOR", True)])
def test_a_note_kept_to_its_author_is_read_by_who_supervises(place, role, reads):
    worker, other = place.worker(), place.worker(role=role)
    row = reception(worker)
    heard = listen(worker, reception_id=row.pk, sharing="author")
    with working(other) as who:
        note = reception_sheet(actor=who, reception_id=row.pk).notes[heard.pk]
    assert (note.text is not None) == reads


def test_a_need_that_could_not_be_met_is_kept_with_its_reason(place):
    worker = place.worker()
    with working(worker) as who:
        row = commands.record_unmet_request(
            actor=who, now=NOW, request_id=new_id(), service="HEB_URG", reason="NO_PLACE", reception_id=None
        )
        with pytest.raises(Refused):
            commands.record_unmet_request(actor=who, now=NOW, request_id=new_id(), service="HEB_URG", reason="BECAUSE")
    assert row.path == place.centre.path


def test_an_act_in_a_dossier_takes_its_level(place):
    worker = place.worker()
    her = person(worker)
    dossier = case(worker, her, situations=[("HANDICAP", 2, NOW.date())])
    row = act(worker, case_id=dossier.pk, registration_ids=[her.pk])
    assert (row.level, row.seal) == (3, dossier.pk)


def test_a_trainer_records_no_act(place):
    with pytest.raises(NotAllowed):
        act(place.worker(role="EDUCATOR"), anonymous_count=1)
