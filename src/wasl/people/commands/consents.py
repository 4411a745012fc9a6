"""What she answers to each purpose; every answer stays, the latest counts."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localtime

from wasl.catalogue.queries import purposes_on
from wasl.core.actor import Actor
from wasl.core.authority import require
from wasl.core.permissions import Permission
from wasl.journal.commands import record
from wasl.people.models import Consent, Registration
from wasl.people.rules.consents import Answer, ConsentFault, How, fault_of_answer

_RECORD = Permission.CONSENT_RECORD


class CannotAnswer(Exception):
    """`fault` says why the answer cannot be taken."""

    def __init__(self, fault: ConsentFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def record_consent(
    *,
    actor: Actor,
    registration_id: UUID,
    code: str,
    answer: str,
    how: str,
    language: str,
    is_told: bool,
    now: datetime,
) -> Consent:
    """One answer to the purpose in force today under `code`. Raises CannotAnswer, DoesNotExist."""
    kept = Registration.objects.visible_to(actor, _RECORD).get(pk=registration_id)
    require(actor, _RECORD, path=kept.path, level=kept.level, seal=kept.seal)
    today = localtime(now).date()
    purpose = purposes_on(today).get(code=code)
    _one_at_a_time(registration_id)
    rows = Consent.objects.visible_to(actor, _RECORD).filter(registration=kept.pk, code=code)
    before: Consent | None = rows.order_by("-id").first()
    if before is not None and before.answer == answer:
        return before
    fault = fault_of_answer(
        before=before.answer if before else None, answer=answer, asks_consent=purpose.asks_consent, is_told=is_told
    )
    if fault:
        raise CannotAnswer(fault)
    made: Consent = Consent.objects.visible_to(actor, _RECORD).create(
        registration=kept, unit_id=kept.unit_id, path=kept.path, level=kept.level, seal=kept.seal, purpose=purpose,
        code=code, answer=Answer(answer), how=How(how), language=language, answered_on=today,
        account_id=actor.account_id, recorded_at=now,
    )  # fmt: skip
    record(
        actor=actor, verb=_RECORD, subject="registration", subject_id=kept.pk, path=kept.path, level=kept.level,
        seal=kept.seal, reason=f"{code}:{answer}"[:40],
    )  # fmt: skip
    return made


def _one_at_a_time(registration_id: UUID) -> None:
    """Two agents answering for her at once wait for each other: the second reads the first's answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 908))", [str(registration_id)])
