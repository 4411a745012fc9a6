"""The page behind an account-less link, as a receiver opens it: no account, no script, no cookie."""

import logging
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.assistance.factories import orientation, person, working
from wasl.assistance import commands
from wasl.assistance.models import OrientationLink
from wasl.config.discreet import Discreet
from wasl.core.permissions import Permission

pytestmark = pytest.mark.django_db
LANGUAGES = ["fr", "ar"]


@pytest.fixture
def sender(place):
    return place.worker()


@pytest.fixture
def sent(sender):
    return orientation(
        sender, registration_id=person(sender).pk, destination="HOPITAL", shared={"given_name": "Fatima"}
    )  # fmt: skip


def linked(sender, sent, lang="fr"):
    with working(sender) as who:
        return commands.make_link(actor=who, now=timezone.now(), orientation_id=sent.pk, lang=lang)


def post(client, made, **form):
    return client.post("/r/", {"secret": made.secret, "code": made.code} | form)


@pytest.mark.parametrize(("language", "words"), [("fr", "Code à six chiffres"), ("ar", "رمز من ستة أرقام")])
def test_the_link_asks_for_its_code_in_its_own_language(client, sender, sent, language, words):
    page = client.get(f"/r/{linked(sender, sent, language).secret}/")
    text = page.content.decode()
    assert page.status_code == 200 and words in text and "Fatima" not in text
    assert f'lang="{language}"' in text


def test_the_page_is_small_has_no_script_sets_no_cookie_and_names_no_other_page(client, sender, sent):
    made = linked(sender, sent)
    for page in (client.get(f"/r/{made.secret}/"), post(client, made, do="open")):
        text = page.content.decode()
        assert not page.cookies and "<script" not in text and len(page.content) < 12_000
        assert not re.findall(r'(?:href|src|action)="(?!/|data:,)', text)
        assert page["Referrer-Policy"] == "no-referrer" and "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"].startswith("noindex")


def test_no_form_carries_the_secret_in_its_address(client, sender, sent):
    made = linked(sender, sent)
    text = client.get(f"/r/{made.secret}/").content.decode()
    assert set(re.findall(r'action="([^"]*)"', text)) == {"/r/"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receiver_reads_answers_and_gets_the_next_code(client, sender, sent, language):
    made = linked(sender, sent, language)
    assert "Fatima" in post(client, made, do="open").content.decode()
    form = {"appointment_on_day": "1", "appointment_on_month": "12", "appointment_on_year": "2099"}
    page = post(client, made, do="answer", answer="RDV", appointment_at="٩:٣٠", **form)
    (code,) = re.findall(r'class="code"><bdi dir="ltr">(\d{6})<', page.content.decode())
    assert "RDV" not in page.content.decode()
    assert post(client, made, do="open", code=code).status_code == 200


def test_the_language_is_changed_by_a_button_that_keeps_the_page(client, sender, sent):
    page = post(client, linked(sender, sent), do="", lang="ar").content.decode()
    assert 'dir="rtl"' in page and "Fatima" in page


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"do": "open", "code": "abc"}, 422, "Ce code n’est pas le bon"),
        ({"do": "answer"}, 422, "Choisissez une réponse"),
        ({"do": "answer", "answer": "REFUSEE"}, 422, "dit à l’autre côté"),
        ({"do": "answer", "answer": "RDV", "appointment_on_day": "31", "appointment_on_month": "2",
          "appointment_on_year": "2099"}, 422, "n’existe pas"),
        ({"do": "open", "secret": "forged"}, 404, "Ce lien n’est pas connu ici"),
        ({"do": "refuse"}, 200, "n’était pas pour vous"),
    ],
)  # fmt: skip
def test_what_goes_wrong_has_its_sentence(client, sender, sent, form, status, sentence):
    page = post(client, linked(sender, sent), **form)
    assert page.status_code == status and sentence in page.content.decode()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ({"until_at": timezone.now() - timedelta(days=1)}, "trop ancien"),
        ({"wrong_codes": 5}, "le lien est bloqué"),
        ({"revoked_at": timezone.now()}, "a retiré ce lien"),
    ],
)
def test_a_link_that_is_over_still_says_what_to_do(client, sender, sent, spoil, sentence):
    made = linked(sender, sent)
    with working(sender) as who:
        OrientationLink.objects.visible_to(who, Permission.ORIENTATION_SEND).update(**spoil)
    page = client.get(f"/r/{made.secret}/").content.decode()
    assert sentence in page and "Demander" in page
    assert "reste ouverte" in post(client, made, do="ask").content.decode()


def test_after_closure_the_page_says_so(client, sender, sent):
    made = linked(sender, sent)
    with working(sender) as who:
        commands.close_orientation(actor=who, now=timezone.now(), orientation_id=sent.pk, reason="DECLINED")
    assert "a clos cette demande" in post(client, made, do="answer", answer="ACCEPTEE").content.decode()


def test_a_spent_code_and_the_same_answer_twice_are_told_apart(client, sender, sent):
    made = linked(sender, sent)
    post(client, made, do="answer", answer="ACCEPTEE")
    assert "déjà été notée" in post(client, made, do="answer", answer="ACCEPTEE").content.decode()
    other = post(client, made, do="answer", answer="SERVIE").content.decode()
    assert "a déjà servi" in other and "Fatima" not in other


def test_no_more_than_thirty_a_minute(client, sender, sent):
    made = linked(sender, sent)
    for _ in range(30):
        client.get(f"/r/{made.secret}/")
    assert client.get(f"/r/{made.secret}/").status_code == 429


def test_being_signed_in_gives_nothing_more(open_as, place, sender, sent):
    made = linked(sender, sent)
    page = open_as(place.worker(place.stranger)).get(f"/r/{made.secret}/")
    assert "Fatima" not in page.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sender_sees_the_link_once_then_its_code_and_its_state(open_as, sender, sent, language):
    client, address = open_as(sender, language), f"/orientations/{sent.pk}/"
    page = client.post(f"{address}link/", {"do": language})
    (secret,) = set(re.findall(r"/r/([\w-]{43})/", page.content.decode()))
    sheet = client.get(address).content.decode()
    assert secret not in sheet and len(re.findall(r">\d{6}<", sheet)) == 1
    assert client.post(f"{address}link/", {"do": "code"}, follow=True).status_code == 200
    client.post(f"{address}link/", {"do": "end"})
    assert not re.findall(r">\d{6}<", client.get(address).content.decode())


@pytest.mark.parametrize(
    ("address", "kept"),
    [("/r/abcDEF-123_456/", "/r/…/"), ("/calendar-file/abcDEF-1.ics?lang=fr", "/calendar-file/…?lang=fr")],
)
def test_no_log_keeps_the_secret(address, kept):
    formatter = Discreet("{message}", style="{")
    record = logging.LogRecord("x", 30, "x", 1, "Not Found: %s", (address,), None)
    assert formatter.format(record) == f"Not Found: {kept}"


def test_every_log_is_formatted_so(settings):
    used = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}
    classes = {settings.LOGGING["formatters"][name]["class"] for name in used}
    assert classes == {"wasl.config.discreet.Discreet"}
