"""Families whose needs were asked about over the past months, so that what they lack can be counted."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from wasl.access.models import Posting
from wasl.assistance import commands as assistance
from wasl.catalogue.models import Questionnaire
from wasl.catalogue.queries import questionnaires_on
from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.simulation.circuits import SECOND
from wasl.simulation.day import actor_numbered, new_person
from wasl.simulation.plan import plan

FAMILIES, MOST_DAYS = 24, 170
#: Answers of each question, the likelier first.
SAID = {
    "sleeps": ("own", "hosted", "unfit"), "water": ("no", "yes", "unknown"), "meals": ("three", "two", "one"),
    "income": ("irregular", "none", "regular"), "ill": ("no", "yes", "unknown"), "cover": ("no", "yes"),
    "pregnant": ("no", "yes"), "school": ("no", "yes", "unknown"), "debt": ("no", "yes"), "alone": ("no", "yes"),
}  # fmt: skip
#: The same for all: nobody here is in danger, that is another story of the demo.
SAME = {"must_leave": ["no"], "depend": ["4"], "afraid": ["no"]}
CHANCES = (6, 4, 1)


def load(*, progress: Callable[[str], None], today: date) -> None:
    if not Posting.objects.filter(account__staff_number=SECOND).exists():
        return
    random = Random(plan()["seed"] + 7)
    now = min(timezone.now(), timezone.make_aware(datetime.combine(today, time(23, 59))))
    version = questionnaires_on(today).get(code="NEEDS")
    for _family in range(FAMILIES):
        _assessed(random, now - timedelta(days=random.randint(25, MOST_DAYS)), version)
    progress(f"{FAMILIES} families of {SECOND} were asked what they need")


def _assessed(random: Random, at: datetime, version: Questionnaire) -> None:
    who = actor_numbered(SECOND)
    person = new_person(who, random, sex="F", birth_year=random.randint(1955, 2002), now=at)
    with entered(who):
        case = assistance.open_case(actor=who, now=at, case_id=new_id(), registration_id=person, basis="CONSENT")
    answers = {code: [random.choices(said, CHANCES[: len(said)])[0]] for code, said in SAID.items()}
    # Whoever opens a dossier is named on it from the next request on.
    again = actor_numbered(SECOND)
    with entered(again):
        assistance.record_assessment(
            actor=again, now=at, assessment_id=new_id(), case_id=case.pk, questionnaire_id=version.pk,
            typed=answers | SAME, language="ar",
        )  # fmt: skip
