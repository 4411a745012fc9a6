from uuid import UUID

from wasl.assistance.models import SignalChild
from wasl.core.scope import system

JOB = "close to relatives"


def of_same_event(case_id: UUID) -> list[UUID]:
    """Seals of what tells of the same event: its signals, and the dossiers of brothers and sisters, whoever reads them.

    A relative of one child is a relative of all: what closes one dossier closes these.
    """
    with system(JOB):
        children = SignalChild.objects.for_system(JOB)
        events = set(children.filter(case_id=case_id).values_list("signal_id", flat=True))
        if not events:
            return []
        joined = children.filter(signal__event_id__in=events).values_list("signal_id", flat=True)
        cases = children.filter(signal_id__in=events, case__isnull=False).values_list("case_id", flat=True)
        return sorted((events | set(joined) | set(cases)) - {case_id})
