from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.catalogue.questionnaires.rules import Question
from wasl.watch.rules.poverty import Definition, Thing
from wasl.web.fields import DayField, ManySegments, NumberField
from wasl.web.printed import language

#: An answer that says neither.
UNKNOWN = "unknown"


class DefinitionForm(forms.Form):
    """Which answers say that a thing is lacked; the others say that it is there, but for not knowing. Things, thirds
    and the cut-off are the statistics office's, and stay."""

    since = DayField(label=_("From which day"), in_future=True)
    months = NumberField(label=_("Months for which an assessment counts"), least=1, most=60)

    def __init__(self, data: Any, *, definition: Definition, questions: dict[str, Question]) -> None:
        asked = [thing for thing in definition.things if thing.question in questions]
        lacks = {f"lacks_{thing.code}": sorted(thing.lacks) for thing in asked}
        super().__init__(data, initial={"months": definition.months} | lacks)
        for thing in asked:
            self.fields[f"lacks_{thing.code}"] = self._field(thing, questions[thing.question])
        self.questions = questions

    @staticmethod
    def _field(thing: Thing, question: Question) -> forms.MultipleChoiceField:
        options = [(one.code, one.words.said(language())) for one in question.options if one.code != UNKNOWN]
        return forms.MultipleChoiceField(
            label=thing.words.said(language()), help_text=question.words.said(language()), choices=options,
            required=False, widget=ManySegments,
        )  # fmt: skip

    def content(self, before: dict[str, Any]) -> dict[str, Any]:
        """The version in force with what was changed; a thing without an answer that says so is no longer asked."""
        thirds = [third | {"things": [self._thing(thing) for thing in third["things"]]} for third in before["thirds"]]
        return before | {"months": self.cleaned_data["months"], "thirds": thirds}

    def _thing(self, before: dict[str, Any]) -> dict[str, Any]:
        name = f"lacks_{before['code']}"
        if name not in self.fields:
            return before
        lacks = self.cleaned_data[name]
        kept = {key: value for key, value in before.items() if key not in {"question", "lacks", "has"}}
        has = [one.code for one in self.questions[before["question"]].options if one.code not in {*lacks, UNKNOWN}]
        return kept | {"question": before["question"], "lacks": lacks, "has": has} if lacks and has else kept
