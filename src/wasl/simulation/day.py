"""A morning at the centre of Demnate, through the same commands as everybody: fictional people, real gestures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from wasl.access.models import Posting
from wasl.access.queries import actor_of
from wasl.assistance import commands as assistance
from wasl.assistance.rules import OrientationState, Via
from wasl.catalogue.commands import seed
from wasl.core.actor import Actor
from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.network.queries import units_on
from wasl.people.commands import register_person
from wasl.people.commands.details import NewPhone
from wasl.people.rules import Birth, Contact, NoneOfThese, Particulars
from wasl.simulation.names import draw
from wasl.simulation.plan import plan
from wasl.vocabulary.queries import label

AZILAL = "05.081"
DEMNATE = "05.081.01.03"
WORKER = "AZ012"


@dataclass(frozen=True)
class Visit:
    """Minutes since arrival; a reception without a name has only sex and age band."""

    minutes: int
    need: str
    urgency: str
    sex: str
    birth_year: int | None
    language: str = "ar"


WAITING = (
    Visit(25, "ADM", "normal", "F", None),
    Visit(12, "ECO", "urgent", "F", 1988),
    Visit(4, "INF", "normal", "M", 1961),
)
PAST = (("COAPH", "ACCEPTEE", 1979, "M"), ("EMF", "REFUSEE", 1992, "F"), ("COAPH", "", 2012, "M"))


def load(*, progress: Callable[[str], None], today: date) -> None:
    """Receptions that wait, orientations sent last week with and without an answer, one dossier."""
    seed()
    random = Random(plan()["seed"] + 1)
    worker = actor_numbered(WORKER)
    now = min(timezone.now(), timezone.make_aware(datetime.combine(today, time(23, 59))))
    for visit in WAITING:
        _receive(worker, visit, now, random)
    for number, (type_, answer, birth_year, sex) in enumerate(PAST):
        _orientation(worker, type_, answer, birth_year, sex, now - timedelta(days=2 + number), random, today)
    progress(f"{len(WAITING)} people wait at Demnate, {len(PAST)} orientations are on their way")


def actor_numbered(number: str) -> Actor:
    posting = Posting.objects.select_related("unit").get(account__staff_number=number)
    return actor_of(posting=posting)


def new_person(
    who: Actor, random: Random, *, sex: str, birth_year: int | None, now: datetime, contact: str = Contact.CALL
) -> UUID:
    name = draw(random, sex=sex)
    particulars = Particulars(
        given_ar=name.given_ar,
        family_ar=name.family_ar,
        given_latin=name.given_latin,
        family_latin=name.family_latin,
        sex=sex,
        birth=Birth(year=birth_year),
        commune_code=DEMNATE,
        languages=("ar",),
    )
    phone = NewPhone(number=f"06{random.randrange(10**8):08d}", contact=contact)
    with entered(who):
        made = register_person(
            actor=who, particulars=particulars, now=now, phones=(phone,), none_of_these=NoneOfThese.OTHER_AGE
        )
    return made.pk


def _receive(who: Actor, visit: Visit, now: datetime, random: Random) -> None:
    person = None
    if visit.birth_year:
        person = new_person(who, random, sex=visit.sex, birth_year=visit.birth_year, now=now)
    with entered(who):
        assistance.receive_person(
            actor=who,
            now=now,
            reception_id=new_id(),
            need=visit.need,
            urgency=visit.urgency,
            registration_id=person,
            sex=visit.sex,
            age_band="" if person else "A25_59",
            arrived_at=now - timedelta(minutes=visit.minutes),
            language=visit.language,
        )


def _orientation(
    who: Actor, type_: str, answer: str, birth_year: int, sex: str, sent_at: datetime, random: Random, today: date
) -> None:
    target = units_on(today, types=[type_]).filter(province_code=AZILAL).order_by("unit__code").first()
    if target is None:
        return
    person = new_person(who, random, sex=sex, birth_year=birth_year, now=sent_at)
    orientation_id = new_id()
    with entered(who):
        assistance.send_orientation(
            actor=who,
            now=sent_at,
            orientation_id=orientation_id,
            destination="EN_CENTRE",
            service="ORI",
            urgency="normal",
            basis="CONSENT",
            to_unit_id=target.unit_id,
            registration_id=person,
            shared={"sex": label("sex", sex, "fr"), "languages": "arabe (darija)"},
        )
        if answer:
            assistance.answer_orientation(
                actor=who,
                now=sent_at + timedelta(days=1),
                orientation_id=orientation_id,
                answer=OrientationState(answer),
                via=Via.PHONE,
                reason="NO_PLACE" if answer == OrientationState.REFUSED else "",
            )
