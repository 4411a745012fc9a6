"""Scenario 3: a woman comes to the centre of Demnate; she was registered elsewhere under another spelling."""

from datetime import timedelta

import pytest

from tests.access import factories as access
from tests.assistance.factories import NOW, again, found_institution, working
from tests.network.factories import unit
from wasl.assistance import commands, queries
from wasl.assistance.models import Case, Orientation, Reception
from wasl.catalogue.commands import seed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.people.commands import register_person
from wasl.people.commands.registering import LikelyKnown, SameAs
from wasl.people.queries import persons_of, search
from wasl.people.rules import Birth, Particulars
from wasl.people.rules.sought import sought_in_box
from wasl.rights.timeline import timeline_of

TODAY = NOW.date()


class Azilal:
    """The delegation with its centres of Demnate and Ouaoula and its space for women."""

    def __init__(self):
        seed()
        found_institution()
        self.delegation = unit("DELEG", parent=unit("COORD", parent=unit("HQ")), name_fr="Azilal")
        self.demnate = unit("CENTRE", parent=self.delegation, type="CAS", name_fr="CAS Demnate")
        self.ouaoula = unit("CENTRE", parent=self.delegation, type="CEF", name_fr="CEF Ouaoula")
        self.emf = unit("CENTRE", parent=self.delegation, type="EMF", name_fr="Espace des femmes")
        self.worker = access.actor("WOMEN_OFFICER", self.demnate)
        self.receiver = access.actor("WOMEN_OFFICER", self.emf)
        self.director = access.actor("CENTRE_DIRECTOR", self.demnate)
        self.trainer = access.actor("EDUCATOR", self.ouaoula)


@pytest.fixture
def azilal(db):
    return Azilal()


def registered(actor, **values):
    with working(actor) as who:
        return register_person(actor=who, particulars=Particulars(**values), now=NOW)


def received(azilal):
    """She is known at Ouaoula in Latin letters; at Demnate she gives her name in Arabic."""
    registered(azilal.trainer, given_latin="Fatima", family_latin="Ait Hammou", birth=Birth(year=1988), sex="F")
    hers = {"given_ar": "فاطمة", "family_ar": "أيت حمو", "birth": Birth(year=1988), "sex": "F"}
    with working(azilal.worker) as who:
        try:
            her = register_person(actor=who, particulars=Particulars(**hers), now=NOW)
        except LikelyKnown as known:
            (hit, *_) = known.found.masked
            same = SameAs(token=hit.token)
            her = register_person(actor=who, particulars=Particulars(**hers), now=NOW, same_as=same)
            azilal.was_proposed = True
        visit = commands.receive_person(
            actor=who, now=NOW, reception_id=new_id(), need="ECO", urgency="danger", registration_id=her.pk
        )
    return her, visit


def dossier_of(azilal):
    her, visit = received(azilal)
    with working(azilal.worker) as who:
        file = commands.open_case(
            actor=who, now=NOW, case_id=new_id(), registration_id=her.pk, basis="CONSENT", reception_id=visit.pk,
            situations=[("VIOL_CONJ", 3, TODAY)],
        )  # fmt: skip
    return her, visit, file


def oriented(azilal, her, file):
    """To the space for women, by name; and to the court's cell, by letter."""
    given = {"registration_id": her.pk, "case_id": file.pk, "service": "JUR", "urgency": "danger", "basis": "CONSENT"}
    with working(azilal.worker) as who:
        inside = commands.send_orientation(
            actor=who, now=NOW, orientation_id=new_id(), destination="EN_CENTRE", to_unit_id=azilal.emf.pk,
            receiver_ids=[azilal.receiver.account_id], shared={"given_name": "فاطمة"}, **given,
        )  # fmt: skip
        court = commands.send_orientation(actor=who, now=NOW, orientation_id=new_id(), destination="PARQUET", **given)
        letter = commands.issue_letter(actor=who, now=NOW, orientation_id=court.pk, lang="ar", why="receiver")
    return inside, court, letter


def test_the_other_spelling_is_proposed_before_anything_is_saved(azilal):
    received(azilal)
    assert azilal.was_proposed


def test_violence_makes_the_dossier_nominative_and_takes_the_visit_with_it(azilal):
    _her, visit, file = dossier_of(azilal)
    assert (file.level, file.seal) == (4, file.pk)
    with working(azilal.director) as who:
        assert not Reception.objects.visible_to(who, Permission.RECEPTION_READ).filter(pk=visit.pk).exists()
        assert not Case.objects.visible_to(who, Permission.CASE_READ).exists()


def test_from_the_orientation_to_the_coupon_of_the_second_day_and_the_end(azilal):
    her, _visit, file = dossier_of(azilal)
    inside, court, letter = oriented(azilal, her, file)
    with working(azilal.receiver) as who:
        commands.answer_orientation(actor=who, now=NOW, orientation_id=inside.pk, answer="SERVIE")
    second_day = NOW + timedelta(days=1)
    with working(azilal.worker) as who:
        found = queries.by_coupon(actor=who, text=letter.code)
        commands.answer_orientation(actor=who, now=second_day, orientation_id=found.pk, answer="ACCEPTEE", via="coupon")
        for one in (inside, court):
            commands.close_orientation(actor=who, now=second_day, orientation_id=one.pk)
        how = {"reason": "OBJ_ATTEINT", "outcome": "REACHED"}
        closed = commands.close_case(actor=who, now=second_day, case_id=file.pk, **how)
    assert found == court
    assert (closed.state, closed.closure_reason) == ("CLOS", "OBJ_ATTEINT")


def test_the_trainer_sees_nothing_of_it(azilal):
    her, _visit, file = dossier_of(azilal)
    oriented(azilal, her, file)
    with working(azilal.trainer) as who:
        mine = [
            one.registration
            for one in search(actor=who, sought=sought_in_box("Fatima Ait Hammou"), today=TODAY).candidates
        ]
        assert [row.unit_id for row in mine] == [azilal.ouaoula.pk]
        assert {
            moment.kind for moment in timeline_of(actor=who, registration_ids=[row.pk for row in mine] + [her.pk])
        } <= {"registered"}
        assert persons_of(actor=who, registration_ids=[her.pk]) == {}


def test_another_centre_finds_nobody_once_she_is_protected(azilal):
    dossier_of(azilal)
    elsewhere = access.actor("SOCIAL_WORKER", unit("CENTRE", parent=azilal.delegation, type="CAS"))
    with working(elsewhere) as who:
        found = search(actor=who, sought=sought_in_box("فاطمة أيت حمو 1988"), today=TODAY)
    assert (found.candidates, found.masked) == ((), ())


def test_the_access_log_lists_the_three_readers(azilal):
    her, _visit, file = dossier_of(azilal)
    inside, _court, _letter = oriented(azilal, her, file)
    colleague = access.actor("WOMEN_OFFICER", azilal.demnate)
    with working(azilal.worker) as who:
        queries.case_sheet(actor=who, case_id=file.pk, on=TODAY)
        commands.name_reader(actor=who, case_id=file.pk, account_id=colleague.account_id)
    with working(colleague) as who:
        queries.case_sheet(actor=who, case_id=file.pk, on=TODAY)
    with working(azilal.receiver) as who:
        queries.orientation_sheet(actor=who, orientation_id=inside.pk, now=NOW)
    with working(azilal.worker) as who:
        readers = queries.readers_of(actor=who, case_id=file.pk)
    assert len(readers) == 3
    assert file.pk in again(azilal.receiver).named
    with working(azilal.receiver) as who:
        assert list(Orientation.objects.visible_to(who, Permission.ORIENTATION_READ)) == [inside]
