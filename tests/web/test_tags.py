from datetime import date

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from wasl.web.templatetags.attachments import camera_clock


def rendered(source, lang="fr", **context):
    with override(lang):
        return Template(source).render(Context(context))


def test_a_number_stands_left_to_right_inside_arabic_text():
    assert rendered("{{ n|number }}", "ar", n=2476) == '<bdi dir="ltr">2\u202f476</bdi>'


def test_a_date_keeps_its_machine_form():
    assert rendered("{{ d|day }}", d=date(2026, 1, 15)) == (
        '<time datetime="2026-01-15"><bdi dir="ltr">15/01/2026</bdi></time>'
    )


@pytest.mark.parametrize("name", ["number", "day", "clock", "mad", "percent", "ltr", "long_day", "years"])
def test_what_is_not_known_is_a_dash_never_a_zero(name):
    assert rendered("{{ v|" + name + " }}", v=None) == "—"


def test_identifiers_are_escaped():
    assert rendered("{{ v|ltr }}", v="<b>") == '<bdi dir="ltr">&lt;b&gt;</bdi>'


@pytest.mark.parametrize(("lang", "first"), [("fr", "Fatima"), ("ar", "فاطمة")])
def test_the_script_of_the_page_comes_first(lang, first):
    text = rendered("{% names latin arabic %}", lang, latin="Fatima", arabic="فاطمة")
    assert text.index(first) == min(text.index("Fatima"), text.index("فاطمة"))
    assert 'lang="ar" dir="rtl"' in text


def test_a_badge_says_its_meaning_by_a_mark_too():
    assert "✓" in rendered('{% badge "done" "acceptée" %}')


def test_an_unknown_kind_of_badge_is_a_slip_of_the_program():
    with pytest.raises(KeyError):
        rendered('{% badge "red" "x" %}')


def test_repeat_writes_a_block_again():
    base = Template("<title>{% block title %}base{% endblock %}</title><h1>{% repeat title %}</h1>")
    child = Template("{% extends base %}{% block title %}Ma journée{% endblock %}")
    assert child.render(Context({"base": base})) == "<title>Ma journée</title><h1>Ma journée</h1>"


def test_repeat_needs_a_name():
    with pytest.raises((TemplateSyntaxError, ValueError)):
        Template("{% repeat %}")


@pytest.mark.parametrize(
    ("written", "shown"), [("2026:11:20 08:15:00", "20/11/2026 08:15"), ("2026:00:00 00:00:00", "2026:00:00 00:00:00")]
)
def test_the_clock_of_a_camera_reads_as_any_other(written, shown):
    assert camera_clock(written) == shown
