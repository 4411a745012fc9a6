from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]
    """Staff number and password; the message never tells which of the two was wrong."""

    error_messages = {
        **LoginForm.error_messages,
        "username_password_mismatch": _(
            "The staff number or the password is not right. Check both; after five tries, wait five minutes or ask "
            "your local administrator for a slip."
        ),
        "too_many_login_attempts": _("Too many tries: wait five minutes, or ask your local administrator for a slip."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Staff number")
        login.widget.attrs |= {"autocomplete": "username", "autocapitalize": "characters", "autofocus": True}
        login.widget.attrs.pop("placeholder", None)
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)


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
