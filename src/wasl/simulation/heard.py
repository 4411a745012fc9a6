"""What beneficiaries of the demo said: closed dossiers with what is asked of them months later, faces, complaints."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from wasl.access.models import Posting
from wasl.assistance import commands as assistance
from wasl.assistance.commands.complaints import record_complaint
from wasl.assistance.commands.voices import hear
from wasl.assistance.rules.voices import QUESTIONS, Face, VoiceKind
from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.network.models import Unit
from wasl.simulation.circuits import SECOND, WORKER
from wasl.simulation.day import actor_numbered, new_person
from wasl.simulation.plan import plan

#: Days since it was closed, since it was opened, the reason, what was reached.
CLOSED = ((95, 210, "OBJ_ATTEINT", "REACHED"), (40, 130, "ORIENTE", "PARTLY"), (12, 60, "DEMENAG", "NOT"))
SHEETS = 9
FACES = (Face.GOOD, Face.GOOD, Face.MIDDLE)
#: kind, words, how it came, who spoke, a name ("" stays without one).
COMPLAINTS = (
    ("QUALITE", "On m’a fait revenir trois fois pour le même papier.", "oral", "self", "Itto Amzil"),
    ("QUALITE", "الانتظار طويل ولا يوجد مكان للجلوس.", "box", "unknown", ""),
)


def load(*, progress: Callable[[str], None], today: date) -> None:
    if Posting.objects.filter(account__staff_number__in=(WORKER, SECOND)).count() < 2:
        return
    random = Random(plan()["seed"] + 4)
    now = min(timezone.now(), timezone.make_aware(datetime.combine(today, time(23, 59))))
    for closed, opened, reason, outcome in CLOSED:
        _closed(random, now - timedelta(days=opened), now - timedelta(days=closed), reason, outcome)
    _faces(random, now)
    _complaints(now)
    progress(f"{len(CLOSED)} dossiers are closed, {SHEETS} persons said how they were treated")


def _closed(random: Random, opened: datetime, closed: datetime, reason: str, outcome: str) -> None:
    who = actor_numbered(SECOND)
    person = new_person(who, random, sex="F", birth_year=random.randint(1955, 1998), now=opened)
    with entered(who):
        case = assistance.open_case(
            actor=who, now=opened, case_id=new_id(), registration_id=person, basis="CONSENT",
            situations=[("PAUVRETE", 2, opened.date())],
        )  # fmt: skip
        assistance.close_case(actor=who, now=closed, case_id=case.pk, reason=reason, outcome=outcome)


def _faces(random: Random, now: datetime) -> None:
    who = actor_numbered(WORKER)
    with entered(who):
        for _sheet in range(SHEETS):
            faces = {one.code: random.choice(FACES) for one in QUESTIONS[VoiceKind.CLOSURE]}
            hear(actor=who, now=now, kind=VoiceKind.CLOSURE, answers=faces)


def _complaints(now: datetime) -> None:
    who = actor_numbered(WORKER)
    about = Unit.objects.get(pk=actor_numbered("AZ041").unit_id)
    with entered(who):
        for number, (kind, words, channel, speaker, name) in enumerate(COMPLAINTS):
            record_complaint(
                actor=who, now=now - timedelta(days=4 + number), complaint_id=new_id(), kind=kind, words=words,
                about_unit_id=about.pk, channel=channel, speaker=speaker, name=name,
                told="returns" if name else "nobody",
            )  # fmt: skip
