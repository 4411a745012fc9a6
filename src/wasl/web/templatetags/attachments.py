"""How a file is told in a list: its size, why it was withdrawn, and the choice of why."""

from datetime import datetime

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wasl.documents.rules.attachments import Withdrawal
from wasl.web import printed
from wasl.web.attachments.forms import WithdrawForm
from wasl.web.attachments.words import WITHDRAWALS

register = template.Library()


@register.simple_tag
def file_size(size: int) -> str:
    """1,4 MB; from 1 kB on."""
    if size < 1_000_000:
        return _("%(size)s kB") % {"size": printed.number(max(1, round(size / 1_000)))}
    return _("%(size)s MB") % {"size": printed.number(size / 1_000_000, 1)}


@register.filter
def camera_clock(written: str) -> str:
    """20/11/2026 08:15 for a camera's "2026:11:20 08:15:00"; what reads otherwise stays as the camera wrote it."""
    try:
        return f"{datetime.strptime(written, '%Y:%m:%d %H:%M:%S'):%d/%m/%Y %H:%M}"  # noqa: DTZ007
    except ValueError:
        return written


@register.simple_tag
def withdrawal(code: str) -> str:
    return str(WITHDRAWALS[Withdrawal(code)])


@register.simple_tag
def withdraw_choice() -> SafeString:
    return WithdrawForm(auto_id=False).as_div()
