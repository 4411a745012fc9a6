"""Files and letters of a dossier: filed once, raised with it, found by those who read it."""

import pytest

from tests.access import factories as access
from tests.assistance import factories
from tests.documents.files import pdf
from wasl.assistance.commands import add_situation, transfers
from wasl.assistance.commands.filing import attach_to_case, attach_to_person, enter_for_case
from wasl.assistance.models import Case
from wasl.assistance.queries.filing import filed_under_case, filed_under_person, place_of_file
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.documents.commands.attachments import File, open_attachment
from wasl.documents.commands.register import Mail, follow_line, register_mail
from wasl.documents.queries import shown_line
from wasl.documents.rules import Direction, Follow
from wasl.network.letterhead import issuing_unit

NOW = factories.NOW
FILE = File(name="certificat.pdf", content=pdf(), title="Certificat")


@pytest.fixture
def place(db, reference):
    return factories.Place()


def attach(worker, case, **more):
    with factories.working(worker) as who:
        given = {"attachment_id": new_id(), "case_id": case.pk, "file": FILE} | more
        return attach_to_case(actor=who, now=NOW, **given)


def enter(worker, case, **more):
    with factories.working(worker) as who:
        return enter_for_case(
            actor=who, now=NOW, line_id=new_id(), case_id=case.pk, direction=Direction.ARRIVAL,
            mail=Mail(correspondent="Tribunal", subject="Ordonnance"), **more,
        )  # fmt: skip


def test_a_file_is_filed_once_under_its_case(place):
    worker = place.worker()
    case, one = factories.case(worker), new_id()
    attach(worker, case, attachment_id=one)
    attach(worker, case, attachment_id=one)
    with factories.working(worker) as who:
        filed = filed_under_case(actor=who, case_id=case.pk)
        assert [file.id for file in filed.files] == [one]
        assert place_of_file(actor=who, attachment_id=one).case_id == case.pk


def test_what_a_case_holds_rises_with_it(place):
    """The scan, the letter, what followed it: all of it goes out of the team's sight, and only the number stays."""
    officer, worker = place.worker(role="WOMEN_OFFICER"), place.worker()
    case = factories.case(officer)
    file, line = attach(officer, case), enter(officer, case)
    with factories.working(officer) as who:
        follow_line(actor=who, now=NOW, mark_id=new_id(), line_id=line.pk, kind=Follow.FILED)
    with factories.working(worker) as who:
        assert open_attachment(actor=who, attachment_id=file.pk) is not None
        assert shown_line(actor=who, line_id=line.pk).told is not None
    with factories.working(officer) as who:
        add_situation(actor=who, now=NOW, case_id=case.pk, code="VIOL_CONJ")
    with factories.working(worker) as who:
        assert open_attachment(actor=who, attachment_id=file.pk) is None
        assert shown_line(actor=who, line_id=line.pk).told is None
    with factories.working(officer) as who:
        assert open_attachment(actor=who, attachment_id=file.pk).content == FILE.content
        assert shown_line(actor=who, line_id=line.pk).told.kinds == {"filed"}


def test_what_corrects_a_line_rises_with_it(place):
    officer = place.worker(role="WOMEN_OFFICER")
    case = factories.case(officer)
    line = enter(officer, case)
    with factories.working(officer) as who:
        right = register_mail(
            actor=who, now=NOW, line_id=new_id(), unit=issuing_unit(place.centre, on=NOW.date()), level=2,
            direction=Direction.ARRIVAL, mail=Mail(correspondent="Parquet", subject="Ordonnance"), corrects_id=line.pk,
        )  # fmt: skip
        add_situation(actor=who, now=NOW, case_id=case.pk, code="VIOL_CONJ")
    with factories.working(place.worker()) as who:
        assert shown_line(actor=who, line_id=right.pk).told is None
    with factories.working(officer) as who:
        assert shown_line(actor=who, line_id=right.pk).told.level == 4


def test_what_stayed_in_the_register_it_was_entered_in_rises_too(place):
    officer, worker = place.worker(place.sister, role="WOMEN_OFFICER"), place.worker()
    case = factories.case(worker)
    line, asked = enter(worker, case), {"transfer_id": new_id(), "case_id": case.pk, "to_unit_id": place.sister.pk}
    with factories.working(worker) as who:
        transfers.propose_transfer(actor=who, now=NOW, reason="NEARER", words="Suivi", **asked)
    with factories.working(place.worker(place.delegation, "DELEGATE")) as who:
        transfers.decide_transfer(actor=who, now=NOW, transfer_id=asked["transfer_id"], allows=True)
    with factories.working(officer) as who:
        transfers.take_over(actor=who, now=NOW, transfer_id=asked["transfer_id"])
        add_situation(actor=who, now=NOW, case_id=case.pk, code="VIOL_CONJ")
    with factories.working(worker) as who:
        assert shown_line(actor=who, line_id=line.pk).told is None


def test_a_case_out_of_reach_takes_no_file(place):
    case = factories.case(place.worker())
    with pytest.raises(NotAllowed):
        attach(place.worker(place.stranger), case)
    with factories.working(place.worker(place.stranger)) as who, pytest.raises(Case.DoesNotExist):
        filed_under_case(actor=who, case_id=case.pk)


def test_a_denied_colleague_finds_nothing_of_it(place):
    worker, cousin = place.worker(), place.worker()
    case = factories.case(worker)
    file = attach(worker, case)
    cousin = access.named(cousin, case.pk, is_denied=True)
    with factories.working(cousin) as who:
        assert open_attachment(actor=who, attachment_id=file.pk) is None


def test_a_file_of_the_person_stays_apart_from_her_cases(place):
    worker = place.worker()
    her = factories.person(worker)
    attach(worker, factories.case(worker, her))
    with factories.working(worker) as who:
        attach_to_person(actor=who, now=NOW, attachment_id=new_id(), registration_id=her.pk, file=FILE)
        assert len(filed_under_person(actor=who, registration_id=her.pk).files) == 1


def test_files_and_letters_leave_with_the_case_and_the_register_keeps_its_line(place):
    worker, other = place.worker(), place.worker(place.sister)
    delegate = place.worker(place.delegation, "DELEGATE")
    case = factories.case(worker)
    file, line = attach(worker, case), enter(worker, case)
    asked = {"transfer_id": new_id(), "case_id": case.pk, "to_unit_id": place.sister.pk}
    with factories.working(worker) as who:
        transfers.propose_transfer(actor=who, now=NOW, reason="NEARER", words="Suivi", **asked)
    with factories.working(delegate) as who:
        transfers.decide_transfer(actor=who, now=NOW, transfer_id=asked["transfer_id"], allows=True)
    with factories.working(other) as who:
        transfers.take_over(actor=who, now=NOW, transfer_id=asked["transfer_id"])
        assert open_attachment(actor=who, attachment_id=file.pk).content == FILE.content
    with factories.working(worker) as who:
        assert open_attachment(actor=who, attachment_id=file.pk) is None
        assert shown_line(actor=who, line_id=line.pk).line.number == 1
