"""What stands behind registrations, in every room: found from the models, so that none is forgotten."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from wasl.core.actor import Actor
from wasl.core.history import History
from wasl.core.permissions import Permission
from wasl.core.scope import ScopedModel
from wasl.people.models import Registration


def tables_behind(root: type[Model], *, with_history: bool = False) -> dict[type[Model], str]:
    """Every model with a path of foreign keys to `root`, and the shortest such path as a look-up."""
    found: dict[type[Model], str] = {root: ""}
    waiting = deque([root])
    while waiting:
        target = waiting.popleft()
        for relation in target._meta.get_fields(include_hidden=True):
            if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
                continue
            model, name = relation.related_model, relation.field.name  # type: ignore[union-attr]
            if model in found or (issubclass(model, History) and not with_history):  # type: ignore[arg-type]
                continue
            found[model] = f"{name}__{found[target]}" if found[target] else name  # type: ignore[index]
            waiting.append(model)  # type: ignore[arg-type]
    del found[root]
    return found


@dataclass(frozen=True, slots=True)
class Behind:
    """How many rows of `table` (a model's label) stand behind registrations, as far as the actor may read."""

    table: str
    count: int


def consequences(*, actor: Actor, registration_ids: Iterable[UUID]) -> tuple[Behind, ...]:
    """What a link would join: everything with a path to one of the registrations. Nothing of it is moved."""
    ids = list(registration_ids)
    return tuple(
        Behind(model._meta.label_lower, count)
        for model, path in told_tables().items()
        if (count := _rows(model, actor).filter(Q(**{f"{path}__in": ids})).count())
    )


def told_tables() -> dict[Any, str]:
    """Those that hold what was written of somebody; what was said of pairs is told apart."""
    found = tables_behind(Registration)
    return {
        model: path
        for model, path in found.items()
        if issubclass(model, ScopedModel) and model.__name__ != "PersonLink"
    }


def _rows(model: Any, actor: Actor) -> Any:
    return model.objects.visible_to(actor, Permission.PERSON_ADJUDICATE)
