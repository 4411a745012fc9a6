from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wasl.vocabulary.queries import terms
from wasl.web.fields import DayField
from wasl.web.printed import language


class Unrepeated(forms.Form):
    """The library writes each label a second time inside its field: once is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class OwnPasswordForm(Unrepeated, ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page says above the form what a password must be, in words of its own.
        self.fields["password1"].help_text = ""


class PasswordAgainForm(Unrepeated, ReauthenticateForm):  # type: ignore[misc]
    pass


class CodeForm(Unrepeated, AuthenticateForm):  # type: ignore[misc]
    pass


class SameCodeForm(Unrepeated, CodeAgainForm):  # type: ignore[misc]
    pass


class TelephoneForm(Unrepeated, ActivateTOTPForm):  # type: ignore[misc]
    pass


class SignInForm(Unrepeated, LoginForm):  # type: ignore[misc]
    """Staff number and password; what it says of a failure stands in the adapter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Staff number")
        login.widget.attrs |= {"autocomplete": "username", "autocapitalize": "characters", "autofocus": True}
        self.fields["password"].label = _("Password")


class SlipForm(forms.Form):
    """A printed one-time slip against a new password."""

    staff_number = forms.CharField(label=_("Staff number"), max_length=20)
    code = forms.CharField(label=_("Code on the slip"), max_length=24, help_text=_("Four groups of four signs."))
    password = forms.CharField(
        label=_("New password"),
        help_text=_("Twelve signs or more; a sentence is easier to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password, once more"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", ValidationError(_("The two passwords differ: type the same one twice.")))
        return data


def _roles() -> list[tuple[str, str]]:
    return [("", "—"), *((role.code, role.label(language())) for role in terms("roles"))]


class AccountForm(forms.Form):
    """An agent, and the account that goes with it."""

    number = forms.RegexField(
        r"^\s*[A-Za-z0-9][A-Za-z0-9/-]{1,19}\s*$",
        label=_("Staff number"),
        error_messages={"invalid": _("Write letters and digits only, for example AZ014.")},
    )
    given_name = forms.CharField(label=_("Given name, in Latin letters"), max_length=80)
    family_name = forms.CharField(label=_("Family name, in Latin letters"), max_length=80)
    given_name_ar = forms.CharField(label=_("Given name, in Arabic"), max_length=80, required=False)
    family_name_ar = forms.CharField(label=_("Family name, in Arabic"), max_length=80, required=False)
    unit = forms.CharField(label=_("Unit the agent belongs to"), max_length=80, help_text=_("Its name or its code."))


class PostingForm(forms.Form):
    """A role in a unit, from a day on; a stand-in says for whom."""

    role = forms.ChoiceField(label=_("Role"), choices=_roles)
    unit = forms.CharField(label=_("Unit"), max_length=80, help_text=_("Its name or its code."))
    since = DayField(label=_("From"), in_future=True)
    until = DayField(label=_("Until"), in_future=True, required=False, help_text=_("Leave empty when no end is known."))
    stands_in_for = forms.CharField(
        label=_("Stands in for"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_(
            "For a replacement only: the name or the staff number of the agent who is away. "
            "It ends within three months."
        ),
    )
