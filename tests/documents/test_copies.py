"""A copy of a nominative paper: asked for with a reason, numbered, marked; the archive stays as it is."""

import re
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import localtime
from tests.access import factories as access
from tests.documents import factories
from tests.documents.test_issue import give
from tests.network.factories import SmallInstitution

from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.documents import queries, render
from wasl.documents.commands import SayWhy, copy_document, open_document
from wasl.documents.models import DocumentCopy
from wasl.documents.rules.printing import WhyPrinted
from wasl.documents.stamping import copy_line, stamped
from wasl.journal.models import Line

NOW = datetime(2026, 11, 22, 9, 32, tzinfo=UTC)


@pytest.fixture
def place(db):
    return SmallInstitution()


@pytest.fixture
def officer(place):
    return access.named(access.actor("WOMEN_OFFICER", place.centre), new_id())


@pytest.fixture
def sealed(place, officer):
    (seal,) = officer.named
    return give(officer, place.centre, level=4, seal=seal)


def take(who, made, why="justice"):
    with entered(who):
        return copy_document(actor=who, document_id=made.pk, why=why, who="AZ-1", now=NOW)


def archived(who, made):
    with entered(who):
        return queries.document_of(actor=who, document_id=made.pk)


def test_a_nominative_paper_never_leaves_as_it_is(officer, sealed):
    with entered(officer), pytest.raises(SayWhy):
        open_document(actor=officer, document_id=sealed.pk)


@pytest.mark.parametrize("why", ["", "curious"])
def test_without_a_reason_there_is_no_copy(officer, sealed, why):
    with pytest.raises(SayWhy):
        take(officer, sealed, why)
    with entered(officer):
        assert not DocumentCopy.objects.exists()


@pytest.mark.parametrize("why", sorted(WhyPrinted))
def test_the_journal_and_the_row_keep_the_reason(officer, sealed, why):
    take(officer, sealed, why)
    with entered(officer):
        copy = DocumentCopy.objects.get(document=sealed)
        line = Line.objects.get(verb="document:copy")
    assert (copy.why, copy.who, copy.taken_by, copy.taken_at) == (why, "AZ-1", officer.account_id, NOW)
    assert (line.reason, line.subject_id, line.level) == (why, str(sealed.pk), 4)


def test_copies_are_numbered_and_none_is_like_another(officer, sealed):
    first, second = take(officer, sealed), take(officer, sealed)
    with entered(officer):
        numbers = list(DocumentCopy.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2] and bytes(first.pdf) != bytes(second.pdf)


def test_the_archive_keeps_its_bytes_and_its_hash_and_the_code_still_verifies(officer, sealed):
    copy, kept = take(officer, sealed), archived(officer, sealed)
    assert bytes(copy.pdf) != bytes(kept.pdf) == sealed.pdf
    assert render.sha256(bytes(kept.pdf)) == kept.sha256 == copy.sha256
    assert queries.verified(typed=sealed.code) == queries.Verified(sealed.number_in_print, sealed.issued_on)


def test_an_altered_archive_gives_no_copy(officer, sealed, monkeypatch):
    monkeypatch.setattr("wasl.documents.commands.copies.sha256", lambda content: "0" * 64)
    with pytest.raises(RuntimeError, match="SHA-256"):
        take(officer, sealed)


def test_who_is_not_named_takes_none_and_counts_none(place, officer, sealed):
    take(officer, sealed)
    colleague = access.actor("WOMEN_OFFICER", place.centre)
    assert take(colleague, sealed) is None
    with entered(colleague):
        assert not DocumentCopy.objects.exists()


@pytest.mark.parametrize("words", ["UPDATE documents_documentcopy SET who = 'x'", "DELETE FROM documents_documentcopy"])
def test_the_row_of_a_copy_is_neither_changed_nor_removed(officer, sealed, words):
    take(officer, sealed)
    with entered(officer), pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("name", ["slip", "wide table", "attestation"])
def test_every_page_is_there_and_the_file_is_always_the_same(name, lang):
    paper = factories.PAPERS[name]
    made = render.pdf(paper.template, lang, paper, mark=factories.MARK)
    line = copy_line(lang, number=3, of="2026-00042", who="AZ-1", at=NOW)
    copy = stamped(made, line, lang=lang, on=factories.MARK.on)
    assert copy == stamped(made, line, lang=lang, on=factories.MARK.on)
    assert re.search(rb"/Type/Pages/Count (\d+)", copy)[1] == re.search(rb"/Type/Pages/Count (\d+)", made)[1]


def test_the_line_says_which_copy_whose_and_when():
    assert copy_line("fr", number=3, of="2026-00042", who="AZ-1", at=NOW).split(" · ")[1:] == [
        "AZ-1",
        f"{localtime(NOW):%d/%m/%Y %H:%M}",
    ]
