"""A unit's state of a period: one field per measure, and per line where a measure has lines."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wasl.core.figures import Counted, Qualifier
from wasl.facts.measures import Measure
from wasl.facts.rules.declaring import Entry
from wasl.vocabulary.choices import choices
from wasl.web.fields import NumberField
from wasl.web.printed import language

NEW_LINES = 3
Key = tuple[str, str]


class StateForm(forms.Form):
    """Fields are named `value:<measure>:<line>`; `facts` are the versions shown, whose ids come back as `seen`.
    Who may not declare reads the figures in boxes that cannot be written in."""

    source = forms.CharField(
        label=_("Where these figures come from"),
        max_length=300,
        help_text=_("The register, the partner's monthly statement, a count of the day…"),
    )

    def __init__(
        self, data: Any, *, measures: Sequence[Measure], facts: Iterable[Any], may_declare: bool = True
    ) -> None:
        self.facts = {(fact.measure, fact.line): fact for fact in facts}
        self.measures = measures
        sources = {fact.source for fact in self.facts.values() if fact.source}
        super().__init__(data, initial={"source": sources.pop() if len(sources) == 1 else ""})
        for measure in measures:
            self._add(measure)
        for field in self.fields.values():
            field.disabled = not may_declare

    def _add(self, measure: Measure) -> None:
        lines = sorted(line for code, line in self.facts if code == measure.code)
        for line in lines if measure.has_lines and lines else [""]:
            self._field(measure, line)
        if not measure.has_lines:
            qualifier = self._shown(measure.code, "", "qualifier", Qualifier.EXACT)
            self.fields[f"qualifier:{measure.code}"] = forms.ChoiceField(
                label=_("How sure it is"), choices=_qualifiers, initial=qualifier, required=False
            )
            self.fields[f"recorded:{measure.code}"] = NumberField(
                label=_("Recorded behind it"),
                required=False,
                initial=self._shown(measure.code, "", "recorded_value"),
                help_text=_("Only with “more than” or “about”: the exact count it was rounded from, if it is known."),
            )
            return
        for number in range(NEW_LINES):
            self.fields[f"line:{measure.code}:{number}"] = forms.CharField(
                label=_("New line"), required=False, max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
            )
            self.fields[f"new:{measure.code}:{number}"] = _number(measure, _("Value"))

    def _field(self, measure: Measure, line: str) -> None:
        label = line or _("Value")
        field = _number(measure, label)
        field.initial = _plain(self._shown(measure.code, line, "value"))
        self.fields[f"value:{measure.code}:{line}"] = field

    def _shown(self, measure: str, line: str, name: str, default: Any = None) -> Any:
        fact = self.facts.get((measure, line))
        return getattr(fact, name) if fact is not None else default

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lines = [key for key in self.fields if key.startswith("line:")]
        for name in lines:
            line, value = data.get(name), data.get(name.replace("line:", "new:", 1))
            if bool(line) != (value is not None) and name.replace("line:", "new:", 1) not in self.errors:
                self.add_error(name, ValidationError(_("A new line needs both a name and a value.")))
            if line and (name.split(":")[1], line) in self.facts:
                self.add_error(name, ValidationError(_("This line is already there: change its value above.")))
        if not self.errors and not self.entries():
            raise ValidationError(_("Nothing was typed: give at least one value."))
        return data

    def entries(self) -> list[Entry]:
        """What was typed; an empty field says nothing."""
        found = []
        for name, value in self.cleaned_data.items():
            kind, _colon, rest = name.partition(":")
            measure, _colon, line = rest.partition(":")
            if kind == "new":
                line = self.cleaned_data.get(f"line:{measure}:{line}", "")
            if kind not in {"value", "new"} or value is None:
                continue
            qualifier = Qualifier(self.cleaned_data.get(f"qualifier:{measure}") or Qualifier.EXACT)
            recorded = self.cleaned_data.get(f"recorded:{measure}")
            found.append(
                Entry(measure, Decimal(value), line, qualifier, None if recorded is None else Decimal(recorded))
            )
        return found

    def seen(self, posted: Mapping[str, Any]) -> dict[Key, UUID]:
        """Ids of the versions the page showed when it was opened, by measure and line."""
        found = {}
        for name in posted:
            if name.startswith("seen:"):
                _kind, measure, line = name.split(":", 2)
                try:
                    found[measure, line] = UUID(str(posted[name]))
                except ValueError:
                    continue
        return found

    def rows(self) -> list[dict[str, Any]]:
        """Measures with their fields, as the template shows them."""
        return [
            {
                "measure": measure,
                "label": measure.label.in_(language()),
                "values": [self._row(name) for name in self.fields if name.startswith(f"value:{measure.code}:")],
                "qualifier": self._bound(f"qualifier:{measure.code}"),
                "recorded": self._bound(f"recorded:{measure.code}"),
                "new": [
                    (self[name], self[name.replace("line:", "new:", 1)])
                    for name in self.fields
                    if name.startswith(f"line:{measure.code}:")
                ],
            }
            for measure in self.measures
        ]

    def _row(self, name: str) -> dict[str, Any]:
        _kind, measure, line = name.split(":", 2)
        return {"field": self[name], "fact": self.facts.get((measure, line)), "seen": f"seen:{measure}:{line}"}

    def _bound(self, name: str) -> Any:
        return self[name] if name in self.fields else None


def _qualifiers() -> list[tuple[str, str]]:
    """An exact figure is printed without a word, so that its choice needs one."""
    listed = choices("number_qualifiers")()
    return [(code, label or str(_("exactly"))) for code, label in listed if code != Qualifier.APPROX]


def _number(measure: Measure, label: Any) -> NumberField:
    return NumberField(label=label, places=2 if measure.unit is Counted.MAD else 0, required=False)


def _plain(value: Any) -> Any:
    """37, not 37.00."""
    return value if value is None or value % 1 else int(value)
