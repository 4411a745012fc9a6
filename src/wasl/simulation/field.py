"""What the field reports to the watch cell of Azilal: invented signals, one round half walked, two homes proposed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from wasl.access.models import Posting
from wasl.assistance import commands as assistance
from wasl.assistance.rules import OrientationState
from wasl.catalogue.queries import questionnaires_on
from wasl.catalogue.questionnaires.rules import Form, Kind, form_of
from wasl.core.actor import Actor
from wasl.core.figures import Counted, Qualifier
from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.simulation.circuits import SECOND
from wasl.simulation.day import DEMNATE, actor_numbered, new_person
from wasl.simulation.plan import plan
from wasl.watch.bulk import propose_tried
from wasl.watch.commands.dispatches import answer_dispatch, dispatch_signal
from wasl.watch.commands.field_signals import move_signal, record_field_signal, record_visit
from wasl.watch.commands.rounds import note_stop, plan_round
from wasl.watch.commands.scores import score_households
from wasl.watch.models import FieldRound, FieldSignal
from wasl.watch.rules.field_signals import Found, SignalState, Source, What

CELL, WORKER = "AZ004", "AZ012"
AZILAL_TOWN = "05.081.01.01"
#: Partners by destination code and name.
SCHOOLS = ("EDUC", "Direction provinciale d’Azilal")
COMMUNE = ("COMMUNE", "Commune de Demnate")


@dataclass(frozen=True)
class Reported:
    """A signal `days` ago, in the words of who reported it; `steps` are done by the cell in this order."""

    days: int
    by: str
    kind: str
    place: str
    count: int
    counted: Counted
    source: Source
    words: str
    landmark: str = ""
    steps: tuple[str, ...] = ()


SIGNALS = (
    Reported(1, WORKER, "PERTE_EMPL", DEMNATE, 30, Counted.HOUSEHOLD, Source.TOLD,
             "المقدم: أصحاب الزيتون لم يشغلوا أحدا هذا الموسم، والأسر تستدين.", landmark="السوق الأسبوعي"),
    Reported(5, WORKER, "DECROCHAGE", DEMNATE, 14, Counted.PERSON, Source.SEEN,
             "Depuis la rentrée, des enfants d’un douar ne viennent plus : le transport scolaire s’est arrêté.",
             landmark="Route de l’école", steps=("check", "visit", "confirm", "schools", "commune")),
    Reported(9, CELL, "METEO", AZILAL_TOWN, 60, Counted.HOUSEHOLD, Source.TOLD,
             "Piste coupée par la crue, deux douars sans ravitaillement.", steps=("check", "confirm", "close")),
)  # fmt: skip
WALKED = (*("visited",) * 18, "absent", "refused", "missing")
SAMPLE, SEED = 30, 2026
EVENTS = (("SANS_EMPLOI", 2, 25), ("DECES_SOUT", 2, 12))


def load(*, progress: Callable[[str], None], today: date) -> None:
    if Posting.objects.filter(account__staff_number__in=(CELL, WORKER, SECOND)).count() < 3:
        return
    now = min(timezone.now(), timezone.make_aware(datetime.combine(today, time(23, 59))))
    for one in SIGNALS:
        _report(one, now - timedelta(days=one.days))
    _walk_round(now, today)
    proposed = _strike(now, today)
    progress(f"{len(SIGNALS)} signals from the field, a round of {SAMPLE} homes, {proposed} homes one might contact")


def _report(one: Reported, at: datetime) -> None:
    who = actor_numbered(one.by)
    what = What(
        kind=one.kind, place_code=one.place, observed_on=at.date(), source=one.source, count=one.count,
        counted=one.counted, qualifier=Qualifier.ABOUT, landmark=one.landmark, words=one.words,
    )  # fmt: skip
    with entered(who):
        row = record_field_signal(actor=who, now=at, signal_id=new_id(), what=what)
    cell = actor_numbered(CELL)
    with entered(cell):
        for hours, step in enumerate(one.steps, start=3):
            _take(cell, row, step, at + timedelta(hours=hours))


def _take(cell: Actor, row: FieldSignal, step: str, at: datetime) -> None:
    match step:
        case "check":
            move_signal(actor=cell, now=at, signal_id=row.pk, to=SignalState.CHECKING)
        case "visit":
            record_visit(
                actor=cell, now=at, visit_id=new_id(), signal=row, visited_on=at.date(), found=Found.AS_TOLD, count=14,
                counted=Counted.PERSON, qualifier=Qualifier.ABOUT, words="Le véhicule est en panne depuis un mois.",
            )  # fmt: skip
        case "confirm":
            move_signal(actor=cell, now=at, signal_id=row.pk, to=SignalState.CONFIRMED)
        case "schools":
            (sent,) = dispatch_signal(actor=cell, now=at, signal_id=row.pk, partners=(SCHOOLS,))
            answer_dispatch(actor=cell, now=at, dispatch_id=sent.pk, answer=OrientationState.ACCEPTED)
        case "commune":
            dispatch_signal(actor=cell, now=at, signal_id=row.pk, partners=(COMMUNE,))
        case "close":
            move_signal(actor=cell, now=at, signal_id=row.pk, to=SignalState.CLOSED, outcome="helped")


def _walk_round(now: datetime, today: date) -> None:
    cell = actor_numbered(CELL)
    form = questionnaires_on(today).get(code="NEEDS")
    with entered(cell):
        row: FieldRound = plan_round(
            actor=cell, now=now, round_id=new_id(), name="Tournée d’hiver", places=(DEMNATE, AZILAL_TOWN),
            questionnaire_id=form.pk, sample=SAMPLE, seed=SEED, since=today - timedelta(days=4),
            until=today + timedelta(days=10),
        )  # fmt: skip
        for position, state in enumerate(WALKED, start=1):
            typed = _answers(form_of(form.content), position) if state == "visited" else None
            note_stop(
                actor=cell, now=now, round_id=row.pk, position=position, to=state,
                visited_on=today - timedelta(days=position % 4), typed=typed,
            )  # fmt: skip


def _answers(form: Form, position: int) -> dict[str, list[str]]:
    """Something for each question, not the same in each home."""
    simple = {Kind.TEXT: "rien", Kind.NUMBER: "3", Kind.DAY: "2026-11-02"}
    return {
        one.code: [simple.get(one.kind) or one.options[position % min(2, len(one.options))].code]
        for one in form.questions()
    }


def _strike(now: datetime, today: date) -> int:
    """Two dossiers in which grave things were recorded lately; the score proposes them as a trial."""
    random = Random(plan()["seed"] + 6)
    who = actor_numbered(SECOND)
    for _home in range(2):
        person = new_person(who, random, sex="F", birth_year=random.randint(1965, 1995), now=now)
        with entered(who):
            assistance.open_case(
                actor=who, now=now, case_id=new_id(), registration_id=person, basis="CONSENT",
                situations=[(code, grade, today - timedelta(days=days)) for code, grade, days in EVENTS],
            )  # fmt: skip
    score_households(now=now, today=today)
    return propose_tried(today=today)
