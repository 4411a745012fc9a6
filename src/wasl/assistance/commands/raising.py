"""A dossier that turns graver takes its past with it, and names whoever made it so."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from wasl.access.commands import name_account
from wasl.assistance.commands.dossier import raise_rows
from wasl.assistance.commands.handing import keep_followed
from wasl.assistance.models import Case
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.scope import entered
from wasl.people.commands import protect_person


@contextmanager
def raise_case(*, actor: Actor, now: datetime, case: Case, level: int) -> Iterator[Actor]:
    """Raises the dossier to `level` for good; the block runs as the actor who now reads it."""
    if level <= case.level:
        yield actor
        return
    opener = actor
    case.level = level
    if level >= NOMINATIVE:
        name_account(actor=actor, dossier_id=case.pk, path=case.path, account_id=actor.account_id)
        opener = replace(actor, named=actor.named | {case.pk})
    with entered(opener):
        case.save(update_fields=["level"])
        raise_rows(opener, case)
        if level >= NOMINATIVE:
            protect_person(actor=opener, registration_id=case.registration_id, dossier_id=case.pk)
            keep_followed(actor=opener, now=now, case=case)
        yield opener
