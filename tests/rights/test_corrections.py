from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.assistance import factories
from tests.assistance.factories import person, working
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.people.commands import NeedsApproval, correct_registration
from wasl.people.models import Registration
from wasl.people.queries import history_of, registration
from wasl.people.rules import Birth, Particulars
from wasl.people.rules.corrections import changed_identity, is_slip_of_the_pen
from wasl.rights.commands import CannotCorrect, apply_correction, ask_correction, issue_receipt, refuse_correction
from wasl.rights.rules.corrections import CorrectionFault, corrected, difference, moved_since

FATIMA = Particulars(given_latin="Fatima", family_latin="Ait Hammou", sex="F", birth=Birth(year=1988))
WEDNESDAY = datetime.fromisoformat("2026-11-18T09:00:00+00:00")


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"given_latin": "Fatma"}, ("given_latin",)),
        ({"birth": Birth(year=1989)}, ("birth",)),
        ({"sex": "M"}, ("sex",)),
        ({"given_ar": "فاطمة"}, ()),
        ({"douar": "Imlil", "languages": ("shi",), "known_as": "Tata"}, ()),
    ],
)
def test_filling_a_blank_or_moving_house_is_no_correction(change, names):
    assert changed_identity(FATIMA, replace(FATIMA, **change)) == names


@pytest.mark.parametrize(("is_own", "hours", "is_slip"), [(True, 23, True), (True, 25, False), (False, 0, False)])
def test_a_slip_of_the_pen_is_ones_own_and_fresh(is_own, hours, is_slip):
    now = WEDNESDAY + timedelta(hours=hours)
    assert is_slip_of_the_pen(is_own=is_own, created_at=WEDNESDAY, now=now, own_hours=24) is is_slip


@pytest.mark.parametrize(
    "after",
    [
        Birth(year=1988, month=3, day=2),
        Birth(age=38, stated_on=WEDNESDAY.date()),
        Birth(),
    ],
)
def test_what_is_asked_comes_back_from_storage(after):
    wanted = replace(FATIMA, birth=after, languages=("ar", "shi"), father="عمر")
    before, asked = difference(FATIMA, wanted)
    assert corrected(FATIMA, asked) == wanted
    assert moved_since(FATIMA, before) == ()
    assert set(moved_since(wanted, before)) == set(asked) == {"birth", "languages", "father"}


class World:
    """Somebody registered by a colleague, who asks that her name be spelled otherwise."""

    def __init__(self, place):
        self.worker, self.director = place.worker(), place.worker(role="CENTRE_DIRECTOR")
        self.her = person(self.worker)
        self.request = self.ask()

    def ask(self, who=None, **change):
        with working(who or self.worker) as actor:
            wanted = replace(self.file().particulars, **(change or {"family_latin": "Ait Hamou"}))
            return ask_correction(
                actor=actor, request_id=new_id(), registration_id=self.her.pk, particulars=wanted, asker="PERSON",
                evidence="CNIE", now=factories.NOW,
            )  # fmt: skip

    def file(self):
        with working(self.worker) as actor:
            return registration(actor=actor, registration_id=self.her.pk)

    def apply(self, who=None, version=None):
        with working(who or self.director) as actor:
            version = self.file().version if version is None else version
            return apply_correction(actor=actor, request_id=self.request.pk, version=version, now=factories.NOW)

    def refuse(self, who=None, reason="NO_PROOF", words=""):
        with working(who or self.director) as actor:
            return refuse_correction(
                actor=actor, request_id=self.request.pk, reason=reason, words=words, now=factories.NOW
            )


@pytest.fixture
def world(place):
    return World(place)


def fault(do, *args, **options):
    with pytest.raises(CannotCorrect) as raised:
        do(*args, **options)
    return raised.value.fault


def test_another_agent_corrects_and_the_history_stays(world):
    assert world.apply().state == "APPLIED"
    assert world.file().family_latin == "Ait Hamou"
    with working(world.director) as actor:
        assert [past.family_latin for past in history_of(actor=actor, row=world.file())] == ["Ait Hammou"]


def test_who_asked_does_not_decide(world, place):
    director = place.worker(role="CENTRE_DIRECTOR")
    world.refuse()
    world.request = world.ask(director)
    assert fault(world.apply, director) == fault(world.refuse, director) == CorrectionFault.SAME_AGENT
    assert world.file().family_latin == "Ait Hammou"


