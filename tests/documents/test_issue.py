import threading
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection, transaction
from tests.access import factories as access
from tests.documents import factories
from tests.network.factories import SmallInstitution

from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import ScopeNotGiven, entered
from wasl.documents import queries, render
from wasl.documents.commands import ArchiveAltered, issue, open_document
from wasl.documents.models import IssuedDocument
from wasl.documents.rules import IssuingUnit
from wasl.journal.models import Line

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
LATE = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Casablanca


@pytest.fixture
def place(db):
    return SmallInstitution()


def of(unit):
    return IssuingUnit(unit.pk, unit.path, "Centre", "مركز", "Institution", "مؤسسة")


def give(actor, unit, paper=None, *, now=NOW, level=2, **more):
    paper = paper or factories.slip()
    with entered(actor):
        return issue(
            actor=actor, template=paper.template, lang="fr", data=paper, unit=of(unit), level=level,
            subject="reception", subject_id=new_id(), now=now, **more,
        )  # fmt: skip


@pytest.fixture
def worker(place):
    return access.actor("SOCIAL_WORKER", place.centre)


def test_numbers_run_by_unit_and_year(place, worker):
    sister = access.actor("SOCIAL_WORKER", place.sister)
    numbers = [give(worker, place.centre).number_in_print for _ in range(3)]
    assert numbers == ["2026-00001", "2026-00002", "2026-00003"]
    assert give(sister, place.sister).number_in_print == "2026-00001"


def test_the_year_is_that_of_casablanca(place, worker):
    assert give(worker, place.centre, now=LATE).number_in_print == "2026-00001"


def test_a_number_is_given_back_when_the_act_fails(place, worker):
    give(worker, place.centre)
    with pytest.raises(RuntimeError), transaction.atomic():
        give(worker, place.centre)
        raise RuntimeError
    assert give(worker, place.centre).number == 2


def test_the_archive_holds_what_was_printed(place, worker):
    made = give(worker, place.centre)
    with entered(worker):
        kept = open_document(actor=worker, document_id=made.pk)
    assert bytes(kept.pdf) == made.pdf
    assert kept.sha256 == render.sha256(made.pdf)
    assert kept.issued_by == worker.account_id


def test_a_password_is_not_kept(place, worker):
    made = give(worker, place.centre, factories.PAPERS["password"])
    assert made.pdf.startswith(b"%PDF")
    with entered(worker):
        assert queries.document_of(actor=worker, document_id=made.pk).pdf is None
        assert open_document(actor=worker, document_id=made.pk) is None


def test_altered_bytes_are_never_handed_out(place, worker):
    made = give(worker, place.centre)
    with connection.cursor() as cursor, pytest.raises(psycopg.errors.InsufficientPrivilege), entered(worker):
        try:
            cursor.execute("UPDATE documents_issueddocument SET pdf = 'x' WHERE id = %s", [made.pk])
        except Exception as error:
            raise error.__cause__ from None


def test_bytes_changed_behind_our_back_are_noticed(place, worker, monkeypatch):
    made = give(worker, place.centre)
    monkeypatch.setattr("wasl.documents.commands.copies.sha256", lambda content: "0" * 64)
    with entered(worker), pytest.raises(ArchiveAltered):
        open_document(actor=worker, document_id=made.pk)


def test_issuing_leaves_a_line_without_names(place, worker):
    made = give(worker, place.centre)
    with entered(worker):
        line = Line.objects.get(subject_id=str(made.pk))
    assert (line.verb, line.reason, line.path) == ("document:issue", "reception_slip", place.centre.path)


def test_opening_a_sensitive_paper_leaves_a_line(place):
    officer = access.actor("CENTRE_DIRECTOR", place.centre)
    quiet, sensitive = give(officer, place.centre), give(officer, place.centre, level=3)
    with entered(officer):
        for made in (quiet, sensitive):
            open_document(actor=officer, document_id=made.pk)
        lines = Line.objects.filter(verb=Permission.DOCUMENT_READ).values_list("subject_id", flat=True)
        assert list(lines) == [str(sensitive.pk)]


def test_another_centre_sees_no_paper_and_issues_none_here(place, worker):
    made = give(worker, place.centre)
    stranger = access.actor("SOCIAL_WORKER", place.stranger)
    with entered(stranger):
        assert queries.document_of(actor=stranger, document_id=made.pk) is None
        assert queries.document_with_code(actor=stranger, typed=made.code) is None
    with pytest.raises(NotAllowed):
        give(stranger, place.centre)


def test_the_database_alone_hides_it_too(place, worker):
    made = give(worker, place.centre)
    stranger = access.actor("SOCIAL_WORKER", place.stranger)
    with entered(stranger), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM documents_issueddocument WHERE id = %s", [made.pk])
        assert cursor.fetchone() == (0,)


def test_no_way_round_the_scope(place):
    with pytest.raises(ScopeNotGiven):
        list(IssuedDocument.objects.all())


def test_a_role_without_the_permission_issues_nothing(place):
    with pytest.raises(NotAllowed):
        give(access.actor("STOREKEEPER", place.centre), place.centre)


def test_papers_of_an_act_are_listed_without_their_bytes(place, worker):
    made = give(worker, place.centre)
    with entered(worker):
        (found,) = queries.documents_of(actor=worker, subject_id=made.subject_id)
    assert (found.pk, "pdf" in found.__dict__) == (made.pk, False)


def test_anybody_verifies_a_number_and_a_day_and_no_more(place, worker):
    made = give(worker, place.centre, level=2)
    assert queries.verified(typed=made.code) == queries.Verified("2026-00001", made.issued_on)
    assert queries.verified(typed="K7QM-3F9T-0XAB-42ZD") is None
    assert queries.verified(typed="not a code") is None


def test_a_moved_unit_takes_its_papers_and_its_numbers(place, worker):
    made = give(worker, place.centre)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_unit SET path = %s WHERE id = %s", ["MA.T99.X.", place.centre.pk])
    place.centre.refresh_from_db()
    there = access.actor("SOCIAL_WORKER", place.centre)
    with entered(there):
        assert queries.document_of(actor=there, document_id=made.pk).path == "MA.T99.X."
    assert give(there, place.centre).number == 2


def test_at_once_no_number_is_lost_or_given_twice(fresh_database):
    place = SmallInstitution()
    actors = [access.actor("SOCIAL_WORKER", place.centre) for _ in range(4)]
    start, errors = threading.Barrier(4), []

    def work(actor, fails):
        try:
            start.wait()
            for turn in range(5):
                with transaction.atomic():
                    give(actor, place.centre)
                    transaction.set_rollback(fails and turn % 2 == 0)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(actor, rank % 2 == 0)) for rank, actor in enumerate(actors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with transaction.atomic(), entered(actors[0]):
        papers = IssuedDocument.objects.visible_to(actors[0], Permission.DOCUMENT_READ)
        assert sorted(papers.values_list("number", flat=True)) == list(range(1, 15))
