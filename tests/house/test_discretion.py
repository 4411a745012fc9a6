"""What stands in a window's title, an address, a history or a notice is read over a shoulder: never a name.

Every template and every address is looked at, those of pieces that join later too.
"""

import re
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from tests.house.addresses.assistance import sealed, sealed_case, worker
from tests.house.lines import LINES
from wasl.access.models import Account
from wasl.core.permissions import Permission
from wasl.core.scope import entered, system
from wasl.journal.models import Line
from wasl.messages.rules import TEXTS, Template
from wasl.people.models import Registration

TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "wasl" / "web" / "templates"
TITLE = re.compile(r"{% block title %}(.*?){% endblock", re.DOTALL)
WORDS_ONLY = re.compile(r"{% (?:translate|blocktranslate|endblocktranslate|plural|if|elif|else|endif)\b[^%]*%}")
#: Pages whose title holds a value that is nobody's: a unit, a place, a figure, a colleague, a file brought in.
NOBODYS = {
    "access/account.html", "assistance/act.html", "bureau/line.html", "catalogue/entries.html", "catalogue/entry.html",
    "facts/state.html", "network/form.html", "network/import.html", "network/unit.html", "people/add.html",
    "people/list.html", "people/list_row.html", "reports/issue.html", "reports/report.html", "reports/rows.html",
    "territory/page.html", "directory/entry.html", "plans/edit.html", "recordings/phrase.html",
    "letters/letter.html", "siting/new.html", "siting/option.html", "siting/plan.html",
    "needs/one.html", "poverty/one.html", "poverty/rows.html",
}  # fmt: skip
#: Words an address may hold: codes of lists, a day, a language, a random key. Each with the page that gives it.
CODES = {
    "code", "kind", "period", "lang", "format", "key", "form", "way", "day", "name", "direction", "year", "digest",
    "measure", "secret", "slot", "language",
}  # fmt: skip


def titles():
    for path in sorted(TEMPLATES.rglob("*.html")):
        found = TITLE.search(path.read_text(encoding="utf-8"))
        if found:
            yield path.relative_to(TEMPLATES).as_posix(), found[1]


def has_value(title):
    return "{{" in title or "{%" in WORDS_ONLY.sub("", title)


def test_no_title_holds_anything_of_a_person():
    assert {name for name, title in titles() if has_value(title)} - NOBODYS == set()


def test_a_title_with_a_name_would_be_seen():
    assert has_value("{% names own.name_latin own.name_ar %}") and has_value('{% translate "Case" %} {{ row }}')
    assert not has_value('{% if a %}{% translate "Case" %}{% endif %}')
    assert {name for name, _ in titles()} >= NOBODYS


def patterns(found=None):
    for one in found if found is not None else get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one.url_patterns)


def test_addresses_hold_ids_and_codes_alone():
    free = set()
    for one in patterns():
        for name, converter in getattr(one.pattern, "converters", {}).items():
            kind = type(converter)
            if issubclass(kind, UUIDConverter | IntConverter) or "account" in str(one.pattern):
                continue
            if not issubclass(kind, SlugConverter | StringConverter) or name not in CODES:
                free.add((str(one.pattern), name))
    assert free == set()


def test_a_notice_says_a_day_and_a_time():
    for (template, _channel, _lang), text in TEXTS.items():
        said = {"link"} if template == Template.PARTNER else {"day", "time"}
        assert set(re.findall(r"{(\w+)}", text)) <= said


@pytest.fixture
def officer(client, world):
    """Signed in as the one agent named on a nominative file; the names on it are known."""
    dossier = sealed_case(world)
    who = worker(world, "centre", "WOMEN_OFFICER")
    with system("load demo"):
        her = Registration.objects.for_system("load demo").get(pk=dossier.registration_id)
    client.force_login(Account.objects.get(pk=who.account_id))
    return client, dossier, {name for name in (her.name_latin, her.name_ar, her.family_latin) if name}


def pages_of_the_file():
    """Addresses of one dossier, whatever piece they belong to."""
    for name, line in LINES.items():
        if "GET" in line.methods and line.sealed:
            yield name, line


def readings():
    """Lines about nominative files; some pieces open one of their own."""
    with system("seal journal"):
        return Line.objects.filter(seal__isnull=False, level=4, verb__contains=":read", is_refused=False).count()


def test_every_page_of_a_nominative_file_is_discreet_and_leaves_a_line(officer, world):
    client, _dossier, names = officer
    told, silent, open_ = set(), set(), []
    for name, line in pages_of_the_file():
        before = readings()
        answer = client.get(reverse(name, kwargs=line.sealed(world)))
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        open_.append(name)
        page = answer.content.decode()
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
        if any(one in (title[1] if title else "") or one in answer.get("HX-Push-Url", "") for one in names):
            told.add(name)
        if readings() == before:
            silent.add(name)
    assert len(open_) > 3 and told == set()
    assert silent == set()


def test_the_wall_of_the_reader_stands_in_these_tests(officer, world):
    _client, dossier, names = officer
    who = worker(world, "centre")
    with entered(who), system("load demo"):
        assert names and not who.reads(level=dossier.level, seal=dossier.pk)
    assert who.may(Permission.CASE_READ) and sealed("case_id")(world)["case_id"] == dossier.pk
