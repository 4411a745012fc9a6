"""Lines of the directory for tests."""

from tests.assistance.factories import NOW, working
from wasl.assistance.commands.directory import EntryValues, list_service
from wasl.core.identifiers import new_id

OUTSIDE = {
    "destination": "HOPITAL", "name_fr": "Hôpital provincial", "name_ar": "المستشفى الإقليمي",
    "commune_code": "05.081.01.01",
}  # fmt: skip


def entry(actor, *, now=NOW, of_unit_id=None, entry_id=None, **values):
    """A service outside when no unit is named."""
    given = ({} if of_unit_id else OUTSIDE) | {"services": ["JUR", "SOIN"]} | values
    with working(actor) as who:
        return list_service(
            actor=who, now=now, entry_id=entry_id or new_id(), of_unit_id=of_unit_id, values=EntryValues(**given)
        )
