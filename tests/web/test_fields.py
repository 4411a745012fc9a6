from datetime import date, timedelta
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from wasl.web.fields import Birth, BirthField, DayField, FoldedSegments, NumberField, OneOfTwo, latin_digits


def typed(field, **parts):
    data = MultiValueDict({f"on_{part}": [text] for part, text in parts.items()})
    return field.clean(field.widget.value_from_datadict(data, None, "on"))


@pytest.mark.parametrize(
    "parts", [{"day": "15", "month": "1", "year": "2026"}, {"day": "١٥", "month": "١", "year": " ٢٠٢٦ "}]
)
def test_a_day_is_understood_in_either_digits(parts):
    assert typed(DayField(), **parts) == date(2026, 1, 15)


@pytest.mark.parametrize(
    "parts",
    [
        {"day": "31", "month": "2", "year": "2026"},
        {"day": "15", "month": "", "year": "2026"},
        {"day": "15", "month": "1", "year": "26"},
        {"day": "quinze", "month": "1", "year": "2026"},
        {"day": "²", "month": "1", "year": "2026"},
        {"day": "-1", "month": "1", "year": "2026"},
    ],
)
def test_an_impossible_day_is_refused_in_words(parts):
    with override("fr"), pytest.raises(ValidationError):
        typed(DayField(), **parts)


def test_a_day_to_come_is_refused_unless_allowed():
    to_come = timezone.localdate() + timedelta(days=400)
    parts = {"day": str(to_come.day), "month": str(to_come.month), "year": str(to_come.year)}
    with pytest.raises(ValidationError):
        typed(DayField(), **parts)
    assert typed(DayField(in_future=True), **parts) == to_come


def test_an_empty_optional_day_is_none():
    assert typed(DayField(required=False), day="", month="", year="") is None


@pytest.mark.parametrize(
    ("parts", "birth"),
    [
        ({"year": "1988"}, Birth(year=1988)),
        ({"year": "1988", "month": "3"}, Birth(year=1988, month=3)),
        ({"year": "1988", "month": "3", "day": "9"}, Birth(year=1988, month=3, day=9)),
        ({"age": "٣٥"}, Birth(age=35)),
        ({"age": "0"}, Birth(age=0)),
    ],
)
def test_a_birth_is_kept_as_far_as_it_is_known(parts, birth):
    assert typed(BirthField(), **parts) == birth


@pytest.mark.parametrize(
    "parts", [{"year": "1988", "age": "30"}, {"age": "121"}, {"day": "9"}, {"year": "1988", "day": "9"}]
)
def test_a_birth_that_contradicts_itself_is_refused(parts):
    with pytest.raises(ValidationError):
        typed(BirthField(), **parts)


@pytest.mark.parametrize(
    ("text", "value"), [("1 250", 1250), ("1\u202f250", 1250), ("١٢٥٠", 1250), ("0", 0), ("۱۲", 12)]
)
def test_numbers_accept_spaces_and_arabic_digits(text, value):
    assert NumberField().clean(text) == value


def test_a_decimal_comma_is_understood_where_decimals_are():
    assert NumberField(places=2).clean("1 250,50") == Decimal("1250.50")
    assert NumberField(places=2).clean("١٢٥٠٫٥") == Decimal("1250.5")


@pytest.mark.parametrize("text", ["abc", "1,5", "-1", "NaN", "Infinity", "1e999999", "1.2.3"])
def test_what_is_not_a_whole_number_is_refused(text):
    with pytest.raises(ValidationError):
        NumberField(most=10**9).clean(text)


def test_direction_marks_do_not_spoil_a_number():
    assert latin_digits("\u200f12\u200e") == "12"


def test_of_two_lists_neither_is_called_optional():
    class Choice(forms.Form):
        here = OneOfTwo(label="Here", choices=[("", ""), ("a", "A")])
        note = forms.CharField(label="Note", required=False)

    with override("fr"):
        html = Choice().render()
    assert html.count("facultatif") == 1
    assert Choice({"here": ""}).is_valid()


class Folded(forms.Form):
    what = forms.MultipleChoiceField(
        choices=[("First", [("a", "A"), ("b", "B")]), ("Second", [("c", "C")])], required=False, widget=FoldedSegments
    )
    whom = forms.MultipleChoiceField(choices=[("x", "X"), ("y", "Y")], required=False, widget=FoldedSegments)


def test_many_choices_are_folded_by_group_and_a_group_with_a_choice_is_open():
    page = str(Folded(initial={"what": ["c"]}))
    assert page.count("<details") == 3 and page.count(" open") == 1
    assert page.index(" open") < page.index("Second") and page.count('type="checkbox"') == 5


def test_a_folded_choice_is_sent_like_any_other():
    form = Folded(MultiValueDict({"what": ["a", "c"]}))
    assert form.is_valid() and form.cleaned_data["what"] == ["a", "c"]
