"""A complaint about a centre, and a handler of its coordination."""

from tests.access import factories as access
from tests.assistance.factories import NOW, working
from wasl.assistance.commands import complaints
from wasl.core.identifiers import new_id


def handler(place, at=None):
    return access.actor("COMPLAINT_HANDLER", at or place.coordination)


def complaint(who, about, **values):
    """The id and the deposit."""
    pk = new_id()
    given = {
        "kind": "QUALITE", "words": "On m’a fait attendre trois fois.", "channel": "oral", "speaker": "self",
        "name": "Zahra Aït Oumghar", "told": "returns",
    } | values  # fmt: skip
    with working(who) as actor:
        deposit = complaints.record_complaint(
            actor=actor, now=values.pop("now", NOW), complaint_id=pk, about_unit_id=about.pk, **given
        )
    return pk, deposit


def step(who, pk, to, *, version=None, **more):
    from wasl.assistance.queries.complaints import complaints_for

    with working(who) as actor:
        seen = complaints_for(actor).get(pk=pk).version if version is None else version
        if to == "take":
            return complaints.take_complaint(actor=actor, now=NOW, complaint_id=pk, version=seen)
        return complaints.advance_complaint(actor=actor, now=NOW, complaint_id=pk, version=seen, to=to, **more)


def ask(who, pk, unit, question):
    from wasl.assistance.queries.complaints import complaints_for

    with working(who) as actor:
        return complaints.ask_unit(
            actor=actor, now=NOW, complaint_id=pk, version=complaints_for(actor).get(pk=pk).version,
            question_id=new_id(), unit_id=unit.pk, question=question,
        )  # fmt: skip


def brought_to(who, pk, *states):
    step(who, pk, "take")
    for state in states:
        step(who, pk, state, words="Nous avons vérifié.", reason="not_ours")
