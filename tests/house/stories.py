"""A generated institution with people in its files, every text of which bears a mark that names its owner."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from tests.access import factories as access
from tests.assistance import factories
from tests.assistance.factories import working
from tests.house.oracle import LEVELS, Reader, Row
from tests.network.factories import unit
from wasl.access.grants import GRANTS
from wasl.access.models import NamedAccess
from wasl.access.roles import unit_kinds_of
from wasl.assistance import commands
from wasl.assistance.commands.appointments import book_appointment
from wasl.assistance.commands.circuits import start_circuit
from wasl.assistance.commands.filing import attach_to_case
from wasl.assistance.rules.notes import Readers
from wasl.catalogue.commands import seed
from wasl.core.actor import NOMINATIVE
from wasl.core.identifiers import new_id
from wasl.documents.commands.attachments import File

#: Letters only, so that a mark passes for a name; of one length, so that none is part of another.
MARK = re.compile(r"Zq[a-z]{6}", re.IGNORECASE)
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SITUATIONS = {2: "PAUVRETE", 3: "HANDICAP", 4: "VIOL_CONJ"}


@dataclass
class Told:
    """A mark or an id, what it belongs to, and where that is filed."""

    key: str
    row: Row
    what: str


@dataclass
class Stories:
    """`marks` and `ids` lead to what they tell of; `things` are ids by the name addresses give them."""

    random: Random
    units: list[Any] = field(default_factory=list)
    marks: dict[str, Told] = field(default_factory=dict)
    ids: dict[str, Told] = field(default_factory=dict)
    things: list[dict[str, Any]] = field(default_factory=list)
    dossiers: list[uuid.UUID] = field(default_factory=list)
    slots: int = 0

    def mark(self, row: Row, what: str) -> str:
        while True:
            made = "Zq" + "".join(self.random.choices("abcdefghijklmnopqrstuvwxyz", k=6))
            if made not in self.marks:
                self.marks[made] = Told(made, row, what)
                return made

    def know(self, key: uuid.UUID, row: Row, what: str) -> None:
        self.ids[str(key)] = Told(str(key), row, what)

    def slot(self) -> time:
        """Another quarter of an hour at each call: nobody is booked twice."""
        self.slots = (self.slots + 1) % 20
        return time(9 + self.slots // 4, 15 * (self.slots % 4))

    def told_in(self, text: str) -> Iterator[Told]:
        """Everything of these stories that a text betrays, each once."""
        for found in {each.capitalize() for each in MARK.findall(text)} & self.marks.keys():
            yield self.marks[found]
        for known in set(ID.findall(text)) & self.ids.keys():
            yield self.ids[known]


def place(where: Any) -> tuple[str, ...]:
    return tuple(where.path.rstrip(".").split("."))


def institution(random: Random) -> list[Any]:
    top = unit("HQ")
    coordinations = [unit("COORD", parent=top) for _ in range(2)]
    delegations = [unit("DELEG", parent=coordinations[number % 2]) for number in range(4)]
    centres = [unit("CENTRE", parent=random.choice(delegations)) for _ in range(7)]
    cells = [unit("CELL", parent=random.choice(delegations), type="CVS") for _ in range(2)]
    return [top, *coordinations, *delegations, *centres, *cells]


def tell(random: Random, number: int) -> Stories:
    """`number` persons, a dossier each, of levels 2 to 4, with all that daily work writes in one."""
    seed()
    factories.found_institution()
    factories.NOW, before = timezone.now() - timedelta(hours=1), factories.NOW
    try:
        stories = Stories(random, institution(random))
        counters = [one for one in stories.units if one.kind in {"CENTRE", "CELL"}]
        workers = {one.pk: access.actor("WOMEN_OFFICER", one) for one in counters}
        for count in range(number):
            where = counters[count % len(counters)]
            _dossier(stories, workers[where.pk], where, level=2 + count % 3, to=random.choice(counters))
        return stories
    finally:
        factories.NOW = before


def _dossier(stories: Stories, who: Any, where: Any, *, level: int, to: Any) -> None:
    now = factories.NOW
    here = Row(place(where), 2, None)
    name = stories.mark(here, "the person")
    her = factories.person(who, family_latin=name, given_latin="Aya")
    came = factories.reception(who, registration_id=her.pk)
    case_id = new_id()
    inside = Row(place(where), level, str(case_id))
    factories.case(
        who, her, case_id=case_id, reception_id=came.pk, situations=[(SITUATIONS[level], 2, now.date())], level=level
    )
    with working(who) as actor:
        act = commands.record_listening(
            actor=actor,
            now=now,
            act_id=new_id(),
            note=stories.mark(inside, "what was heard"),
            case_id=case_id,
            registration_ids=[her.pk],
        )
        unmet = commands.record_unmet_request(
            actor=actor, now=now, request_id=new_id(), service="JUR", reason="NO_PLACE", case_id=case_id
        )
    sent = factories.orientation(
        who, registration_id=her.pk, case_id=case_id, destination="CSU",
        words=stories.mark(inside, "why she was sent"),
    )  # fmt: skip
    filed = [*_daily_work(stories, who, inside, case_id, her.pk)]
    things = {
        "case_id": case_id, "registration_id": her.pk, "reception_id": came.pk, "orientation_id": sent.pk,
        "place": inside.place,
    }  # fmt: skip
    stories.know(her.pk, here, "registration")
    for key, what in (
        (case_id, "dossier"),
        (came.pk, "reception"),
        (sent.pk, "orientation"),
        (act.pk, "act"),
        (unmet.pk, "unmet"),
        *filed,
    ):
        stories.know(key, inside, what)
    stories.things.append(things)
    stories.dossiers.append(case_id)


def _daily_work(
    stories: Stories, who: Any, inside: Row, case_id: uuid.UUID, registration_id: uuid.UUID
) -> Iterator[tuple[uuid.UUID, str]]:
    """What the pages of a dossier write, each text with its mark; the ids of what was written."""
    now = factories.NOW
    tomorrow = localdate() + timedelta(days=1)
    mark = stories.mark
    made = {what: new_id() for what in ("note", "task", "appointment", "plan", "circuit", "file")}
    with working(who) as actor:
        commands.write_note(
            actor=actor, now=now, note_id=made["note"], case_id=case_id, text=mark(inside, "a note"),
            readers=Readers.SHARED,
        )  # fmt: skip
        commands.add_task(
            actor=actor, now=now, case_id=case_id, due_on=tomorrow, what=mark(inside, "a task"), task_id=made["task"]
        )
        commands.start_plan(
            actor=actor, now=now, plan_id=made["plan"], case_id=case_id, language="ar",
            summary=mark(inside, "a plan"),
        )  # fmt: skip
        book_appointment(
            actor=actor, now=now, appointment_id=made["appointment"], day=_workday(tomorrow), starts=stories.slot(),
            minutes=15, place="centre", registration_id=registration_id, case_id=case_id, worker_id=actor.account_id,
            is_confirmed=True,
        )  # fmt: skip
        if inside.level == NOMINATIVE:
            start_circuit(actor=actor, now=now, run_id=made["circuit"], case_id=case_id, circuit="WOMEN")
        content = f"{mark(inside, 'a file')} {mark(inside, 'another word of it')}"
        attach_to_case(
            actor=actor, now=now, attachment_id=made["file"], case_id=case_id,
            file=File(name=f"{mark(inside, 'the name of a file')}.txt", content=content.encode()),
        )  # fmt: skip
    yield from ((key, what) for what, key in made.items())


def _workday(day: Any) -> Any:
    """The next Monday to Friday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def reader(stories: Stories, role: str) -> tuple[Any, Reader]:
    """An account somewhere that the role allows, named on some dossiers and denied others; and the same in words."""
    random = stories.random
    where = random.choice([one for one in stories.units if one.kind in unit_kinds_of(role)] or stories.units[-2:])
    posting = access.posting(role, where)
    sets = {False: random.sample(stories.dossiers, 5), True: random.sample(stories.dossiers, 5)}
    NamedAccess.objects.bulk_create(
        NamedAccess(dossier_id=dossier, account=posting.account, is_denied=is_denied)
        for is_denied, some in sets.items()
        for dossier in some
    )
    names, denials = (frozenset(map(str, sets[key])) for key in (False, True))
    return posting, Reader(role, place(where), names, denials)


ROLES = sorted(GRANTS.keys() & LEVELS.keys())
