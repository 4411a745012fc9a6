"""For the person's page: `{% include "assistance/timeline.html" %}` with what `history_of` gives."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wasl.assistance.queries.persons import events_of
from wasl.catalogue.queries import names_of_services
from wasl.core.actor import Actor


def history_of(actor: Actor, registration_ids: Sequence[UUID]) -> dict[str, Any]:
    """`events` and `services`, names the template expects."""
    return {"events": events_of(actor=actor, registration_ids=registration_ids), "services": names_of_services()}
