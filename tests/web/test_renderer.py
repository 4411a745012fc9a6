import re
from pathlib import Path

import pytest
from django import forms

import wasl.web

TEMPLATES = sorted((Path(wasl.web.__file__).parent / "templates").rglob("*.html"))


class Asked(forms.Form):
    name = forms.CharField()
    note = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_what_is_asked_for_is_said_but_refused_by_the_server_only():
    html = Asked().render()
    assert not re.search(r"\srequired\b", html)
    assert re.findall(r'name="(\w+)"[^>]*aria-required="true"', html) == ["name"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_lets_the_browser_refuse_in_its_own_language(path):
    assert not re.search(r"<(input|select|textarea)\b[^>]*\srequired[\s>=]", path.read_text())
