"""A small institution with its catalogue, and people at its counters."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, time

from tests.access import factories as access
from tests.network.factories import SmallInstitution, unit
from tests.people.factories import registration
from wasl.access.models import Posting
from wasl.access.queries import actor_of
from wasl.assistance import commands
from wasl.assistance.commands.appointments import book_appointment
from wasl.catalogue.commands import seed
from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.network.models import Institution

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def found_institution():
    names = {"name_fr": "Institution d’essai", "name_ar": "مؤسسة للتجربة", "mode": Institution.Mode.DEMO}
    return Institution.objects.get_or_create(pk=1, defaults=names)[0]


class Place(SmallInstitution):
    """`centre` and `sister` stand in one delegation with `emf`; `stranger` in another."""

    def __init__(self):
        super().__init__()
        seed()
        found_institution()
        self.emf = unit("CENTRE", parent=self.delegation, type="EMF", area="URB")

    def worker(self, at=None, role="SOCIAL_WORKER"):
        return access.actor(role, at or self.centre)


def again(actor):
    """The same account at its next request: names on dossiers given meanwhile are in force."""
    return actor_of(posting=Posting.objects.select_related("unit").get(pk=actor.posting_id))


@contextmanager
def working(actor):
    """As the middleware does: the actor of this request, both walls around it."""
    fresh = again(actor)
    with entered(fresh):
        yield fresh


def person(actor, **values):
    with working(actor) as who:
        return registration(who, **values)


def reception(actor, **values):
    given = {"reception_id": new_id(), "need": "ECO", "urgency": "normal", "sex": "F", "age_band": "A25_59"} | values
    with working(actor) as who:
        return commands.receive_person(actor=who, now=values.pop("now", NOW), **given)


def case(actor, who=None, **values):
    given = {"case_id": new_id(), "registration_id": (who or person(actor)).pk, "basis": "CONSENT"} | values
    with working(actor) as fresh:
        return commands.open_case(actor=fresh, now=NOW, **given)


def orientation(actor, **values):
    given = {
        "orientation_id": new_id(), "destination": "EN_CENTRE", "service": "JUR", "urgency": "urgent",
        "basis": "CONSENT", "words": "Conseil demandé",
    } | values  # fmt: skip
    with working(actor) as fresh:
        return commands.send_orientation(actor=fresh, now=NOW, **given)


def appointment(actor, **values):
    """Thursday at ten with the actor, unless said otherwise; by default nobody's."""
    given = {
        "appointment_id": new_id(), "day": date(2026, 11, 26), "starts": time(10), "minutes": 30, "place": "centre",
        "now": NOW,
    } | values  # fmt: skip
    if not given.get("desk"):
        given.setdefault("worker_id", actor.account_id)
    with working(actor) as fresh:
        return book_appointment(actor=fresh, **given)
