from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wasl.access.queries import account_numbered
from wasl.web.fields import DayField, Segments
from wasl.web.readers.words import DENIALS, FOLLOWS, GLASS_VERDICTS, GOES_ON, WHY


class DayFilter(forms.Form):
    on = DayField(label=_("On the day"), required=False)


class ReadingFilter(DayFilter):
    number = forms.CharField(label=_("Staff number"), max_length=20, required=False)

    field_order = ("number", "on")


class GoOnForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why you go on"), choices=list(GOES_ON.items()), widget=Segments)


class DenialForm(forms.Form):
    """A colleague of the unit, or anybody of the institution by staff number; `account_id` is who was meant."""

    account = forms.ChoiceField(label=_("Colleague of this unit"), required=False)
    number = forms.CharField(
        label=_("Or the staff number of somebody who works elsewhere"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    reason = forms.ChoiceField(label=_("Who asks for it"), choices=list(DENIALS.items()), widget=Segments)
    taker = forms.ChoiceField(label=_("Who follows the file from now on"), required=False)

    def __init__(
        self, *args: Any, colleagues: list[tuple[str, str]], takers: list[tuple[str, str]], proposed: str, worker: str,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """`takers` is empty when the reader follows the file: nobody closes it to themselves."""
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", ""), *colleagues]  # type: ignore[attr-defined]
        if not takers:
            del self.fields["taker"]
            return
        self.fields["taker"].choices = [("", ""), *takers]  # type: ignore[attr-defined]
        self.fields["taker"].initial = proposed
        hint = _("Only counts when it is closed to %(worker)s, who follows it today.")
        self.fields["taker"].help_text = hint % {"worker": worker}

    @property
    def taker_id(self) -> UUID | None:
        taker = self.cleaned_data.get("taker")
        return UUID(taker) if taker else None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        account, number = given.get("account"), given.get("number")
        if bool(account) == bool(number):
            raise ValidationError(_("Say who: a colleague of the list, or a staff number."))
        self.account_id = UUID(account) if account else account_numbered(str(number))
        if self.account_id is None:
            self.add_error("number", _("Nobody has this staff number: check it."))
        return given


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Was it justified"), choices=list(GLASS_VERDICTS.items()), widget=Segments)
    follows = forms.ChoiceField(label=_("What follows"), choices=list(FOLLOWS.items()))


class WhyForm(forms.Form):
    why = forms.ChoiceField(label=_("Why it is printed"), choices=list(WHY.items()), widget=Segments)
