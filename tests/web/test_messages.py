import polib
import pytest
from scripts import messages


def entry(msgid="Open %(name)s", msgstr="Ouvrir %(name)s", **more):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def said(language, one):
    return list(messages._complaints(language, one))


def test_a_whole_entry_is_accepted():
    assert said("fr", entry()) == []


@pytest.mark.parametrize(
    ("language", "wrong", "word"),
    [
        ("fr", entry(flags=["fuzzy"]), "fuzzy"),
        ("fr", entry(msgstr=""), "not translated"),
        ("fr", entry(msgstr="Ouvrir %(nom)s"), "placeholders"),
        ("fr", entry(msgstr="Ouvrir"), "placeholders"),
        ("fr", entry(msgid="Open it now", msgstr="Open it now"), "English"),
        ("ar", entry(msgstr="افتح %(name)s الآن OK"), "Latin"),
        ("ar", entry(msgid_plural="x", msgstr_plural={0: "أ", 1: "ب"}), "6 plural forms"),
    ],
)
def test_a_faulty_entry_is_refused(language, wrong, word):
    assert any(word in line for line in said(language, wrong))


def test_file_formats_keep_their_name_in_arabic():
    assert said("ar", entry(msgid="As PDF", msgstr="بصيغة PDF")) == []


def test_an_arabic_plural_may_say_two_in_words():
    forms = dict(enumerate(["لا أحد", "شخص", "شخصان", "%(n)s أشخاص", "%(n)s شخصا", "%(n)s شخص"]))
    assert said("ar", entry(msgid="%(n)s person", msgid_plural="%(n)s persons", msgstr_plural=forms)) == []


def test_messages_are_found_in_python_labels():
    found = list(messages.in_python('label = _("Staff number")\nngettext("%(n)s row", "%(n)s rows", 2)\nother("x")'))
    assert [(one.text, one.plural) for one in found] == [("Staff number", None), ("%(n)s row", "%(n)s rows")]


def test_messages_are_found_in_templates():
    source = (
        "{% load i18n %}{% translate 'My day' %}{{ _('Hello') }}"
        "{% blocktranslate count n=n %}one{% plural %}{{ n }} rows{% endblocktranslate %}"
    )
    found = [(one.text, one.plural) for one in messages.in_template(source)]
    assert sorted(found) == [("Hello", None), ("My day", None), ("one", "%(n)s rows")]


def test_the_same_id_in_two_rooms_has_one_translation():
    entries = {"web": entry(), "people": entry(msgstr="Ouvre %(name)s")}
    used = messages.Message(None, "Open %(name)s")
    assert "is translated in different ways" in list(messages._entry_problems("fr", entries, used))


def test_an_entry_that_nothing_uses_is_refused():
    assert list(messages._entry_problems("fr", {"web": entry()}, None)) == ["is not used any more"]


def test_a_message_belongs_to_the_room_of_its_screen():
    src = messages.SOURCE
    assert messages.room_of(src / "people" / "rules.py") == "people"
    assert messages.room_of(src / "web" / "people" / "views.py") == "people"
    assert messages.room_of(src / "web" / "templates" / "people" / "card.html") == "people"
    assert messages.room_of(src / "web" / "templates" / "shell.html") == "web"
    assert messages.room_of(src / "web" / "menu.py") == "web"
