"""A partner without an account: what a link and its code open, for how long, and what each wrong use is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tests.assistance.factories import NOW, working
from tests.watch.desk_factories import bulletin, dataset
from tests.watch.factories import signal
from wasl.assistance.rules.links import CodeSaid, LinkState
from wasl.catalogue.queries import unmet_reasons_on
from wasl.core.authority import NotAllowed
from wasl.core.scope import entered, system
from wasl.journal.models import Line
from wasl.messages.models import Message
from wasl.watch.commands.dispatches import dispatch_signal
from wasl.watch.commands.partner_links import (
    CannotLink,
    end_partner_link,
    make_partner_link,
    may_still_tell,
    renew_partner_code,
    send_partner_link,
)
from wasl.watch.commands.partner_pages import (
    answer_by_partner_link,
    ask_for_partner_link,
    look_at_partner_link,
    open_partner_link,
    refuse_partner_link,
    take_by_partner_link,
)
from wasl.watch.models import DataSet, PartnerLink, SignalDispatch
from wasl.watch.rules.partner_links import Handed, LinkFault, fault_of_number, until

LATER = NOW + timedelta(days=1)
SCHOOLS = ("EDUC", "Direction provinciale")


@pytest.mark.parametrize("number", ["", "0612345678", "+212 6 12 34 56 78", "05.23.45.67.89"])
def test_a_telephone_is_digits(number):
    assert fault_of_number(number) is None


@pytest.mark.parametrize("number", ["12", "06123456789012345", "06 12 x", "0612345678\nA"])
def test_anything_else_is_no_telephone(number):
    assert fault_of_number(number) is LinkFault.NUMBER


def test_a_link_never_outlives_what_it_leads_to():
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert until(now=now, days=30, last_on=None, zone=UTC) == now + timedelta(days=30)
    assert until(now=now, days=30, last_on=date(2026, 11, 30), zone=UTC) == datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def cell(place):
    return place.worker(place.delegation, role="WATCH_CELL")


@pytest.fixture
def sent(cell):
    row = signal(cell)
    with working(cell) as who:
        return dispatch_signal(actor=who, now=NOW, signal_id=row.pk, partners=(SCHOOLS,))[0]


def linked(actor, row, kind=Handed.SIGNAL, partner="", now=NOW):
    with working(actor) as who:
        return make_partner_link(actor=who, now=now, kind=kind, subject_id=row.pk, partner=partner, lang="fr")


@pytest.fixture
def made(cell, sent):
    return linked(cell, sent)


def opened(made, code=None, now=LATER):
    return open_partner_link(secret=made.secret, code=code or made.code, now=now)


def answered(made, answer, reason="", code=None):
    return answer_by_partner_link(secret=made.secret, code=code or made.code, now=LATER, answer=answer, reason=reason)


def state(row):
    with system("remind signals"):
        return SignalDispatch.objects.for_system("remind signals").get(pk=row.pk).state


def wrong(made):
    return f"{(int(made.code) + 1) % 10**6:06d}"


def test_with_both_address_and_code_the_partner_reads_what_was_told(made):
    before = look_at_partner_link(secret=made.secret, now=LATER)
    assert (before.state, before.sheet, before.words) == (LinkState.OPEN, None, "")
    assert opened(made).words == "La coopérative a fermé"


def test_another_secret_opens_nothing(made):
    assert open_partner_link(secret="A" * 43, code=made.code, now=LATER).state is None


def test_only_the_digest_of_the_secret_is_kept(made):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM watch_partnerlink WHERE watch_partnerlink::text LIKE %s", [made.secret])
    with system("read by partner link"):
        (row,) = PartnerLink.objects.for_system("read by partner link").values()
    assert made.secret not in str(row) and made.code not in str(row)


def test_five_wrong_codes_block_and_the_sender_renews(cell, sent, made):
    for _try in range(5):
        page = opened(made, code=wrong(made))
    assert (page.said, page.state, page.is_asked) == (CodeSaid.WRONG, LinkState.BLOCKED, True)
    assert opened(made).sheet is None
    with working(cell) as who:
        row = renew_partner_code(
            actor=who, now=LATER, kind=Handed.SIGNAL, subject_id=sent.pk, link_id=made.link.pk
        )  # fmt: skip
    assert (row.wrong_codes, row.turn) == (0, 2)
    assert opened(made).said == CodeSaid.SPENT


def test_an_answer_reaches_whoever_sent_it_and_is_noted_once(sent, made):
    assert answered(made, "ACCEPTEE").is_noted
    assert answered(made, "ACCEPTEE").is_noted
    assert state(sent) == "ACCEPTEE"


def test_a_refusal_says_why(sent, made):
    assert answered(made, "REFUSEE").needs_reason
    assert state(sent) == "ENVOYEE"
    reason = unmet_reasons_on(NOW.date()).first().code
    assert answered(made, "REFUSEE", reason=reason).is_noted
    assert state(sent) == "REFUSEE"


@pytest.mark.parametrize("answer", ["CLOTUREE", "ENVOYEE", "anything"])
def test_a_partner_answers_what_a_partner_may(sent, made, answer):
    answered(made, answer)
    assert state(sent) == "ENVOYEE"


def test_what_was_dealt_with_is_read_no_more(made):
    answered(made, "SERVIE")
    assert opened(made).state == LinkState.CLOSED


def test_a_link_has_its_days(made):
    late = NOW + timedelta(days=400)
    assert opened(made, now=late).state == LinkState.STALE
    assert ask_for_partner_link(secret=made.secret, now=late).is_asked


def test_an_ended_link_and_one_that_was_not_for_them_open_nothing(cell, sent, made):
    other = linked(cell, sent)
    assert opened(made).state == LinkState.REVOKED
    assert refuse_partner_link(secret=other.secret, now=LATER).is_refused
    assert opened(other).state == LinkState.REVOKED
    with working(cell) as who:
        given = {"actor": who, "now": LATER, "kind": Handed.SIGNAL, "subject_id": sent.pk}
        end_partner_link(**given, link_id=other.link.pk)
        with pytest.raises(CannotLink):
            renew_partner_code(**given, link_id=other.link.pk)


def test_another_unit_makes_no_link_to_it(place, sent):
    with pytest.raises(SignalDispatch.DoesNotExist):
        linked(place.worker(place.stranger, role="WATCH_CELL"), sent)


def test_whoever_does_not_follow_signals_makes_none(place, sent):
    with pytest.raises(NotAllowed):
        linked(place.worker(), sent)


def test_what_is_not_approved_does_not_leave(place, cell):
    with pytest.raises(CannotLink) as refused:
        linked(cell, bulletin(place.delegation), Handed.BULLETIN, partner="Commune")
    assert refused.value.fault is LinkFault.NOT_READY


@pytest.fixture
def data(place):
    row = dataset(place.delegation)
    with system("watch alerts"):
        found = DataSet.objects.for_system("watch alerts").filter(pk=row.pk)
        approver = place.worker(place.delegation, role="DELEGATE").account_id
        found.update(approved_at=NOW, approved_by_id=approver, content=b"#date,#value\n", sha256="0" * 64)
        return found.get()


def taken(made, code=None, now=LATER):
    return take_by_partner_link(secret=made.secret, code=code or made.code, now=now, lang="fr")


def test_a_data_set_is_taken_by_link_and_counted(cell, data):
    made = linked(cell, data, Handed.DATASET)
    assert made.link.partner == data.partner
    assert taken(made)[1] == b"#date,#value\n"
    assert taken(made, code=wrong(made))[1] == b""
    with system("watch alerts"):
        assert DataSet.objects.for_system("watch alerts").get(pk=data.pk).taken == 1


def test_a_revoked_data_set_is_taken_no_more(cell, data):
    made = linked(cell, data, Handed.DATASET)
    with system("watch alerts"):
        DataSet.objects.for_system("watch alerts").filter(pk=data.pk).update(revoked_at=LATER, revoked_why="Essai")
    page, content = taken(made)
    assert (page.state, content) == (LinkState.CLOSED, b"")


def test_each_reading_leaves_a_line(cell, sent, made):
    opened(made)
    answered(made, "ACCEPTEE")
    with entered(cell):
        verbs = set(Line.objects.filter(subject_id=str(sent.pk)).values_list("verb", flat=True))
    assert {"watch:read_by_link", "watch:answer_by_link"} <= verbs


def told(cell, made, number="0612345678"):
    address = f"https://wasl.example/p/{made.secret}/"
    with working(cell) as who:
        send_partner_link(actor=who, now=NOW, made=made, address=address, number=number)
    with system("send messages"):
        return Message.objects.for_system("send messages").get(subject_id=made.link.pk)


def test_the_address_leaves_sealed_and_the_code_does_not(cell, made):
    row = told(cell, made)
    assert (row.template, row.channel, row.not_after) == ("partner", "sms", LATER)
    assert made.secret.encode() not in bytes(row.words)


def test_a_link_that_ended_is_told_to_nobody(cell, sent, made):
    told(cell, made)
    linked(cell, sent)
    with system("send messages"):
        assert not may_still_tell(made.link.pk, now=LATER)


def test_a_wrong_number_is_refused(cell, made):
    with pytest.raises(CannotLink):
        told(cell, replace(made), number="12")
