"""Texts of libraries that this house says in its own words; its catalogues come before theirs."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

TEXTS = (
    _("Authenticator code"),
    _("Code"),
    _("Current Password"),
    _("Incorrect code."),
    _("New Password"),
    _("New Password (again)"),
    _("Please type your current password."),
    _("The password is too similar to the %(verbose_name)s."),
    _("This field is required."),
    _("This password is too common."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        "count",
    ),
    _("You must type the same password each time."),
)
