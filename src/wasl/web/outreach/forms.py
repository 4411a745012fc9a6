from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wasl.watch.rules.outreach import MOST_WORDS
from wasl.watch.rules.scores import CANDIDATES, MOST_DAYS, MOST_POINTS, SHIPPED
from wasl.web.fields import DayField, NumberField, Segments
from wasl.web.outreach.words import DECISIONS, REASONS, item_words


class DecideForm(forms.Form):
    to = forms.ChoiceField(label=_("Your decision"), choices=list(DECISIONS.items()), widget=Segments)
    reason = forms.ChoiceField(label=_("The reason"), choices=[("", ""), *REASONS.items()])
    words = forms.CharField(
        label=_("Why, in your own words"), max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), help_text=_("It is kept sealed."),
    )  # fmt: skip


class EndForm(forms.Form):
    was_found = forms.ChoiceField(
        label=_("Was there a need?"), widget=Segments, choices=[("yes", _("Yes")), ("no", _("No"))],
        help_text=_("Your answer says how right the score was; it changes nothing for them."),
    )  # fmt: skip


class ScoreForm(forms.Form):
    """Points and days of each item of the closed list; empty points leave it out."""

    since = DayField(label=_("From which day"), in_future=True)
    propose_from = NumberField(label=_("Points from which a contact is proposed"), least=1, most=200)
    event_days = NumberField(label=_("Days within which something must have happened"), least=1, most=MOST_DAYS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in CANDIDATES:
            words = item_words(code)
            self.fields[f"points_{code}"] = NumberField(
                label=_("%(item)s: points") % {"item": words}, most=MOST_POINTS, required=False
            )
            self.fields[f"days_{code}"] = NumberField(
                label=_("%(item)s: for how many days") % {"item": words}, least=1, most=MOST_DAYS, required=False
            )

    @staticmethod
    def initial_of(content: dict[str, Any]) -> dict[str, Any]:
        given = {name: content[name] for name in ("propose_from", "event_days")}
        for item in content["items"]:
            given |= {f"points_{item['code']}": item["points"], f"days_{item['code']}": item["days"]}
        return given

    def content(self) -> dict[str, Any]:
        given = self.cleaned_data
        days = {item["code"]: item["days"] for item in SHIPPED["items"]}
        return {
            "items": [
                {"code": code, "points": given[f"points_{code}"], "days": given[f"days_{code}"] or days[code]}
                for code in CANDIDATES
                if given[f"points_{code}"]
            ],
            "propose_from": given["propose_from"], "event_days": given["event_days"],
        }  # fmt: skip
