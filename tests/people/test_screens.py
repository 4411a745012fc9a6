"""The people's pages as an agent uses them: what they show, keep, refuse and say."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.access.factories import account, posting

from wasl.access.queries import actor_of
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.journal.models import Line
from wasl.people import commands, queries
from wasl.people.rules import Birth, Particulars

FATIMA = Particulars(given_ar="فاطمة", family_ar="أيت حمو", sex="F", birth=Birth(year=1988))


class Desk:
    """A browser signed in under one posting, and the actor it stands for."""

    def __init__(self, role, unit):
        from django.test import Client

        self.client = Client()
        holder = account(unit)
        self.actor = actor_of(posting=posting(role, unit, holder=holder))
        self.client.force_login(holder)

    def get(self, name, *args, **query):
        return self.client.get(reverse(f"people:{name}", args=args), query)

    def post(self, name, *args, **data):
        return self.client.post(reverse(f"people:{name}", args=args), data)

    def registers(self, particulars=FATIMA, **options):
        with entered(self.actor):
            return commands.register_person(actor=self.actor, particulars=particulars, now=timezone.now(), **options)

    def all(self):
        with entered(self.actor):
            return list(queries.registrations(actor=self.actor))


@pytest.fixture
def desk(institution):
    return Desk("SOCIAL_WORKER", institution.centre)


@pytest.fixture
def sister(institution):
    return Desk("EDUCATOR", institution.sister)


def form(**changes):
    return {
        "given": "فاطمة",
        "family": "أيت حمو",
        "birth_year": "1988",
        "sex": "F",
        "command_id": uuid.uuid4(),
    } | changes


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_box_finds_across_scripts_and_opens_the_file(desk):
    made = desk.registers()
    page = text_of(desk.get("search", q="Fatima Ait Hammou"))
    assert reverse("people:person", args=[made.pk]) in page and "أيت حمو" in page


def test_the_suggestion_is_a_small_fragment(desk):
    desk.registers()
    answer = desk.get("suggest", q="fatima ait ham")
    assert b"<html" not in answer.content and len(answer.content) < 20_000
    assert "أيت حمو" in text_of(answer)


def test_a_masked_hit_shows_neither_name_nor_place(desk, sister, institution):
    made = sister.registers(Particulars(given_latin="Fatima", family_latin="Ait Hammou", birth=Birth(year=1988)))
    page = text_of(desk.get("search", q="فاطمة أيت حمو 1988"))
    assert 'name="token"' in page
    for secret in (str(made.pk), "Ait Hammou", institution.sister.code):
        assert secret not in page


def test_registering_leads_to_the_file(desk):
    answer = desk.post("registration-new", **form())
    (made,) = desk.all()
    assert answer["Location"] == reverse("people:person", args=[made.pk])
    assert (made.name_ar, made.birth_year) == ("فاطمة أيت حمو", 1988)


@pytest.mark.parametrize(
    ("role", "place", "is_led"),
    [
        ("CHILD_OFFICER", "centre", True),
        ("WOMEN_OFFICER", "centre", True),
        ("SOCIAL_WORKER", "centre", False),
        ("DELEGATE", "delegation", False),
    ],
)
def test_only_who_may_ask_is_led_to_an_emergency_opening(desk, institution, role, place, is_led):
    made = desk.registers()
    page = Desk(role, getattr(institution, place)).get("person", made.pk)
    assert page.status_code == 200
    assert (reverse("glass:ask", args=[made.pk]) in text_of(page)) is is_led


def test_pressing_twice_registers_once(desk):
    sent = form()
    assert {desk.post("registration-new", **sent).status_code for _time in range(2)} == {302}
    assert len(desk.all()) == 1


def test_somebody_likely_is_asked_about_before_saving(desk):
    first = desk.registers()
    sent = form(given="Fatima", family="Ait Hammou")
    answer = desk.post("registration-new", **sent)
    assert answer.status_code == 422 and f'value="{first.pk}"' in text_of(answer)
    assert len(desk.all()) == 1
    assert desk.post("registration-new", **sent, same_as=str(first.pk)).status_code == 302
    assert len({*queries_persons(desk)}) == 1


def queries_persons(desk):
    with entered(desk.actor):
        ids = [row.pk for row in queries.registrations(actor=desk.actor)]
        return queries.persons_of(actor=desk.actor, registration_ids=ids).values()


def test_the_question_keeps_what_was_typed(desk):
    desk.registers()
    page = text_of(desk.post("registration-new", **form(given="Fatima", family="Ait Hammou", mother="Itto")))
    assert 'value="Itto"' in page and 'value="1988"' in page


def test_none_of_these_registers_with_its_reason(desk):
    desk.registers()
    desk.post("registration-new", **form(none_of_these="RELATIVE"))
    assert sorted(row.none_of_these for row in desk.all()) == ["", "RELATIVE"]


def test_a_masked_hit_confirmed_from_the_form_links(desk, sister):
    theirs = sister.registers()
    page = text_of(desk.post("registration-new", **form()))
    token = re.search(r'name="same_as" value="(token:[^"]+)"', page)[1]
    assert desk.post("registration-new", **form(same_as=token)).status_code == 302
    with entered(sister.actor):
        person = queries.person_of(actor=sister.actor, registration_id=theirs.pk)
    assert set(queries_persons(desk)) == {person}


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"birth_day": "31", "birth_month": "2"}, "birth"),
        ({"birth_year": "2090"}, "birth"),
        ({"birth_year": "88"}, "birth"),
        ({"birth_year": "", "birth_age": "130"}, "birth"),
        ({"given_other": "زينب"}, "given_other"),
        ({"phone": "12345"}, "phone"),
        ({"document_type": "IDCS", "document_number": "123"}, "document_number"),
        ({"document_number": "JB44551"}, "document_type"),
        ({"sex": "Z"}, "sex"),
        ({"given": "x" * 81}, "given"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(desk, lang, changes, field):
    desk.client.cookies["wasl_language"] = lang
    answer = desk.post("registration-new", **form(**changes, father="Brahim"))
    assert answer.status_code == 422 and answer.context["form"].errors[field]
    assert 'value="Brahim"' in text_of(answer) and not desk.all()


def test_a_person_without_a_name_is_registered(desk):
    desk.post("registration-new", **form(given="", family="", birth_year="", known_as="L’homme au bonnet"))
    (made,) = desk.all()
    assert made.is_anonymous and "bonnet" in text_of(desk.get("person", made.pk))


def test_going_on_elsewhere_carries_who_it_is(desk):
    answer = desk.post("registration-new", **form(next="/receptions/new/?a=1"))
    (made,) = desk.all()
    assert answer["Location"] == f"/receptions/new/?a=1&who={made.pk}"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_going_on_never_leads_to_another_site(desk, address):
    assert "elsewhere" not in desk.post("registration-new", **form(next=address))["Location"]


def test_opening_a_file_leaves_a_line_and_shows_who_read_it(desk):
    made = desk.registers()
    desk.get("person", made.pk)
    page = text_of(desk.get("person", made.pk))
    with entered(desk.actor):
        assert Line.objects.filter(verb="person:read", subject_id=str(made.pk)).count() == 2
    assert "أيت حمو" in page and "Agent" in page


def test_a_file_out_of_scope_and_one_that_is_not_there_are_the_same_page(desk, sister):
    theirs = sister.registers()
    answers = [desk.get("person", each) for each in (theirs.pk, uuid.uuid4())]
    assert [each.status_code for each in answers] == [404, 404]
    bare = [re.sub(r'value="[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}|X-CSRFToken[^}]*', "", text_of(each)) for each in answers]
    assert bare[0] == bare[1]


ADDRESSES = [
    ("person", "registration"), ("history", "registration"), ("correct", "registration"), ("phone-add", "registration"),
    ("document-add", "registration"), ("address-add", "registration"), ("same", "registration"),
    ("household-add", "registration"), ("membership", "membership"), ("granted", None), ("double", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "of"), ADDRESSES)
def test_every_address_hides_what_stands_outside(desk, institution, name, of):
    there = Desk("SOCIAL_WORKER", institution.stranger)
    made = there.registers()
    with entered(there.actor):
        commands.create_household(actor=there.actor, registration_id=made.pk)
        member = made.memberships.visible_to(there.actor, Permission.PERSON_READ).get()
    key = {"registration": made.pk, "membership": member.pk}.get(of, uuid.uuid4())
    answer = desk.get(name, key)
    assert answer.status_code in {403, 404} or "أيت حمو" not in text_of(answer)


def test_a_correction_is_kept_with_what_stood_before(desk):
    made = desk.registers()
    page = desk.get("correct", made.pk)
    assert 'value="فاطمة"' in text_of(page)
    sent = form(given="فاطمة الزهراء", version=1)
    assert desk.post("correct", made.pk, **sent).status_code == 302
    history = text_of(desk.get("history", made.pk))
    assert "فاطمة الزهراء" in history and "فاطمة<" in history


def test_a_correction_over_another_is_not_silent(desk):
    made = desk.registers()
    desk.post("correct", made.pk, **form(given="زينب", version=1))
    answer = desk.post("correct", made.pk, **form(given="خديجة", version=1))
    assert answer.status_code == 422 and [row.given_ar for row in desk.all()] == ["زينب"]


def test_phones_are_added_changed_and_ended(desk):
    made = desk.registers()
    assert desk.post("phone-add", made.pk, number="0612345678", contact="CALL", level=2).status_code == 302
    assert desk.post("phone-add", made.pk, number="0612345", contact="CALL", level=2).status_code == 422
    with entered(desk.actor):
        phone = made.phones.visible_to(desk.actor, Permission.PERSON_READ).get()
    desk.post("phone-change", phone.pk, contact="NEVER")
    assert "badge-danger" in text_of(desk.get("person", made.pk))
    desk.post("phone-end", phone.pk)
    assert "badge-danger" not in text_of(desk.get("person", made.pk))


def first(desk, rows):
    with entered(desk.actor):
        return rows.visible_to(desk.actor, Permission.PERSON_READ).first()


def test_a_phone_is_shown_to_fewer_with_a_reason_that_is_kept(desk, institution):
    made = desk.registers()
    desk.post("phone-add", made.pk, number="0612345678", contact="CALL", level=2)
    phone = first(desk, made.phones)
    assert desk.post("phone-level", phone.pk, level=3).status_code == 422
    assert desk.post("phone-level", phone.pk, level=3, reason="DANGER").status_code == 302
    with entered(desk.actor):
        assert Line.objects.filter(verb="phone:level", subject_id=str(made.pk), reason="DANGER", level=3).exists()
    assert "0612345678" in text_of(desk.get("person", made.pk))
    assert "0612345678" not in text_of(Desk("EDUCATOR", institution.centre).get("person", made.pk))


def test_an_address_is_shown_to_more_again(desk):
    made = desk.registers()
    desk.post("address-add", made.pk, landmark="derrière le moulin", level=3)
    address = first(desk, made.addresses)
    assert desk.post("address-level", address.pk, level=2, reason="OVER").status_code == 302
    assert first(desk, made.addresses).level == 2


def test_without_a_protected_case_nothing_is_closed_to_all_but_the_named(institution):
    officer = Desk("WOMEN_OFFICER", institution.centre)
    made = officer.registers()
    answer = officer.post("phone-add", made.pk, number="0612345678", contact="CALL", level=4)
    assert answer.status_code == 422 and first(officer, made.phones) is None


def test_papers_are_added_and_seen(desk):
    made = desk.registers()
    desk.post("document-add", made.pk, type="CNIE", number="JB44551", status="DECLARED")
    shown = text_of(desk.get("person", made.pk))
    assert "…551" in shown and "JB44551" not in shown
    with entered(desk.actor):
        paper = made.documents.visible_to(desk.actor, Permission.PERSON_READ).get()
    desk.post("document-seen", paper.pk)
    with entered(desk.actor):
        assert queries.document(actor=desk.actor, document_id=paper.pk).status == "SEEN"


def test_an_address_may_be_a_landmark_alone(desk):
    made = desk.registers()
    assert desk.post("address-add", made.pk, landmark="derrière le moulin", level=2).status_code == 302
    assert "derrière le moulin" in text_of(desk.get("person", made.pk))
    assert desk.post("address-add", made.pk, landmark="  ", level=2).status_code == 422


def test_a_household_is_begun_and_joined(desk):
    mother = desk.registers()
    son = desk.registers(Particulars(given_ar="ياسين", family_ar="أيت حمو"), none_of_these="RELATIVE")
    desk.post("household-new", mother.pk)
    answer = desk.post("household-add", mother.pk, q="ياسين أيت حمو", who=str(son.pk), role="ENF")
    assert answer.status_code == 302
    assert "ياسين" in text_of(desk.get("person", mother.pk))


def test_who_joins_must_be_said(desk):
    mother = desk.registers()
    desk.post("household-new", mother.pk)
    assert desk.post("household-add", mother.pk, q="x", role="ENF").status_code == 422


def test_two_files_are_compared_linked_and_taken_apart(desk):
    one = desk.registers()
    other = desk.registers(Particulars(given_latin="Fatima", family_latin="Ait Hammou"), none_of_these="UNSURE")
    assert str(other.pk) in text_of(desk.get("same", one.pk))
    assert "Ait Hammou" in text_of(desk.get("compare", one.pk, other.pk))
    desk.post("compare", one.pk, other.pk)
    assert len(set(queries_persons(desk))) == 1
    desk.post("unlink", one.pk)
    assert len(set(queries_persons(desk))) == 2


def test_access_is_asked_answered_and_read(desk, sister, institution):
    sister.registers()
    token = re.search(r'name="token" value="([^"]+)"', text_of(desk.get("search", q="فاطمة أيت حمو 1988")))[1]
    assert "reason" in text_of(desk.post("ask-access", token=token, words="فاطمة"))
    assert desk.post("ask-access", token=token, words="فاطمة", reason="URGENT").status_code == 302
    director = Desk("CENTRE_DIRECTOR", institution.sister)
    assert "أيت حمو" in text_of(director.get("requests"))
    with entered(desk.actor):
        request_id = queries.own_requests(actor=desk.actor)[0].id
    assert "أيت حمو" not in text_of(desk.get("granted", request_id))
    director.post("decide-access", request_id, answer="yes")
    assert "أيت حمو" in text_of(desk.get("granted", request_id))


def test_the_rights_can_be_read_aloud(desk):
    assert "09-08" in text_of(desk.get("rights"))


@pytest.mark.parametrize("name", ["search", "suggest", "registration-new", "requests", "doubles"])
@pytest.mark.parametrize("role", ["STATISTICIAN", "BURSAR", "LOCAL_ADMIN"])
def test_who_has_no_business_with_people_sees_none(institution, name, role):
    nosy = Desk(role, institution.hq if role != "BURSAR" else institution.centre)
    answer = nosy.get(name, q="fatima ait hammou 1988")
    assert answer.status_code == 403 or "row-item" not in text_of(answer)
