"""Texts of libraries that this house says in its own words; its catalogues come before theirs."""

from django.utils.translation import gettext_noop as _

TEXTS = (
    _("Authenticator code"),
    _("Code"),
    _("Current Password"),
    _("Incorrect code."),
    _("New Password"),
    _("New Password (again)"),
    _("Please type your current password."),
    _("This field is required."),
    _("You must type the same password each time."),
)
