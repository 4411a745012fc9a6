from uuid import UUID

from wasl.assistance.models import Case
from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.core.sealed import unseal
from wasl.rights.models import AccessAnswer, Mention
from wasl.rights.queries.naming import mention_context

SHOWN = 50


def access_answers(*, actor: Actor) -> list[AccessAnswer]:
    """The latest given in the actor's territory."""
    rows = AccessAnswer.objects.visible_to(actor, Permission.DISCLOSURE_ANSWER)
    return list(rows.order_by("-answered_at")[:SHOWN])


def case_named(*, actor: Actor, case_id: UUID) -> Case:
    """Raises Case.DoesNotExist."""
    return Case.objects.visible_to(actor, Permission.CASE_OPEN).get(pk=case_id)  # type: ignore[no-any-return]


def mentions_of(*, actor: Actor, case_id: UUID) -> list[tuple[Mention, str]]:
    """Each with its name in clear, for who reads the file."""
    rows = Mention.objects.visible_to(actor, Permission.CASE_READ).filter(case_id=case_id).order_by("id")
    return [(row, unseal(bytes(row.name), context=mention_context(row.pk)).decode()) for row in rows[:SHOWN]]
