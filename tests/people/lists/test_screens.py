"""The journey of a list on screen, in both languages, and the file that goes back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.access import factories
from tests.people.lists.conftest import HEADINGS, workbook
from tests.people.lists.test_taking import FAMILY, known

from wasl.access.queries import actor_of
from wasl.config.schedule import waiting_lists, work_on_list
from wasl.core.scope import entered
from wasl.people.models import PersonList, Registration
from wasl.people.queries.lists import rows


@pytest.fixture
def director(client, institution):
    """Signed in; the worker's tasks are run by hand."""
    holder = factories.account(institution.centre, password=factories.PASSWORD)
    posting = factories.posting("CENTRE_DIRECTOR", institution.centre, holder=holder)
    client.force_login(posting.account)
    return actor_of(posting=posting)


def send(client, content, name="liste.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("people:list-new"), {"file": file, "origin": "Association Al Amal"})


def the_list(who):
    with entered(who):
        return PersonList.objects.visible_to(who, "person:import").get()


def confirmed(client, who, *lines):
    """The list after its columns were confirmed as guessed and the worker has checked it."""
    send(client, workbook(HEADINGS, *lines))
    held = the_list(who)
    form = {f"column_{number}": field for number, field in enumerate(held.columns)} | {"header": "1"}
    client.post(reverse("people:list-columns", args=[held.pk]), form)
    work_on_list(str(held.pk))
    return held


def test_a_list_is_sent_mapped_tried_taken_and_undone(client, director):
    answer = send(client, workbook(HEADINGS, *FAMILY))
    held = the_list(director)
    page = client.get(answer.url).content.decode()
    assert "Nom et prénom" in page and 'value="family_first" selected' in page
    held = confirmed_again(client, held)
    assert "3 lignes seront enregistrées" in client.get(reverse("people:list", args=[held.pk])).content.decode()
    client.post(reverse("people:list-apply", args=[held.pk]))
    work_on_list(str(held.pk))
    assert "3 lignes ont été enregistrées" in client.get(reverse("people:list", args=[held.pk])).content.decode()
    client.post(reverse("people:list-undo", args=[held.pk]))
    work_on_list(str(held.pk))
    assert the_list(director).state == "UNDONE"
    with entered(director):
        assert not Registration.objects.visible_to(director, "person:read").exists()


def confirmed_again(client, held):
    form = {f"column_{number}": field for number, field in enumerate(held.columns)} | {"header": "1"}
    client.post(reverse("people:list-columns", args=[held.pk]), form)
    work_on_list(str(held.pk))
    return held


def test_the_worker_finds_by_itself_what_was_asked_while_it_was_away(client, director):
    send(client, workbook(HEADINGS, *FAMILY))
    held = the_list(director)
    client.post(reverse("people:list-columns", args=[held.pk]), {f"column_{n}": f for n, f in enumerate(held.columns)})
    assert waiting_lists(0) == 1


def test_a_worker_does_nothing_for_whoever_is_posted_no_more(client, director):
    from wasl.access.models import Posting

    send(client, workbook(HEADINGS, *FAMILY))
    held = the_list(director)
    client.post(reverse("people:list-columns", args=[held.pk]), {f"column_{n}": f for n, f in enumerate(held.columns)})
    Posting.objects.filter(pk=director.posting_id).update(until="2020-01-01")
    assert work_on_list(str(held.pk)) == 0
    assert the_list(director).state == "READING"


def test_a_doubtful_row_stands_beside_who_it_may_be_and_is_answered(client, director):
    theirs = known(director, birth_precision="YEAR", birth_year=1960)
    held = confirmed(client, director, FAMILY[0])
    with entered(director):
        row = rows(actor=director, list_id=held.pk).get()
    address = reverse("people:list-row", args=[row.pk])
    assert str(theirs.pk) in client.get(address).content.decode()
    client.post(address, {"answer": "NONE"})
    client.post(address, {"answer": "SAME", "known": str(theirs.pk)})
    with entered(director):
        assert rows(actor=director, list_id=held.pk).get().answer == "SAME"


@pytest.mark.parametrize(("language", "word"), [("fr", "nouvelle personne"), ("ar", "شخص جديد")])
def test_the_file_goes_back_in_its_own_layout_with_verdicts(client, director, language, word):
    held = confirmed(client, director, *FAMILY, [4, "=cmd|' /C calc'!A0", "", "31/02/1990", "", "", ""], ["Total", 4])
    client.cookies["wasl_language"] = language
    answer = client.get(reverse("people:list-verdicts", args=[held.pk]))
    lines = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name("Liste").to_python()
    assert [line[:7] for line in lines[1:4]] == [[*row] for row in FAMILY]
    assert [line[7] for line in lines[1:4]] == [word] * 3
    assert len(lines) == 6 and all(line[7] for line in lines) and lines[4][8]
    assert lines[4][1] == "=cmd|' /C calc'!A0"


def test_separated_values_go_back_as_such_and_nothing_runs(client, director):
    send(client, "Nom complet;Téléphone;Observations\nAmal Zitouni;+212661-234567;=1+1\n".encode("cp1252"), "a.csv")
    held = confirmed_again(client, the_list(director))
    content = client.get(reverse("people:list-verdicts", args=[held.pk])).content.decode("utf-8-sig")
    assert content.splitlines()[0] == "Nom complet;Téléphone;Observations;Verdict;Pourquoi, et que faire"
    assert content.splitlines()[1].startswith("Amal Zitouni;'+212661-234567;'=1+1;nouvelle personne;")


REFUSED = {
    "liste.xlsx": (b"<html><table><tr><td>Nom</td></tr></table></html>", "page web"),
    "protege.xlsx": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "vieux.xlsx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ne correspond pas"),
    "photo.jpg": (b"\xff\xd8\xff\xe0" + b"x" * 60, "pas un tableur"),
    "vide.csv": (b" \n", "aucune ligne"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_taken_says_what_to_do(client, director, name):
    content, told = REFUSED[name]
    answer = send(client, content, name)
    assert answer.status_code == 422 and told in answer.content.decode()


def test_a_list_of_headings_alone_has_no_line(client, director):
    held = confirmed(client, director)
    assert the_list(director).state == "CHECKED"
    assert "Enregistrer ces personnes" not in client.get(reverse("people:list", args=[held.pk])).content.decode()
