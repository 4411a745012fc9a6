from datetime import date
from uuid import UUID

from django.db import transaction

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.people.commands.lists.held import NotNow, hold, note, rows_of
from wasl.people.models import ListRow, Registration
from wasl.people.queries.lists import row_of
from wasl.people.queries.search import opened_token
from wasl.people.rules import NoneOfThese
from wasl.people.rules.lists import ListState, RowAnswer, RowVerdict

_OPEN = frozenset({ListState.CHECKED, ListState.APPLIED})


@transaction.atomic
def answer_row(
    *, actor: Actor, row_id: UUID, answer: RowAnswer, known_id: UUID | None = None, token: str = "",
    none_of_these: str = "", today: date,
) -> ListRow:  # fmt: skip
    """Says of a row in review who it is; taken when the list is applied. The last answer counts until then.

    SAME names a registration the actor reads (`known_id`), or the `token` of a masked hit; NONE gives its reason.
    Raises NotNow, HitExpired, Registration.DoesNotExist, ListRow.DoesNotExist.
    """
    held = hold(actor, row_of(actor=actor, row_id=row_id).person_list_id)
    row: ListRow = rows_of(actor, held.pk).get(pk=row_id)
    if held.state not in _OPEN or row.verdict != RowVerdict.REVIEW or row.made_at is not None:
        raise NotNow
    is_same = answer is RowAnswer.SAME
    if is_same and token:
        opened_token(actor=actor, token=token, today=today)
    elif is_same:
        Registration.objects.visible_to(actor, Permission.PERSON_READ).get(pk=known_id)
    row.answer, row.answered_by = answer, actor.account_id
    row.known_id = known_id if is_same and not token else None
    row.answer_token = token if is_same else ""
    row.none_of_these = NoneOfThese(none_of_these) if answer is RowAnswer.NONE else ""
    rows_of(actor, held.pk).filter(pk=row.pk).update(
        answer=row.answer, answered_by=row.answered_by, known_id=row.known_id, answer_token=row.answer_token,
        none_of_these=row.none_of_these,
    )  # fmt: skip
    note(actor, held, "answer", reason=answer)
    return row
