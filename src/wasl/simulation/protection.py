"""Children in danger in the demo province: invented signals and one dossier, written by the officers of the cell."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from wasl.access.models import Posting
from wasl.assistance.commands.circuits import do_step
from wasl.assistance.commands.signals import WhoReports, open_from_signal, record_signal, take_signal
from wasl.assistance.models import CircuitStep, SignalChild
from wasl.assistance.rules.circuits import StepState
from wasl.assistance.rules.signals import Child
from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.simulation.day import DEMNATE, actor_numbered

OFFICER = "AZ031"


@dataclass(frozen=True)
class Told:
    """A signal `days` ago; `steps` of the dossier that was opened of it: (days after, step, answers)."""

    days: int
    way: str
    urgency: str
    situation: str
    words: str
    child: Child
    reporter: WhoReports | None = None
    is_taken: bool = True
    steps: tuple[tuple[int, str, dict[str, str]], ...] = ()


SIGNALS = (
    Told(20, "school", "danger", "MALTRAIT", "آثار ضرب على الذراعين، ولا تريد العودة إلى البيت.",
         Child(sex="F", age=9, described="حقيبة حمراء، القسم الثالث"),
         WhoReports(name="Nadia Tazi", quality="enseignante"), steps=(
             (0, "REPERAGE", {"danger": "serious", "child_seen": "yes",
                              "first_action": "المعلمة معها، والجدة في الطريق."}),
             (0, "URGENCE", {"tonight": "relative", "doctor": "yes", "done": "باتت عند جدتها."}),
             (0, "SIGNALEMENT", {"sent_on": "@0", "way": "hand"}),
             (2, "EVALUATION", {"family": "أب عاطل، أم مريضة، جدة حاضرة.", "siblings": "no", "conclusion": "risk",
                                "_no_form": "already"}),
         )),
    Told(6, "phone", "urgent", "EXPLOIT", "طفل يعمل في ورشة منذ الصيف.", Child(sex="M", age=13)),
    Told(1, "post", "normal", "DECROCH", "Deux frères ne vont plus à l’école.", Child(sex="M", age=11),
         is_taken=False),
)  # fmt: skip


def load(*, progress: Callable[[str], None], today: date) -> None:
    """Three signals: one became a dossier, one is being looked into, one has just come."""
    if not Posting.objects.filter(account__staff_number=OFFICER).exists():
        return
    officer = actor_numbered(OFFICER)
    now = min(timezone.now(), timezone.make_aware(datetime.combine(today, time(23, 59))))
    for told in SIGNALS:
        _tell(officer, told, now - timedelta(days=told.days))
    progress(f"{len(SIGNALS)} signals about children reached the cell of Azilal")


def _tell(officer: Actor, told: Told, at: datetime) -> None:
    with entered(officer):
        row = record_signal(
            actor=officer, now=at, signal_id=new_id(), way=told.way, urgency=told.urgency, situation=told.situation,
            words=told.words, children=[told.child], commune_code=DEMNATE, reporter=told.reporter,
        )  # fmt: skip
    # Who writes a signal is named on it: the actor is asked for again with the names it now has.
    officer = actor_numbered(OFFICER)
    with entered(officer):
        if told.is_taken:
            take_signal(actor=officer, now=at + timedelta(minutes=10), signal_id=row.pk)
        if not told.steps:
            return
        child = SignalChild.objects.visible_to(officer, Permission.SIGNAL_RECORD).get(signal_id=row.pk)
        run = open_from_signal(actor=officer, now=at + timedelta(minutes=15), child_id=child.pk, case_id=new_id())
    for days, code, answers in told.steps:
        _did(run.pk, code, answers, at + timedelta(days=days, minutes=30))


def _did(run_id: object, code: str, answers: dict[str, str], at: datetime) -> None:
    who = actor_numbered(OFFICER)
    given = {name: at.date().isoformat() if text == "@0" else text for name, text in answers.items()}
    with entered(who):
        rows = CircuitStep.objects.visible_to(who, Permission.CASE_READ)
        step = rows.get(run_id=run_id, code=code, state=StepState.OPEN)
        do_step(actor=who, now=at, step_id=step.pk, answers=given)
