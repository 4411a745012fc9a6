"""Tags and filters that every template has without loading them (docs/screens.md lists them)."""

from datetime import date, datetime

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wasl.core.identifiers import new_id
from wasl.web import printed

register = template.Library()

UNKNOWN = "—"
BADGE_MARKS = {"done": "✓", "due": "◷", "late": "!", "danger": "▲", "quiet": "", "simulated": ""}


def _ltr(text: object) -> SafeString:
    return format_html('<bdi dir="ltr">{}</bdi>', text)


@register.filter(name="ltr")
def ltr(value: object) -> SafeString:
    """Any identifier, card, phone or file number, kept left to right inside Arabic text."""
    return SafeString(UNKNOWN) if value in (None, "") else _ltr(value)


@register.filter
def number(value: printed.NUMBER | None, places: int | None = None) -> SafeString:
    return SafeString(UNKNOWN) if value in (None, "") else _ltr(printed.number(value, places))


@register.filter
def amount(value: printed.NUMBER | None) -> SafeString:
    """A stored decimal: whole when it is, else two decimals."""
    return SafeString(UNKNOWN) if value in (None, "") else _ltr(printed.amount(value))


@register.filter
def plain_number(value: printed.NUMBER) -> str:
    """The grouped number without markup, for an attribute or a sentence that is already isolated."""
    return printed.number(value)


@register.filter
def percent(value: printed.NUMBER | None, places: int = 1) -> SafeString:
    return SafeString(UNKNOWN) if value in (None, "") else _ltr(printed.percent(value, places))


@register.filter
def mad(value: printed.NUMBER | None) -> SafeString:
    """An amount of dirhams followed by its unit."""
    if value in (None, ""):
        return SafeString(UNKNOWN)
    return format_html("{}\u00a0{}", _ltr(printed.amount(value)), printed.currency())


def _time(value: date | datetime, text: str, direction: str) -> SafeString:
    return format_html('<time datetime="{}"><bdi{}>{}</bdi></time>', value.isoformat(), SafeString(direction), text)


@register.filter
def day(value: date | datetime | None) -> SafeString:
    return SafeString(UNKNOWN) if not value else _time(value, printed.day(value), ' dir="ltr"')


@register.filter
def long_day(value: date | datetime | None) -> SafeString:
    return SafeString(UNKNOWN) if not value else _time(value, printed.long_day(value), "")


@register.filter
def month(value: date | None) -> SafeString:
    return SafeString(UNKNOWN) if not value else _time(value, printed.month(value), "")


@register.filter
def clock(value: datetime | None) -> SafeString:
    return SafeString(UNKNOWN) if not value else _time(value, printed.clock(value), ' dir="ltr"')


@register.filter
def day_clock(value: datetime | None) -> SafeString:
    """15/01/2026 09:05."""
    return (
        SafeString(UNKNOWN) if not value else _time(value, f"{printed.day(value)} {printed.clock(value)}", ' dir="ltr"')
    )


@register.filter
def years(value: int | None) -> str:
    """An age in words: 9 ans, 9 سنوات."""
    return UNKNOWN if value is None else ngettext("%(count)s year old", "%(count)s years old", value) % {"count": value}


@register.simple_tag
def bdi(value: object, direction: str = "ltr") -> SafeString:
    return format_html('<bdi dir="{}">{}</bdi>', direction, value)


@register.simple_tag
def names(latin: str = "", arabic: str = "") -> SafeString:
    """A person's name in the scripts it is known in, the page's own script first, each isolated and marked."""
    parts = [(lang, text) for lang, text in (("fr", latin), ("ar", arabic)) if text]
    if not parts:
        return conditional_escape(_("Name not given"))
    if printed.language() == "ar":
        parts.reverse()
    directions = {"fr": "ltr", "ar": "rtl"}
    spans = [format_html('<bdi lang="{}" dir="{}">{}</bdi>', lang, directions[lang], text) for lang, text in parts]
    # The dot stays at the end of a line, never at the beginning of the next.
    return SafeString("\u00a0· ".join(spans))


@register.simple_tag
def badge(kind: str, text: str) -> SafeString:
    """`kind`: done, due, late, danger, quiet or simulated. The mark carries the meaning as well as the colour."""
    mark = BADGE_MARKS[kind]
    sign = format_html('<span class="badge-mark" aria-hidden="true">{}</span>', mark) if mark else ""
    return format_html('<span class="badge badge-{}">{}<span>{}</span></span>', kind, sign, text)


@register.simple_tag(takes_context=True)
def here(context: template.Context, prefix: str) -> SafeString:
    """`aria-current="page"` when the page stands under this address."""
    request = context.get("request")
    return SafeString(' aria-current="page"') if request and request.path.startswith(prefix) else SafeString("")


@register.filter
def attribute(value: object, name: str) -> object:
    """A named attribute or key of a value, None when it has none."""
    return value.get(name) if isinstance(value, dict) else getattr(value, name, None)


class _Repeat(template.Node):
    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
        block = blocks.get_block(self.name) if blocks else None
        return block.render(context) if block else SafeString("")


@register.tag
def repeat(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% repeat title %}`: the content of a block once more (the heading repeats the window's title)."""
    _tag, name = token.split_contents()
    return _Repeat(name)


@register.simple_tag
def new_command_id() -> str:
    """The id under which a form's command is done once, however often it is sent."""
    return str(new_id())


@register.simple_tag(takes_context=True)
def querystring_with(context: template.Context, **changes: object) -> str:
    """The page's own query string with some values changed (None or "" removes one)."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return query.urlencode()
