"""Dossiers of the demo province that follow circuits: invented people, and the same commands as everybody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from wasl.access.models import Posting
from wasl.assistance import commands as assistance
from wasl.assistance.commands.circuits import do_step, start_circuit
from wasl.assistance.models import CircuitStep
from wasl.assistance.rules.circuits import StepState
from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import entered
from wasl.people.rules import Contact
from wasl.simulation.day import actor_numbered, new_person
from wasl.simulation.plan import plan

WORKER, SECOND, COAPH, WOMEN = "AZ012", "AZ013", "AZ041", "AZ021"


@dataclass(frozen=True)
class Story:
    """`steps`: (days after the beginning, who, step, answers); "@-3" is the day three days before that one."""

    circuit: str
    who: str
    sex: str
    birth_year: int
    situations: tuple[str, ...]
    began: int
    steps: tuple[tuple[int, str, str, dict[str, str]], ...]


STORIES = (
    Story("PROCEDURES", WORKER, "F", 1985, ("PAUVRETE",), 40, (
        (0, WORKER, "DEMANDE", {"procedure": "direct_aid", "for_whom": "household"}),
        (1, WORKER, "AIDE_DIRECTE", {"ready": "rnp rsu phone", "missing": "شهادة مدرسية للطفل الثاني: من المدرسة"}),
        (2, WORKER, "RENDEZ_VOUS", {"where": "ANSS", "next_on": "@3", "goes_with": "yes"}),
        (5, WORKER, "DEPOT", {"result": "filed", "filed_on": "@0", "receipt": "A-20311"}),
        (34, WORKER, "REPONSE", {"answer": "refused", "answered_on": "@-1", "reason": "error",
                                 "words": "Un véhicule vendu compte encore."}),
    )),
    Story("PROCEDURES", WORKER, "F", 1996, ("NON_ETATCIV",), 3, (
        (0, WORKER, "DEMANDE", {"procedure": "civil_status", "for_whom": "child"}),
    )),
    Story("ENQUIRY", WORKER, "M", 1979, (), 9, (
        (0, WORKER, "SAISINE", {"authority": "JUGE_TUT", "reference": "118/26", "asked_on": "@-2",
                                "question": "هل ظروف السكن تسمح باستقبال الطفلين خلال العطل؟"}),
        (5, WORKER, "VISITE", {"told": "yes", "visited_on": "@0", "place": "home", "heard": "person relatives",
                               "household": "4", "children": "2", "housing": "tenant", "income": "day aid",
                               "seen": "غرفتان ومطبخ، مكان مخصص لنوم الطفلين."}),
        (7, WORKER, "REDACTION", {"paragraph": "يتوفر الأب على سكن بسيط ونظيف وعلى سند عائلي قريب.", "opinion": "for"}),
    )),
    Story("ENQUIRY", SECOND, "F", 1990, (), 20, (
        (0, SECOND, "SAISINE", {"authority": "AUT_LOC", "reference": "64", "asked_on": "@-3",
                                "question": "Le ménage a-t-il besoin d’un relogement ?"}),
        (6, SECOND, "VISITE", {"told": "yes", "visited_on": "@0", "place": "home", "heard": "person spouse",
                               "household": "6", "children": "4", "housing": "unfit", "income": "day",
                               "seen": "Un mur fissuré, une pièce pour six."}),
        (8, SECOND, "REDACTION", {"paragraph": "Le toit ne passera pas l’hiver.", "opinion": "for"}),
        (9, WORKER, "RELECTURE", {"verified": "identity question facts others"}),
    )),
    Story("MEDIATION", WORKER, "F", 1988, ("RUPT_FAM",), 60, (
        (2, WORKER, "ENTRETIENS", {"heard": "first second", "fear": "no", "subject": "children support"}),
        (5, WORKER, "ACCEPTATION", {"accepts": "both"}),
        (12, WORKER, "SEANCE", {"held_on": "@0", "present": "first second", "result": "again"}),
        (24, WORKER, "SEANCE", {"held_on": "@0", "present": "first second", "result": "agreed"}),
        (26, WORKER, "TERMES", {"other_name": "محمد أوبلا", "first_does": "يزور الأطفال أباهم كل يوم جمعة بعد الزوال.",
                                "second_does": "أداء 800 درهم في اليوم الخامس من كل شهر.",
                                "next_review_until": "@60"}),
        (28, WORKER, "SIGNATURE", {"signed": "both", "signed_on": "@0"}),
    )),
    Story("MEDIATION", WORKER, "M", 1975, ("DIVORCE",), 4, ()),
    Story("ALONE", WORKER, "M", 1948, ("SANS_ABRI",), 6, (
        (0, WORKER, "RENCONTRE", {"met": "street", "tonight": "no", "health": "no", "words": "مكان دافئ هذه الليلة"}),
        (0, WORKER, "ABRI", {"found": "declined", "given": "غطاء ووجبة"}),
        (5, WORKER, "ENQUETE", {"family": "none", "income": "begging", "autonomy": "some", "wish": "البقاء في دمنات",
                               "_no_form": "refused"}),
    )),
    Story("STREET", WORKER, "M", 2013, ("MENDICITE",), 8, (
        (0, WORKER, "RENCONTRE", {"moment": "day", "way": "told", "place": "المحطة الطرقية", "company": "alone",
                                  "hurt": "no", "danger": "no"}),
        (2, WORKER, "LIEN", {"link": "takes"}),
        (5, WORKER, "LIEN", {"link": "talks", "says": "خرج من البيت منذ عشرة أيام."}),
    )),
    # Nominative: read by who opened it, and by nobody else until somebody is named.
    Story("WOMEN", WOMEN, "F", 1994, ("VIOL_CONJ",), 12, (
        (0, WOMEN, "ACCUEIL", {"contact": "never", "came_with": "yes"}),
        (0, WOMEN, "DANGER", {"danger": "moderate", "shelter": "yes", "why": "تهديدات متكررة منذ شهرين.",
                             "_no_form": "unsafe"}),
        (1, WOMEN, "ATTESTATION", {"given": "kept"}),
        (2, WOMEN, "CERTIFICAT", {"obtained": "yes"}),
    )),
    Story("WOMEN", WOMEN, "F", 1989, ("VIOL_FAM",), 3, (
        (0, WOMEN, "ACCUEIL", {"contact": "never", "came_with": "no"}),
    )),
    Story("DISABILITY", COAPH, "F", 2015, ("HANDICAP",), 25, (
        (0, COAPH, "ACCUEIL", {"speaks": "parent", "request": "كرسي متحرك والعودة إلى المدرسة", "adapted": "access",
                               "card": "no"}),
        (6, COAPH, "BESOINS", {"evaluated_on": "@0", "measured": "cfm_5_17", "types": "MOT", "severity": "SEV",
                               "certificate": "yes", "needs": "كرسي متحرك، مرافقة مدرسية", "asks": "yes",
                               "_no_form": "already"}),
        (7, COAPH, "DEMANDES", {"agrees": "yes", "services": "AT SCOL_H", "detail": "مقاس الكرسي: 34 سم"}),
    )),
    Story("DISABILITY", COAPH, "M", 1970, ("HANDICAP",), 5, (
        (0, COAPH, "ACCUEIL", {"speaks": "self", "request": "Une prothèse auditive", "card": "has"}),
    )),
)  # fmt: skip


def load(*, progress: Callable[[str], None], today: date) -> None:
    """A dossier or two of each circuit of the province, as far as its story goes."""
    random = Random(plan()["seed"] + 2)
    now = min(timezone.now(), timezone.make_aware(datetime.combine(today, time(23, 59))))
    known = Posting.objects.filter(account__staff_number__in=(WORKER, SECOND, COAPH, WOMEN))
    numbers = set(known.values_list("account__staff_number", flat=True))
    told = [story for story in STORIES if story.who in numbers]
    for story in told:
        _tell(story, now - timedelta(days=story.began), random)
    progress(f"{len(told)} dossiers follow a circuit")


def _tell(story: Story, began: datetime, random: Random) -> None:
    who = actor_numbered(story.who)
    contact = Contact.NEVER if story.circuit == "WOMEN" else Contact.CALL
    person = new_person(who, random, sex=story.sex, birth_year=story.birth_year, now=began, contact=contact)
    situations = [(code, 2, began.date()) for code in story.situations]
    with entered(who):
        case = assistance.open_case(
            actor=who, now=began, case_id=new_id(), registration_id=person, basis="CONSENT", situations=situations
        )
    # Who opens a nominative dossier is named on it: the actor is asked for again.
    who = actor_numbered(story.who)
    with entered(who):
        run = start_circuit(actor=who, now=began, run_id=new_id(), case_id=case.pk, circuit=story.circuit)
    for days, number, code, answers in story.steps:
        at = began + timedelta(days=days, minutes=20)
        _did(actor_numbered(number), run.pk, code, dict(_dated(answers.items(), at.date())), at)


def _dated(answers: Iterable[tuple[str, str]], on: date) -> Iterable[tuple[str, str]]:
    for name, text in answers:
        yield name, (on + timedelta(days=int(text[1:]))).isoformat() if text.startswith("@") else text


def _did(who: Actor, run_id: object, code: str, answers: dict[str, str], at: datetime) -> None:
    with entered(who):
        rows = CircuitStep.objects.visible_to(who, Permission.CASE_READ)
        step = rows.get(run_id=run_id, code=code, state=StepState.OPEN)
        do_step(actor=who, now=at, step_id=step.pk, answers=answers)