def test_the_delegate_decides_too_and_the_sister_centre_does_not(world, place):
    with pytest.raises(world.request.DoesNotExist):
        world.apply(place.worker(place.sister, role="CENTRE_DIRECTOR"))
    with pytest.raises(NotAllowed):
        world.apply(place.worker())
    assert world.apply(place.worker(place.delegation, role="DELEGATE")).state == "APPLIED"


def test_the_second_to_decide_is_told(world):
    world.apply()
    assert fault(world.refuse) == fault(world.apply) == CorrectionFault.DECIDED


def test_a_file_that_changed_meanwhile_is_looked_at_first(world):
    seen = world.file().version
    with working(world.worker) as actor:
        given = replace(world.file().particulars, douar="Imlil")
        correct_registration(
            actor=actor, registration_id=world.her.pk, version=seen, particulars=given, now=factories.NOW
        )
    assert fault(world.apply, version=seen) == CorrectionFault.CHANGED
    assert world.apply().state == "APPLIED" and world.file().douar == "Imlil"


@pytest.mark.parametrize(("reason", "words", "is_taken"), [("RIGHT", "", True), ("", "", False), ("OTHER", " ", False)])
def test_a_refusal_has_its_reason(world, reason, words, is_taken):
    if is_taken:
        assert world.refuse(reason=reason, words=words).refusal == reason
    else:
        assert fault(world.refuse, reason=reason, words=words) == CorrectionFault.NO_REASON
    assert world.file().family_latin == "Ait Hammou"


def test_one_waits_at_a_time_and_something_must_differ(world):
    assert fault(world.ask, given_latin="Fatma") == CorrectionFault.ALREADY_WAITING
    world.refuse()
    assert fault(world.ask, given_latin=world.file().given_latin) == CorrectionFault.NOTHING


def test_a_colleague_no_longer_rewrites_a_name_alone(world, place):
    colleague = place.worker()
    with working(colleague) as actor, pytest.raises(NeedsApproval):
        wanted = replace(world.file().particulars, family_latin="Autre")
        correct_registration(
            actor=actor, registration_id=world.her.pk, version=1, particulars=wanted, now=factories.NOW
        )


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_receipt_says_neither_what_nor_whom(world, lang):
    with working(world.worker) as actor:
        made = issue_receipt(actor=actor, request_id=world.request.pk, lang=lang, now=factories.NOW)
    assert made.pdf.startswith(b"%PDF") and made.subject == "correction"


def test_a_nominative_person_has_her_requests_at_her_level(place):
    officer, director = place.worker(role="WOMEN_OFFICER"), place.worker(role="CENTRE_DIRECTOR")
    her = person(officer)
    world = World.__new__(World)
    world.worker, world.director, world.her = officer, director, her
    world.request = world.ask()
    with working(officer) as actor:
        Registration.objects.visible_to(actor, "person:correct").filter(pk=her.pk).update(level=3)
        educator = place.worker(role="EDUCATOR")
    with working(educator) as actor, pytest.raises(world.request.DoesNotExist):
        type(world.request).objects.visible_to(actor, "person:read").get(pk=world.request.pk)


def test_on_screen(place, desk_of):
    desk, director = desk_of("SOCIAL_WORKER", place.centre), desk_of("CENTRE_DIRECTOR", place.centre)
    her = person(desk.actor)
    form = {"given": "Fatima", "family": "Ait Hamou", "sex": "F", "asker": "PERSON", "evidence": "CNIE"}
    assert desk.post("correction-new", her.pk, **form | {"evidence": "MOON"}).status_code == 422
    assert desk.post("correction-new", her.pk, **form | {"family": "Ait Hammou"}).status_code == 422
    made = desk.post("correction-new", her.pk, **form)
    assert made.status_code == 302
    request_id = made["Location"].rstrip("/").rsplit("/", 1)[-1]
    assert "Ait Hamou" in director.get("corrections").content.decode() or director.get("corrections").context["rows"]
    assert director.post("correction-decide", request_id, answer="apply", version="7").status_code == 422
    assert director.post("correction-decide", request_id, answer="refuse").status_code == 422
    assert director.post("correction-decide", request_id, answer="apply", version="1").status_code == 302
    assert desk.post("correction-receipt", request_id, lang="ar").status_code == 302
