from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection, transaction
from tests.access import factories as access
from tests.documents import files
from tests.documents.test_register import enter, of
from tests.network.factories import SmallInstitution

from wasl.core import sealed
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.core.scope import ScopeNotGiven, entered
from wasl.documents.commands import ArchiveAltered
from wasl.documents.commands.attachments import (
    AlreadyWithdrawn,
    CannotAttach,
    File,
    attach,
    attach_to_line,
    open_attachment,
    withdraw_attachment,
)
from wasl.documents.models import Attachment, AttachmentContent, RegisterEntry
from wasl.documents.queries.attachments import attachments_among, attachments_of_line
from wasl.journal.models import Line

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PDF = files.pdf()


@pytest.fixture
def place(db):
    return SmallInstitution()


@pytest.fixture
def worker(place):
    return access.actor("SOCIAL_WORKER", place.centre)


def add(actor, unit, *, name="scan.pdf", content=PDF, level=2, seal=None, **more):
    with entered(actor):
        return attach(
            actor=actor, now=NOW, unit=of(unit), level=level, seal=seal, most_bytes=10_000_000,
            file=File(name=name, content=content, title="Certificat"), **({"attachment_id": new_id()} | more),
        )  # fmt: skip


def hand_out(actor, row):
    with entered(actor):
        return open_attachment(actor=actor, attachment_id=row.pk)


def test_what_was_attached_is_handed_out_and_each_opening_is_journalled(place, worker):
    row = add(worker, place.centre)
    found = hand_out(worker, row)
    assert (found.content, found.name, found.media) == (PDF, "scan.pdf", "application/pdf")
    with entered(worker):
        assert Line.objects.filter(verb=P.ATTACHMENT_READ, subject_id=str(row.pk)).count() == 1


def test_nothing_readable_is_at_rest(place, worker):
    row = add(worker, place.centre, name="Zahra.txt", content=b"Elle habite rue des Orangers")
    with entered(worker):
        kept = AttachmentContent.objects.visible_to(worker, P.ATTACHMENT_READ).get(pk=row.pk)
    assert b"Orangers" not in bytes(kept.sealed) and b"Zahra" not in bytes(row.sealed)


def test_it_opens_after_the_key_was_changed(place, worker, tmp_path, monkeypatch):
    monkeypatch.setenv("WASL_KEYS", str(tmp_path))
    sealed.ring.cache_clear()
    sealed.create_ring(tmp_path)
    row = add(worker, place.centre)
    sealed.rotate(tmp_path)
    assert hand_out(worker, row).content == PDF
    monkeypatch.undo()
    sealed.ring.cache_clear()


def test_the_same_file_sent_twice_is_one(place, worker):
    one = new_id()
    assert add(worker, place.centre, attachment_id=one).pk == add(worker, place.centre, attachment_id=one).pk
    with pytest.raises(CannotAttach):
        add(worker, place.centre, attachment_id=one, content=files.pdf(b"other"))


def test_an_id_taken_elsewhere_is_refused(place, worker):
    theirs = add(access.actor("SOCIAL_WORKER", place.stranger), place.stranger)
    with pytest.raises(CannotAttach):
        add(worker, place.centre, attachment_id=theirs.pk)


def test_another_centre_reads_and_adds_nothing_here(place, worker):
    row = add(worker, place.centre)
    stranger = access.actor("SOCIAL_WORKER", place.stranger)
    assert hand_out(stranger, row) is None
    with pytest.raises(NotAllowed):
        add(stranger, place.centre)


def test_each_wall_holds_alone(place, worker):
    dossier = new_id()
    officer = access.named(access.actor("WOMEN_OFFICER", place.centre), dossier)
    row = add(officer, place.centre, level=4, seal=dossier)
    assert hand_out(worker, row) is None
    with entered(worker), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM documents_attachment), (SELECT count(*) FROM documents_attachmentcontent)"
        )
        assert cursor.fetchone() == (0, 0)
    with pytest.raises(ScopeNotGiven):
        list(Attachment.objects.all())
    assert hand_out(officer, row).content == PDF


def test_a_file_is_never_replaced(place, worker):
    add(worker, place.centre)
    statements = (
        "UPDATE documents_attachmentcontent SET sealed = 'x'",
        "UPDATE documents_attachment SET sha256 = 'x'",
        "DELETE FROM documents_attachment",
    )
    for statement in statements:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transaction.atomic(), entered(worker):
            try:
                connection.cursor().execute(statement)
            except Exception as error:
                raise error.__cause__ from None


def test_what_was_changed_behind_our_back_is_not_handed_out(place, worker, monkeypatch):
    row = add(worker, place.centre)
    monkeypatch.setattr("wasl.documents.commands.attachments.sha256", lambda content: "0" * 64)
    with pytest.raises(ArchiveAltered):
        hand_out(worker, row)


def withdraw(actor, row, reason="mistake"):
    with entered(actor):
        return withdraw_attachment(actor=actor, now=NOW, attachment_id=row.pk, reason=reason)


def test_a_withdrawn_file_is_no_longer_handed_out_and_stays_told(place, worker):
    row = add(worker, place.centre)
    withdraw(worker, row)
    assert hand_out(worker, row) is None
    with entered(worker):
        (told,) = attachments_among(actor=worker, ids=[row.pk])
    assert (told.withdrawal, told.withdrawn_at) == ("mistake", NOW)
    with pytest.raises(AlreadyWithdrawn):
        withdraw(worker, row)


def test_a_file_is_withdrawn_for_a_reason_and_by_who_reads_it(place, worker):
    row = add(worker, place.centre)
    with pytest.raises(CannotAttach):
        withdraw(worker, row, reason="because")
    with pytest.raises(Attachment.DoesNotExist):
        withdraw(access.actor("SOCIAL_WORKER", place.stranger), row)


def test_the_scan_of_a_letter_has_the_level_of_its_line(place, worker):
    line = enter(worker, place.centre, level=3)
    with entered(worker):
        row = attach_to_line(
            actor=worker, now=NOW, attachment_id=new_id(), unit=of(place.centre), line_id=line.pk,
            file=File(name="photo.jpg", content=files.SOUND["photo.jpg"]), most_bytes=10_000_000,
        )  # fmt: skip
        (told,) = attachments_of_line(actor=worker, line_id=line.pk)
    assert (row.level, told.taken_at, told.place) == (3, "2026:11:20 08:15:00", "31.96000, -6.57000")
    assert row.sha256 != row.original_sha256


def test_a_scan_is_added_to_a_line_that_one_reads(place, worker):
    theirs = enter(access.actor("SOCIAL_WORKER", place.stranger), place.stranger)
    with pytest.raises(RegisterEntry.DoesNotExist), entered(worker):
        attach_to_line(
            actor=worker, now=NOW, attachment_id=new_id(), unit=of(place.centre), line_id=theirs.pk,
            file=File(name="a.pdf", content=PDF), most_bytes=10_000_000,
        )  # fmt: skip
