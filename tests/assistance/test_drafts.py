from datetime import timedelta

import pytest

from tests.assistance.factories import NOW, case, working
from wasl.assistance.commands import drop_draft, save_draft
from wasl.assistance.commands.drafts import MOST_BYTES, DraftTooLarge
from wasl.assistance.models import Draft
from wasl.assistance.queries import draft_of
from wasl.core.authority import NotAllowed


def saved(actor, text=b"{}", **values):
    with working(actor) as who:
        save_draft(actor=who, now=NOW, **{"form": "reception", "content": text} | values)


def read(actor, form="reception"):
    with working(actor) as who:
        found = draft_of(actor=who, form=form)
    return found and found[0]


def test_the_last_words_typed_come_back(place):
    worker = place.worker()
    saved(worker, b"one")
    saved(worker, "ثان".encode())
    assert read(worker) == "ثان".encode()


def test_another_account_reads_nothing_of_it(place):
    saved(place.worker())
    assert read(place.worker()) is None
    with working(place.worker()):
        assert not Draft.objects.exists()


def test_it_is_sealed_in_the_table(place):
    worker = place.worker()
    saved(worker, b"very private words")
    with working(worker):
        assert b"private" not in bytes(Draft.objects.get().content)


def test_a_draft_goes_with_the_right_to_its_dossier(place):
    officer = place.worker(role="WOMEN_OFFICER")
    dossier = case(officer, situations=[("VIOL_CONJ", 3, NOW.date())])
    saved(officer, level=4, seal=dossier.pk)
    assert read(officer) == b"{}"
    with pytest.raises(NotAllowed):
        saved(place.worker(role="WOMEN_OFFICER"), level=4, seal=dossier.pk)


def test_sending_the_form_ends_the_draft(place):
    worker = place.worker()
    saved(worker)
    with working(worker) as who:
        drop_draft(actor=who, form="reception")
    assert read(worker) is None


def test_old_drafts_go_with_the_next_one(place):
    worker = place.worker()
    saved(worker, form="old")
    with working(worker) as who:
        save_draft(actor=who, now=NOW + timedelta(days=15), form="new", content=b"")
    assert read(worker, "old") is None


def test_a_draft_is_no_store_of_files(place):
    with pytest.raises(DraftTooLarge):
        saved(place.worker(), b"x" * (MOST_BYTES + 1))
