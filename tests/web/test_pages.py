import re

import pytest
from django.test import RequestFactory

from wasl.web import errors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("lang", "direction"), [("fr", "ltr"), ("ar", "rtl")])
@pytest.mark.parametrize("address", ["/calendar/", "/no-such-page/"])
def test_a_page_says_its_language_and_direction(client, address, lang, direction):
    client.cookies["wasl_language"] = lang
    page = client.get(address).content.decode()
    assert f'<html lang="{lang}" dir="{direction}">' in page


def test_the_switch_keeps_the_page(client):
    answer = client.post("/language/", {"language": "ar", "next": "/calendar/?q=1"})
    assert answer["Location"] == "/calendar/?q=1"
    assert client.cookies["wasl_language"].value == "ar"


def test_the_switch_never_leads_to_another_site(client):
    answer = client.post("/language/", {"language": "ar", "next": "https://elsewhere.example/"})
    assert "elsewhere" not in answer["Location"]


@pytest.mark.parametrize(
    ("view", "status"), [("misunderstood", 400), ("refused", 403), ("missing", 404), ("expired", 403), ("failed", 500)]
)
def test_an_error_page_leads_somewhere_and_tells_no_cause(view, status):
    request = RequestFactory().get("/secret/")
    request.session = {}
    answer = getattr(errors, view)(request)
    page = answer.content.decode()
    assert answer.status_code == status
    assert 'href="/' in page
    assert not re.search(r"Traceback|Exception|error 500|/secret/\b(?!\")", page)


def test_the_failure_page_speaks_both_languages():
    page = errors.failed(RequestFactory().get("/")).content.decode()
    assert "recommencez" in page and "أعيدوا" in page


def test_the_neutral_page_names_nobody(client):
    page = client.get("/calendar/").content.decode()
    assert "Wasl" not in page and "وصل" not in page


def test_no_page_holds_inline_script_or_style(client):
    for address in ("/calendar/", "/no-such-page/"):
        page = client.get(address).content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(src=|application/json))", page)
