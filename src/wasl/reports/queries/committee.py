from datetime import date

from wasl.assistance.queries.signals import counted_children
from wasl.core.actor import Actor
from wasl.core.figures import Counted
from wasl.reports.queries.live import thresholds_on
from wasl.reports.rules.committee import ChildCounted, Committee, band_of, committee


def committee_of(*, actor: Actor, since: date, until: date) -> Committee:
    """Children of the events received from `since` to the day before `until` under the posting in force; what would
    point to a child is hidden from everybody, for the paper leaves the institution."""
    children = [
        ChildCounted(
            situation=one.situation, sex=one.sex, age_band=band_of(one.age),
            reported="yes" if one.is_reported else "no", placed="yes" if one.is_placed else "no",
        )
        for one in counted_children(actor=actor, since=since, until=until)
    ]  # fmt: skip
    threshold = thresholds_on(until).of(Counted.CHILD, is_sensitive=True)
    return committee(children, threshold=threshold)
