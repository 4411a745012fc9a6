from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.timezone import localtime

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.erasure_certificate import ErasureCertificate
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.rights.commands.retention import CannotErase
from wasl.rights.models import Erasure, ErasureItem
from wasl.rights.queries.retention import counts_of, periods_on, states_of
from wasl.rights.rules.retention import ErasureFault, ErasureState, ItemState

_PROPOSE = Permission.ERASURE_PROPOSE


@transaction.atomic
def issue_certificate(*, actor: Actor, erasure_id: UUID, lang: str, now: datetime) -> IssuedDocument:
    """What was anonymised, when, by which rule, with its hash; names nobody. Raises CannotErase, DoesNotExist."""
    row: Erasure = Erasure.objects.visible_to(actor, _PROPOSE).get(pk=erasure_id)
    if row.state != ErasureState.DONE or row.decided_at is None or row.done_at is None:
        raise CannotErase(ErasureFault.NOT_DONE)
    on, states = localtime(row.decided_at).date(), states_of(actor=actor, erasure_id=row.pk)
    items = ErasureItem.objects.visible_to(actor, _PROPOSE).filter(erasure=row.pk, state=ItemState.DONE)
    by_rule = items.values_list("rule").annotate(number=Count("pk")).order_by("rule")
    periods = periods_on(on)
    data = ErasureCertificate(
        proposed=localtime(row.proposed_at).date(), decided=on, done=localtime(row.done_at).date(),
        files=states.get(ItemState.DONE, 0), kept_back=states.get(ItemState.HELD, 0) + states.get(ItemState.ALIVE, 0),
        rules=tuple((rule, periods[rule], number) for rule, number in by_rule),
        tables=tuple(sorted(counts_of(actor=actor, erasure_id=row.pk).items())), digest=row.digest,
    )  # fmt: skip
    return issue(
        actor=actor, template=ErasureCertificate.template, lang=lang, now=now, level=row.level, seal=row.seal,
        data=data, subject="erasure", subject_id=row.pk, permission=_PROPOSE,
        unit=issuing_unit(Unit.objects.get(pk=row.unit_id), on=localtime(now).date()),
    )  # fmt: skip
