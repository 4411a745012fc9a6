"""How common names are, as last counted: read once by each process, and again when they were counted anew."""

from functools import lru_cache

from wasl.people.linkage.frequencies import UNKNOWN, Frequencies
from wasl.people.models import NameCensus


def name_frequencies() -> Frequencies:
    """UNKNOWN while nobody counted."""
    last = NameCensus.objects.order_by("-counted_at").values_list("pk", flat=True).first()
    return _of(last) if last else UNKNOWN


@lru_cache(maxsize=2)
def _of(pk: int) -> Frequencies:
    census = NameCensus.objects.get(pk=pk)
    return Frequencies(census.registrations, census.shares)
