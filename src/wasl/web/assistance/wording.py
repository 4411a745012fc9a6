"""How receptions, orientations and dossiers are named on a line of a list."""

from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wasl.assistance.rules.steps import TaskKind
from wasl.core.months import WEEKDAYS
from wasl.vocabulary.choices import current_label
from wasl.web import printed
from wasl.web.assistance.case_forms import READERS, SEVERITIES, TASKS, WHY_LOST
from wasl.web.caseload.forms import WHY_MOVED
from wasl.web.templatetags.wasl import badge, names

URGENCIES = {"danger": "danger", "urgent": "due", "normal": "quiet"}
STATES = {
    "BROUILLON": "quiet", "ENVOYEE": "quiet", "RECUE": "quiet", "ACCEPTEE": "done", "REFUSEE": "due", "RDV": "done",
    "SERVIE": "done", "NON_PRESENT": "due", "SANS_SUITE": "late", "CLOTUREE": "quiet",
}  # fmt: skip


def who(row: Any) -> SafeString | str:
    """The names of the person, or what is known of somebody without a name; nothing more than the row says."""
    person = getattr(row, "person", None)
    if person is not None and not person.is_anonymous:
        return names(person.name_latin, person.name_ar)
    count = getattr(row, "head_count", 1)
    if count > 1:
        return ngettext("%(count)s person", "%(count)s persons", count) % {"count": printed.number(count)}
    if not hasattr(row, "age_band"):
        return _("Person without a name")
    return anonymous(row.sex, row.age_band)


def anonymous(sex: str, age_band: str) -> str:
    """Woman, 25-59 years: as one would say it at the desk."""
    words = {"F": _("Woman"), "M": _("Man")} if age_band in {"A18_24", "A25_59", "A60P"} else {}
    if age_band in {"A00_05", "A06_11", "A12_14", "A15_17"}:
        words = {"F": _("Girl"), "M": _("Boy")}
    kind = words.get(sex, _("Person"))
    return kind if age_band in {"", "ANR"} else f"{kind}{printed.comma()}{current_label('age_bands', age_band)}"


def urgency(code: str) -> SafeString:
    """Nothing for the ordinary: only what asks for haste is marked."""
    words = {"danger": _("danger: today"), "urgent": _("urgent")}
    return badge(URGENCIES[code], words[code]) if code in words else SafeString("")


def orientation_state(code: str) -> SafeString:
    # The list's label also tells whoever fills it in what to add; a badge only says what is.
    return badge(STATES[code], current_label("referral_status", code).partition(" (")[0])


def waited(since: datetime, now: datetime) -> SafeString:
    """How long somebody has been waiting."""
    minutes = _minutes(since, now)
    text = lapse(since, now) if minutes < 24 * 60 else _("since yesterday")
    return badge("due" if minutes >= 45 else "quiet", text)


def lapse(since: datetime, until: datetime) -> str:
    """As one says it: minutes, hours, days, weeks, months, then years."""
    minutes = _minutes(since, until)
    hours, days = minutes // 60, minutes // (60 * 24)
    if minutes < 90:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if hours < 48:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    if days < 14:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if days < 61:
        return ngettext("%(count)s week", "%(count)s weeks", days // 7) % {"count": days // 7}
    if days < 730:
        months = round(days / 30.44)
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    return ngettext("%(count)s year", "%(count)s years", days // 365) % {"count": days // 365}


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))


def short_when(at: datetime, now: datetime) -> SafeString:
    """09:10 today, "yesterday", a weekday within the week, else the date."""
    local, today = printed.local(at), printed.local(now).date()
    days = (today - local.date()).days
    if days == 0:
        text, direction = printed.clock(at), "ltr"
    elif days == 1:
        text, direction = _("yesterday"), "auto"
    elif 1 < days < 7:
        text, direction = WEEKDAYS[printed.language()][local.weekday()], "auto"
    else:
        text, direction = printed.day(at), "ltr"
    return format_html('<time datetime="{}"><bdi dir="{}">{}</bdi></time>', at.isoformat(), direction, text)


def task_words(row: Any) -> SafeString | str:
    """What is to be done: its words, or the sentence of its kind."""
    text = getattr(row, "words", "") or str(TASKS.get(row.kind, ""))
    why = WHY_LOST.get(row.reason, "") if row.kind == TaskKind.LOST else ""
    return format_html('<bdi dir="auto">{}</bdi>', f"{text} ({why})" if why else text)


def due(day: date, today: date) -> SafeString:
    """The day something is due, marked when it is today or past."""
    mark = badge("late", _("late")) if day < today else badge("due", _("today")) if day == today else ""
    return format_html('<time datetime="{}"><bdi dir="ltr">{}</bdi></time> {}', day.isoformat(), printed.day(day), mark)


def severity(value: int) -> str:
    return str(SEVERITIES.get(value, value))


def note_readers(code: str) -> str:
    return str({str(key): word for key, word in READERS}.get(code, ""))


def follow_up_state(row: Any) -> SafeString:
    """How a follow-up ended."""
    words = {"reached": _("reached"), "lost": _("lost from sight"), "dropped": _("no longer needed")}
    kinds = {"reached": "done", "lost": "late"}
    return badge(kinds.get(row.state, "quiet"), words.get(row.state, _("due")))


def transfer_state(code: str) -> SafeString:
    words = {
        "proposed": _("waits for the delegate"), "allowed": _("waits for the other centre"),
        "accepted": _("taken over"), "refused": _("refused"), "not_allowed": _("not allowed"),
        "withdrawn": _("taken back"),
    }  # fmt: skip
    kinds = {"proposed": "due", "allowed": "due", "accepted": "done", "refused": "late", "not_allowed": "late"}
    return badge(kinds.get(code, "quiet"), words[code])


def why_moved(code: str) -> str:
    return str({str(key): word for key, word in WHY_MOVED}.get(code, ""))
