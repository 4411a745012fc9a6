"""Blank numbered forms for days without power: numbers are given out once, and typed back once."""

import re
from datetime import date

from django.db import transaction
from django.db.models import F

from wasl.assistance.commands.placing import Refused, unit_of
from wasl.assistance.models import FormSeries
from wasl.assistance.rules import Fault
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.network.models import Unit

_NUMBER = re.compile(r"(?P<code>.+)-(?P<year>[0-9]{4})-(?P<serial>[0-9]{5})")
MOST_FORMS = 100


@transaction.atomic
def print_forms(*, actor: Actor, today: date, count: int) -> list[str]:
    """Takes the next `count` numbers (1 to 100) of the unit's series of the year."""
    require(actor, Permission.RECEPTION_RECORD, path=actor.path)
    if not 1 <= count <= MOST_FORMS:
        raise Refused(Fault.TOO_MANY)
    unit = unit_of(actor, on=today)
    series, _ = FormSeries.objects.select_for_update().get_or_create(unit=unit, year=today.year)
    FormSeries.objects.filter(pk=series.pk).update(last=F("last") + count)
    record(actor=actor, verb="reception:print_forms", subject="unit", subject_id=unit.pk, path=unit.path)
    return [f"{unit.code}-{today.year}-{serial:05d}" for serial in range(series.last + 1, series.last + count + 1)]


def check_form_number(*, unit: Unit, number: str) -> None:
    """Refused unless the unit printed that number."""
    parts = _NUMBER.fullmatch(number)
    if parts is None or parts["code"] != unit.code:
        raise Refused(Fault.UNKNOWN_FORM)
    series = FormSeries.objects.filter(unit=unit, year=int(parts["year"])).first()
    if series is None or not 1 <= int(parts["serial"]) <= series.last:
        raise Refused(Fault.UNKNOWN_FORM)
