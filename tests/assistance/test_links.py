"""Answering without an account: what a link opens, to whom, how often, and what each wrong use is told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.assistance.factories import NOW, case, orientation, person, working
from wasl.assistance import commands
from wasl.assistance.commands.placing import Refused
from wasl.assistance.models import OrientationLink, OrientationStep
from wasl.assistance.queries import my_day, orientation_sheet
from wasl.assistance.rules import Fault
from wasl.assistance.rules.links import (
    SECRET_LENGTH,
    CodeSaid,
    LinkState,
    code_of,
    code_said,
    digest_of_secret,
    new_secret,
    state_of_link,
)
from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.core.scope import system
from wasl.journal.models import Line

KEY = b"k" * 32
LATER = NOW + timedelta(days=1)


@pytest.fixture
def sender(place):
    return place.worker()


@pytest.fixture
def sent(sender):
    her = person(sender)
    return orientation(sender, registration_id=her.pk, destination="HOPITAL", shared={"given_name": "Fatima"})


def linked(actor, row, lang="fr"):
    with working(actor) as who:
        return commands.make_link(actor=who, now=NOW, orientation_id=row.pk, lang=lang)


@pytest.fixture
def made(sender, sent):
    return linked(sender, sent)


def opened(made, code=None, now=LATER):
    return commands.open_link(secret=made.secret, code=code or made.code, now=now)


def replied(made, answer="ACCEPTEE", code=None, now=LATER, **values):
    return commands.answer_link(secret=made.secret, code=code or made.code, now=now, answer=answer, **values)


def wrong(made):
    return f"{(int(made.code) + 1) % 10**6:06d}"


def state_of(sender, row):
    with working(sender) as who:
        return orientation_sheet(actor=who, orientation_id=row.pk, now=LATER).orientation.state


def test_codes_of_one_link_differ_by_turn_and_from_those_of_another():
    one, other = uuid4(), uuid4()
    codes = {code_of(key=KEY, link_id=link, turn=turn) for link in (one, other) for turn in range(1, 20)}
    assert len(codes) >= 37 and all(len(code) == 6 and code.isdigit() for code in codes)


@pytest.mark.parametrize(("turn", "said"), [(4, CodeSaid.RIGHT), (3, CodeSaid.SPENT), (2, CodeSaid.WRONG)])
def test_a_code_is_right_once_then_spent_then_forgotten(turn, said):
    link = uuid4()
    assert code_said(code_of(key=KEY, link_id=link, turn=turn), key=KEY, link_id=link, turn=4) == said


def test_a_secret_has_256_bits_and_its_digest_does_not_show_it():
    secret = new_secret()
    assert len(secret) == SECRET_LENGTH and secret.encode() not in digest_of_secret(secret)
    assert len({new_secret() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, LinkState.OPEN),
        ({"until_at": NOW}, LinkState.STALE),
        ({"wrong_codes": 5, "until_at": NOW}, LinkState.BLOCKED),
        ({"is_closed": True, "wrong_codes": 5}, LinkState.CLOSED),
        ({"revoked_at": NOW, "is_closed": True}, LinkState.REVOKED),
    ],
)
def test_what_stands_behind_a_link(changes, state):
    given = {"revoked_at": None, "until_at": LATER, "wrong_codes": 0, "most_wrong": 5, "is_closed": False} | changes
    assert state_of_link(**given, now=NOW) == state


def test_the_link_with_its_code_shows_what_was_passed_on_and_no_more(made):
    page = opened(made)
    assert page.sheet.shared == {"given_name": "Fatima"}
    assert page.sheet.words == "Conseil demandé"
    assert page.sheet.service == "JUR"


def test_the_link_alone_shows_nothing(made):
    page = commands.look_at_link(secret=made.secret, now=LATER)
    assert (page.state, page.sheet) == (LinkState.OPEN, None)


def test_only_the_digest_of_the_secret_is_kept_and_no_code(made):
    with system("answer by link"):
        (row,) = OrientationLink.objects.for_system("answer by link").values()
    kept = " ".join(str(bytes(v) if isinstance(v, memoryview) else v) for v in row.values())
    assert made.secret not in kept and made.code not in kept.replace("-", " ").split()


def test_an_answer_comes_back_to_the_senders_day_and_spends_the_code(sender, sent, made):
    page = replied(made)
    assert page.is_noted and page.next_code != made.code
    with working(sender) as who:
        assert my_day(actor=who, now=LATER).back == [sent]
    assert replied(made, "SERVIE", code=page.next_code).is_noted
    assert state_of(sender, sent) == "SERVIE"


def test_the_same_answer_sent_again_is_noted_once(made):
    replied(made)
    page = replied(made)
    assert page.is_noted and page.said == CodeSaid.SPENT and not page.next_code
    with system("answer by link"):
        steps = OrientationStep.objects.for_system("answer by link").values_list("step", flat=True)
        assert sorted(steps).count("ACCEPTEE") == 1


@pytest.mark.parametrize("state", ["ENVOYEE", "CLOTUREE"])
def test_a_state_that_is_no_answer_is_refused_and_spends_no_code(sender, sent, made, state):
    page = replied(made, state)
    assert not page.is_noted and page.fault is Fault.STATE and state_of(sender, sent) == "ENVOYEE"
    assert replied(made).is_noted


def test_a_replayed_code_changes_and_shows_nothing(sender, sent, made):
    replied(made)
    page = replied(made, "REFUSEE", reason="NO_PLACE")
    assert page.said == CodeSaid.SPENT and not page.is_noted and page.sheet is None
    assert opened(made).sheet is None
    assert state_of(sender, sent) == "ACCEPTEE"


@pytest.mark.parametrize("forged", ["", "x", "A" * 43, "../../day", "é" * 43, "\x00" * 43])
def test_a_forged_link_leads_nowhere(made, forged):
    assert commands.open_link(secret=forged, code=made.code, now=LATER).state is None
    assert commands.answer_link(secret=forged, code=made.code, now=LATER, answer="ACCEPTEE").state is None
    assert commands.ask_for_link(secret=forged, now=LATER).state is None


def test_wrong_codes_block_the_link_and_tell_the_sender(sender, sent, made):
    pages = [opened(made, wrong(made)) for _ in range(5)]
    assert [page.attempts_left for page in pages] == [4, 3, 2, 1, 0]
    assert opened(made).state == LinkState.BLOCKED and opened(made).sheet is None
    with working(sender) as who:
        assert my_day(actor=who, now=LATER).asked == [sent]
        link = commands.new_link_code(actor=who, now=LATER, orientation_id=sent.pk)
        sheet = orientation_sheet(actor=who, orientation_id=sent.pk, now=LATER)
        assert my_day(actor=who, now=LATER).asked == []
    assert link.turn == 2 and opened(made, sheet.link.code).sheet


def test_a_stale_link_says_so_and_asks_for_another(sender, sent, made):
    late = NOW + timedelta(days=31)
    assert opened(made, now=late).state == LinkState.STALE
    assert commands.ask_for_link(secret=made.secret, now=late).is_asked
    commands.ask_for_link(secret=made.secret, now=late)
    with working(sender) as who:
        assert my_day(actor=who, now=late).asked == [sent]
        sheet = orientation_sheet(actor=who, orientation_id=sent.pk, now=late)
    assert [step.step for step in sheet.steps].count("link_asked") == 1


def test_a_withdrawn_link_opens_nothing(sender, sent, made):
    with working(sender) as who:
        commands.end_link(actor=who, now=NOW, orientation_id=sent.pk)
    assert opened(made).state == LinkState.REVOKED
    assert replied(made).state == LinkState.REVOKED
    assert state_of(sender, sent) == "ENVOYEE"


def test_a_new_link_ends_the_one_before(sender, sent, made):
    again = linked(sender, sent)
    assert opened(made).state == LinkState.REVOKED
    assert opened(again).sheet


def test_after_closure_nothing_is_answered(sender, sent, made):
    with working(sender) as who:
        commands.close_orientation(actor=who, now=NOW, orientation_id=sent.pk, reason="DECLINED")
    assert replied(made).state == LinkState.CLOSED


def test_a_wrong_receiver_says_so_without_a_code(sender, sent, made):
    assert commands.refuse_link(secret=made.secret, now=LATER).is_noted
    assert opened(made).state == LinkState.REVOKED
    with working(sender) as who:
        assert my_day(actor=who, now=LATER).asked == [sent]
    assert state_of(sender, sent) == "ENVOYEE"


@pytest.mark.parametrize(
    ("answer", "extra", "fault"),
    [
        ("REFUSEE", {}, Fault.NO_REASON),
        ("REFUSEE", {"reason": "ZZZ"}, Fault.UNKNOWN_REASON),
        ("RDV", {}, Fault.NO_APPOINTMENT),
        ("RDV", {"appointment_at": NOW - timedelta(days=2)}, Fault.APPOINTMENT_PAST),
        ("CLOTUREE", {}, Fault.STATE),
        ("SANS_SUITE", {}, Fault.STATE),
    ],
)
def test_a_faulty_answer_is_explained_and_spends_no_code(made, answer, extra, fault):
    assert replied(made, answer, **extra).fault == fault
    assert opened(made).sheet


def test_of_a_nominative_file_only_number_and_dates_are_shown(place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, NOW.date())])
    row = orientation(
        officer, registration_id=dossier.registration_id, case_id=dossier.pk, destination="PARQUET",
        shared={"given_name": "Fatima"},
    )  # fmt: skip
    page = opened(linked(officer, row))
    assert page.sheet.number == row.number
    assert (page.sheet.shared, page.sheet.words, page.sheet.service, page.sender) == ({}, "", "", None)


def test_a_centre_of_the_institution_has_no_link(place, sender):
    row = orientation(sender, registration_id=person(sender).pk, to_unit_id=place.sister.pk)
    with pytest.raises(Refused) as raised:
        linked(sender, row)
    assert raised.value.fault == Fault.HAS_ACCOUNTS


def test_nobody_else_makes_or_reads_a_link(place, sent, made):
    stranger = place.worker(place.stranger)
    with pytest.raises(NotAllowed):
        linked(stranger, sent)
    with working(stranger) as who:
        assert not OrientationLink.objects.visible_to(who, Permission.ORIENTATION_READ).exists()


def test_reading_and_answering_stand_in_the_journal_without_the_secret(made):
    opened(made)
    replied(made)
    with system("seal journal"):
        lines = list(Line.objects.values_list("verb", "reason", "subject_id", "digest"))
    assert {"orientation:read_by_link", "orientation:answer"} <= {line[0] for line in lines}
    assert made.secret not in str(lines) and made.code not in str(lines)
