"""Form fields that take what people write: a day in three parts, an age, numbers in any digits, large choices."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wasl.core.months import MONTHS
from wasl.web import printed

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009\u200e\u200f\u061c]+")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")


def latin_digits(text: str) -> str:
    """Arabic-Indic digits as Latin ones, spaces and direction marks removed, the Arabic decimal sign as a comma."""
    return _SPACES.sub("", text.translate(_DIGITS)).replace("٫", ",").replace("٬", "")


@dataclass(frozen=True, slots=True)
class Birth:
    """What is known of a birth: a year alone, with its month, a whole day, or an age in years said on a given day."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    age: int | None = None


class FileWidget(forms.FileInput):
    """The browser's own control speaks the browser's language: with script, the page's own words take its place."""

    template_name = "parts/widgets/file.html"

    def __init__(self, *accepted: str) -> None:
        super().__init__(attrs={"accept": ",".join(accepted)})


class DayWidget(forms.Widget):
    """Day, month and year apart; `with_age` adds "about n years old"."""

    template_name = "parts/widgets/day.html"
    use_fieldset = True
    with_age = False
    PARTS = ("day", "month", "year", "age")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: latin_digits(data.get(f"{name}_{part}", "") or "") for part in self.PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in self.PARTS)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        context["widget"] |= {
            "parts": self._parts(value),
            "months": MONTHS[printed.language()],
            "with_age": self.with_age,
        }
        return context

    def _parts(self, value: Any) -> dict[str, str]:
        if isinstance(value, dict):
            return {part: value.get(part, "") for part in self.PARTS}
        return {part: str(getattr(value, part, None) or "") for part in self.PARTS}


class BirthWidget(DayWidget):
    with_age = True


def _whole(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 4:
        raise ValidationError(_("Write the day, the month and the year in digits, for example 15, 1, 2026."))
    return int(text)


class DayField(forms.Field):
    """A whole day, as a date; `in_future` allows days to come."""

    widget = DayWidget

    def __init__(self, *, in_future: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.in_future = in_future

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        day, month, year = (_whole(value[part]) for part in ("day", "month", "year"))
        if not any((day, month, year)):
            return None
        if not all((day, month, year)):
            raise ValidationError(_("The day, the month and the year are all needed."))
        return self._checked(day, month, year)  # type: ignore[arg-type]

    def _checked(self, day: int, month: int, year: int) -> date:
        try:
            given = date(year, month, day)
        except ValueError:
            raise ValidationError(_("There is no such day: check the day, the month and the year.")) from None
        if given.year < 1900:
            raise ValidationError(_("The year has four digits, for example 2026."))
        if not self.in_future and given > timezone.localdate():
            raise ValidationError(_("This day has not come yet: check the date."))
        return given


class BirthField(DayField):
    """A birth as far as it is known, as a `Birth`."""

    widget = BirthWidget

    def to_python(self, value: Any) -> Birth | None:  # type: ignore[override]
        if isinstance(value, Birth) or value in self.empty_values:
            return value or None
        day, month, year, age = (_whole(value[part]) for part in DayWidget.PARTS)
        if age is not None:
            return self._aged(age, day, month, year)
        if year is None and (day or month):
            raise ValidationError(_("Give the year too, or only an age."))
        if year is None:
            return None
        if day and not month:
            raise ValidationError(_("Give the month too, or only the year."))
        self._checked(day or 1, month or 1, year)
        return Birth(year=year, month=month, day=day)

    def _aged(self, age: int, *parts: int | None) -> Birth:
        if any(parts):
            raise ValidationError(_("Give a date or an age, not both."))
        if age > 120:
            raise ValidationError(_("An age is between 0 and 120 years."))
        return Birth(age=age)


class NumberField(forms.Field):
    """A whole number or, with `places`, a Decimal: Arabic-Indic digits, grouping spaces and a comma are understood."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"})

    def __init__(self, *, places: int = 0, least: int | None = 0, most: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.places, self.least, self.most = places, least, most

    def to_python(self, value: Any) -> int | Decimal | None:
        if value in self.empty_values:
            return None
        text = latin_digits(str(value)).replace(",", ".").replace("\u2212", "-")
        if not _NUMBER.fullmatch(text) or len(text.partition(".")[2]) > self.places:
            raise ValidationError(_("Write a number in digits, for example 1 250."))
        number = Decimal(text)
        if self.least is not None and number < self.least:
            raise ValidationError(_("The smallest number accepted here is %(least)s.") % {"least": self.least})
        if self.most is not None and number > self.most:
            raise ValidationError(_("The largest number accepted here is %(most)s.") % {"most": self.most})
        return number if self.places else int(number)


class Segments(forms.RadioSelect):
    """A choice of one, as large buttons side by side."""

    template_name = "parts/widgets/segments.html"

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class ManySegments(forms.CheckboxSelectMultiple):
    """A choice of several, as large buttons side by side."""

    template_name = "parts/widgets/segments.html"

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class FoldedSegments(ManySegments):
    """Many choices, folded by group: a group opens by itself when one of its choices is made; a list without groups is
    one fold."""

    template_name = "parts/widgets/folded.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        folds: dict[str, list[Any]] = {}
        for group, options, _index in context["widget"]["optgroups"]:
            folds.setdefault(str(group or ""), []).extend(options)
        context["widget"]["folds"] = [
            (group, options, sum(bool(option["selected"]) for option in options)) for group, options in folds.items()
        ]
        return context


class OneOfTwo(forms.ChoiceField):
    """One of two lists is to be answered: neither is called optional, and the form asks for one."""

    is_one_of_two = True

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)
