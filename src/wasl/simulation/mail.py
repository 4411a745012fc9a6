"""The bureau d'ordre of the demo: invented letters that came and left, and some on their way to be signed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from wasl.access.models import Posting
from wasl.assistance.commands.letters import About, draft_letter, sign
from wasl.assistance.commands.protection import name_reader
from wasl.assistance.models import Case
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.documents.commands import follow_line, register_mail
from wasl.documents.commands.letters import Text, step_letter
from wasl.documents.commands.register import Mail
from wasl.documents.rules import Direction, Follow, Medium
from wasl.documents.rules.letters import Step
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.simulation.circuits import WOMEN, WORKER
from wasl.simulation.day import actor_numbered

CLERK, SUPERVISOR, DIRECTOR, COLLEAGUE = WORKER, "AZ014", "AZ011", "AZ022"


@dataclass(frozen=True)
class Came:
    """A line of the register `days` ago, and what followed it: (kind, words)."""

    days: int
    direction: Direction
    correspondent: str
    subject: str
    reference: str = ""
    medium: Medium = Medium.HAND
    level: int = 1
    followed: tuple[tuple[Follow, str], ...] = ()


LINES = (
    Came(9, Direction.ARRIVAL, "باشوية دمنات", "لائحة الأسر المتضررة من الأمطار", "312/2026",
         followed=((Follow.TRANSMITTED, "المصلحة الاجتماعية"),)),
    Came(7, Direction.ARRIVAL, "Association Tifaout", "Rapport d’activité du troisième trimestre", medium=Medium.POST,
         followed=((Follow.FILED, ""),)),
    Came(5, Direction.DEPARTURE, "Délégation provinciale d’Azilal", "État mensuel des accueils", "D/41",
         followed=((Follow.SENT, ""),)),
    Came(4, Direction.ARRIVAL, "المستشفى الإقليمي", "مواعيد الفحص الطبي", level=3),
    Came(2, Direction.ARRIVAL, "Commune de Demnate", "Demande de salle pour une permanence", "77"),
)  # fmt: skip
Steps = tuple[tuple[Step, str], ...]
PARAGRAPHS = {"fr": "Le dossier suit son cours.", "ar": "يتعلق الأمر بملف في طور المواكبة."}
#: How far each letter of the centre went: (steps by whom).
LETTERS: tuple[tuple[str, str, Steps], ...] = (
    ("REQUEST", "Monsieur le Pacha de Demnate", ((Step.PREPARE, CLERK), (Step.INITIAL, SUPERVISOR),
                                                (Step.SIGN, DIRECTOR), (Step.SEND, CLERK))),
    ("TRANSMISSION", "السيد رئيس الجماعة", ((Step.PREPARE, CLERK), (Step.INITIAL, SUPERVISOR))),
    ("ACCOMPANIMENT", "À qui de droit", ((Step.PREPARE, CLERK),)),
    ("REQUEST", "Madame la Directrice de l’école", ()),
)  # fmt: skip


def load(*, progress: Callable[[str], None], today: date) -> None:
    known = Posting.objects.filter(account__staff_number__in=(CLERK, SUPERVISOR, DIRECTOR, WOMEN, COLLEAGUE))
    if known.values("account").distinct().count() < 5:
        return
    now = min(timezone.now(), timezone.make_aware(datetime.combine(today, time(23, 59))))
    for came in LINES:
        _line(came, now - timedelta(days=came.days))
    for number, (template, addressee, steps) in enumerate(LETTERS):
        _letter(CLERK, template, addressee, steps, now - timedelta(hours=len(LETTERS) - number))
    _nominative(now - timedelta(days=1))
    progress(f"{len(LINES)} lines of the registers and {len(LETTERS) + 1} letters at Demnate and Azilal")


def _line(came: Came, at: datetime) -> None:
    who = actor_numbered(CLERK)
    with entered(who):
        unit = issuing_unit(Unit.objects.get(pk=who.unit_id), on=at.date())
        mail = Mail(
            correspondent=came.correspondent, subject=came.subject, reference=came.reference, medium=came.medium,
            dated_on=at.date() - timedelta(days=1),
        )  # fmt: skip
        line = register_mail(
            actor=who, now=at, line_id=new_id(), unit=unit, direction=came.direction, mail=mail, level=came.level
        )
        for kind, words in came.followed:
            follow_line(actor=who, now=at, mark_id=new_id(), line_id=line.pk, kind=kind, words=words)


def _case_of(number: str, *, nominative: bool = False) -> Case:
    """The latest dossier that this agent has in charge."""
    who = actor_numbered(number)
    with entered(who):
        rows = Case.objects.visible_to(who, Permission.CASE_READ).filter(worker_id=who.account_id)
        found: Case = (rows.filter(level=4) if nominative else rows.filter(level__lt=4)).latest("opened_at")
        return found


def _letter(author: str, template: str, addressee: str, steps: Steps, at: datetime, case: Case | None = None) -> None:
    about, letter_id, who = case or _case_of(author), new_id(), actor_numbered(author)
    lang = "ar" if "السيد" in addressee else "fr"
    text = Text(addressee=addressee, paragraph=PARAGRAPHS[lang])
    with entered(who):
        draft_letter(
            actor=who, now=at, letter_id=letter_id, about=About(case_id=about.pk), template=template, lang=lang,
            text=text,
        )  # fmt: skip
    for number, (step, by) in enumerate(steps, 1):
        agent, moment = actor_numbered(by), at + timedelta(minutes=5 * number)
        with entered(agent):
            if step == Step.SIGN:
                sign(actor=agent, now=moment, letter_id=letter_id)
            else:
                step_letter(actor=agent, now=moment, letter_id=letter_id, step=step)


def _nominative(at: datetime) -> None:
    """A letter of a woman's dossier: initialled and signed by the colleague who is named on it, by nobody above."""
    case, officer, colleague = _case_of(WOMEN, nominative=True), actor_numbered(WOMEN), actor_numbered(COLLEAGUE)
    with entered(officer):
        name_reader(actor=officer, case_id=case.pk, account_id=colleague.account_id)
    steps = ((Step.PREPARE, WOMEN), (Step.INITIAL, COLLEAGUE), (Step.SIGN, COLLEAGUE))
    _letter(WOMEN, "ACCOMPANIMENT", "À qui de droit", steps, at, case)
