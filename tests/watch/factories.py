"""Reports from the field, in a small institution."""

from datetime import date, timedelta

from tests.assistance.factories import NOW, working
from wasl.catalogue.queries import questionnaires_on
from wasl.core.figures import Counted, Qualifier
from wasl.core.identifiers import new_id
from wasl.watch.commands.field_signals import record_field_signal
from wasl.watch.commands.rounds import plan_round
from wasl.watch.rules.field_signals import Source, What

#: Demnate, and Imlil at six kilometres; then one far away.
HERE, NEAR, FAR = "05.081.01.03", "05.081.15.11", "05.081.03.13"


def what(**values):
    given = {
        "kind": "PERTE_EMPL", "place_code": HERE, "observed_on": date(2026, 11, 23), "source": Source.SEEN,
        "count": 40, "counted": Counted.HOUSEHOLD, "qualifier": Qualifier.ABOUT, "words": "La coopérative a fermé",
    } | values  # fmt: skip
    return What(**given)


def signal(actor, now=NOW, **values):
    given = {"signal_id": values.pop("signal_id", new_id()), "now": now}
    given |= {name: values.pop(name) for name in ("about", "urgency", "reporter", "is_confirmed") if name in values}
    with working(actor) as who:
        return record_field_signal(actor=who, what=what(**values), **given)


def planned(actor, now=NOW, **values):
    today = now.date()
    given = {
        "round_id": new_id(), "name": "Tournée d’hiver", "places": (HERE,), "sample": 12, "seed": 7,
        "questionnaire_id": questionnaires_on(today).get(code="NEEDS").pk, "since": today,
        "until": today + timedelta(days=30),
    } | values  # fmt: skip
    with working(actor) as who:
        return plan_round(actor=who, now=now, **given)
