"""The demo world, loaded once into an empty database, in one transaction: it is there whole or not at all."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from wasl.catalogue.commands import seed
from wasl.network.queries import institution
from wasl.simulation import (
    accounts,
    appointments,
    assessed,
    circuits,
    day,
    directory,
    field,
    figures,
    figures_persons,
    heard,
    mail,
    needs,
    protection,
    siting,
    structure,
    watch,
)
from wasl.territory.commands import load_reference

#: Each takes `progress` (one line to show) and `today`, in this order: later parts stand on earlier ones.
PARTS: tuple[Callable[..., None], ...] = (
    structure.load,
    accounts.load,
    figures.load,
    figures_persons.load,
    directory.load,
    day.load,
    circuits.load,
    appointments.load,
    protection.load,
    mail.load,
    heard.load,
    assessed.load,
    watch.load,
    field.load,
    siting.load,
    needs.load,
)


class NotEmpty(Exception):
    """The database already serves a real institution: the demo is never mixed with it."""


def load(*, progress: Callable[[str], None], today: date | None = None) -> bool:
    """False when the demo world is already there."""
    today = today or timezone.localdate()
    load_reference(progress=progress)
    with transaction.atomic():
        present = institution()
        if present is not None:
            if present.mode != present.Mode.DEMO:
                raise NotEmpty
            return False
        seed()
        for part in PARTS:
            part(progress=progress, today=today)
    return True


def welcome() -> list[str]:
    """What to tell whoever starts the demo: who can sign in."""
    return [
        "Demo world: every person and every unit marked as simulated is invented; the published counts are real.",
        f"Sign in with one of these staff numbers and the password {accounts.PASSWORD}",
        "  AZ012  social worker, Demnate            AZ011  director of the same centre",
        "  AZ021  women's officer, Azilal           AZ031  child protection officer, Azilal",
        "  AZ051  trainer, Ouaoula                  AZ014  supervisor, Demnate",
        "  AZ001  delegate of Azilal                AZ004  watch cell of Azilal",
        "  BM001  coordinator, Béni Mellal-Khénifra",
        "  HQ001  statistician, headquarters        HQ002  system administrator",
        "  HQ003  data protection officer           HQ006  outside reader (aggregates only)",
    ]
