"""Every life of the room at once: random commands by random hands, and no row goes where its table does not lead."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.access.factories import actor as new_actor
from tests.assistance.factories import NOW, Place, again, person
from tests.assistance.test_circuit_papers import MEASURED
from tests.assistance.test_circuits import did, started
from tests.assistance.test_plans import ACTION, GOAL
from tests.network.factories import unit
from wasl.assistance import commands, rules
from wasl.assistance.commands import CannotPlan
from wasl.assistance.commands.appointments import (
    CannotBook,
    book_appointment,
    cancel_appointment,
    confirm_appointment,
    mark_appointment,
)
from wasl.assistance.commands.circuits import CannotAdvance, undo_step
from wasl.assistance.commands.placing import Refused
from wasl.assistance.commands.requests import CannotSettle, decline_request, take_request
from wasl.assistance.commands.signals import (
    CannotSignal,
    dismiss_signal,
    join_signal,
    open_from_signal,
    record_signal,
    take_signal,
)
from wasl.assistance.commands.transfers import (
    decide_transfer,
    propose_transfer,
    refuse_transfer,
    take_over,
    withdraw_transfer,
)
from wasl.assistance.models import (
    Appointment,
    Case,
    CaseTask,
    CaseTransfer,
    CircuitStep,
    FollowUp,
    Plan,
    ProtectionSignal,
    Reception,
    ServiceRequest,
    SignalChild,
)
from wasl.assistance.rules import CaseState, ReceptionState
from wasl.assistance.rules.signals import Child
from wasl.assistance.rules.steps import TaskState
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.scope import entered, system

#: What is out of reach is refused, or is not there.
REFUSALS = (ObjectDoesNotExist, Refused, NotAllowed, CannotBook, CannotPlan, CannotAdvance, CannotSettle, CannotSignal)
JOB = "load demo"
Table = Mapping[Any, frozenset[Any]]


def tables() -> Iterator[tuple[str, Table]]:
    """(name, table) of each life that the rules of the room tell: a state, and the states it leads to."""
    for found in pkgutil.walk_packages(rules.__path__, rules.__name__ + "."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.startswith("NEXT") and isinstance(value, Mapping):
                yield f"{found.name}.{name}", value


def lives() -> dict[str, tuple[type[StrEnum], Table | None]]:
    """Database table -> its states and the table of its life; None where the rules tell none."""
    told = {type(next(iter(table))): table for _name, table in tables()}
    found = {}
    for model in apps.get_app_config("assistance").get_models():
        states = {one.name: one for one in model._meta.fields}.get("state")
        if states is not None and isinstance(states.default, StrEnum) and not model.__name__.endswith("History"):
            kind = type(states.default)
            found[model._meta.db_table] = kind, told.get(kind)
    return found


def tried(who: Any, command: Any, **values: Any) -> Any:
    """What it gave, or None: refused."""
    fresh = again(who)
    try:
        with transaction.atomic(), entered(fresh):
            return command(actor=fresh, **values)
    except REFUSALS:
        return None


class World:
    """What every history begins with, made once: something of every life; each history is rolled back."""

    def __init__(self) -> None:
        self.place = place = Place()
        cell = unit("CELL", parent=place.delegation, type="UPE")
        self.hands = [
            new_actor("DISABILITY_OFFICER", place.centre), new_actor("SOCIAL_WORKER", place.centre),
            new_actor("CENTRE_DIRECTOR", place.centre), new_actor("SOCIAL_WORKER", place.stranger),
            new_actor("DELEGATE", place.delegation), new_actor("CHILD_OFFICER", cell),
        ]  # fmt: skip
        self.worker, self.colleague, self.director, self.there, self.delegate, self.cell = self.hands
        self.persons = [person(self.worker).pk for _ in range(2)]
        self.lives = {name: table for name, (_states, table) in lives().items() if table is not None}
        self.moved: set[str] = set()
        self.begin()
        self.read = " UNION ALL ".join(f"SELECT '{name}', id, state FROM {name}" for name in self.lives)

    def begin(self) -> None:
        worker, (her, his) = self.worker, self.persons
        given = {"now": NOW, "basis": "CONSENT"}
        opened = {one: tried(worker, commands.open_case, case_id=new_id(), registration_id=one, **given)
                  for one in (her, his)}  # fmt: skip
        run = started(worker, "DISABILITY", file=opened[her])
        did(worker, run, "ACCUEIL", {"speaks": "self", "request": "Un fauteuil", "card": "has"})
        did(worker, run, "BESOINS", MEASURED)
        did(worker, run, "DEMANDES", {"agrees": "yes", "services": "AT SCOL_H"})
        tried(worker, commands.close_case, now=NOW, case_id=opened[his].pk, reason="OBJ_ATTEINT", outcome="REACHED")
        tried(
            worker, commands.receive_person, now=NOW, reception_id=new_id(), need="ECO", urgency="normal",
            registration_id=her, is_confirmed=True,
        )  # fmt: skip
        tried(
            worker, book_appointment, now=NOW, appointment_id=new_id(), day=NOW.date() + timedelta(days=2),
            starts=time(8, 30), minutes=30, place="centre", worker_id=worker.account_id, case_id=opened[her].pk,
            registration_id=her, is_confirmed=True,
        )  # fmt: skip
        draft(worker, opened[her].pk, now=NOW)
        tried(
            worker, propose_transfer, now=NOW, transfer_id=new_id(), case_id=opened[her].pk, reason="NEARER",
            to_unit_id=self.place.stranger.pk, words="Reste à appeler",
        )  # fmt: skip
        for _ in range(2):
            tried(self.cell, record_signal, **SIGNAL, now=NOW, signal_id=new_id())


def draft(who: Any, case_id: UUID, *, now: datetime) -> None:
    """A plan with a goal and an action, that can be validated."""
    given = {"plan_id": new_id(), "language": "ar", "summary": "Un logement"}
    plan = tried(who, commands.start_plan, now=now, case_id=case_id, **given)
    if plan is not None:
        goal = tried(who, commands.set_goal, plan_id=plan.pk, goal_id=new_id(), values=GOAL, seen=None)
        tried(who, commands.set_action, goal_id=goal.pk, action_id=new_id(), values=ACTION)


SIGNAL: dict[str, Any] = {
    "way": "phone", "urgency": "danger", "situation": "MALTRAIT", "words": "Des traces de coups",
    "children": [Child(name="Salma", sex="F", age=11)],
}  # fmt: skip


class Living(RuleBasedStateMachine):
    world: World
    number = st.integers(0, 59)
    #: More often whoever may.
    hand = st.sampled_from([0, 0, 0, 0, 1, 2, 2, 3, 4, 5])

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now, self.before = NOW, {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def ids(self, model: Any) -> list[UUID]:
        with system(JOB):
            return list(model.objects.for_system(JOB).order_by("pk").values_list("pk", flat=True))

    def on_one(self, model: Any, name: str, n: int, hand: int, command: Any, **values: Any) -> Any:
        ids = self.ids(model)
        if ids:
            return tried(self.world.hands[hand], command, **{name: ids[n % len(ids)]}, **values)
        return None

    # The counter

    @rule(hand=hand, n=st.integers(0, 1))
    def receive(self, hand: int, n: int) -> None:
        tried(
            self.world.hands[hand], commands.receive_person, now=self.tick(), reception_id=new_id(), need="ECO",
            urgency="normal", registration_id=self.world.persons[n], is_confirmed=True,
        )  # fmt: skip

    @rule(n=number, hand=hand, to=st.sampled_from(ReceptionState))
    def change_reception(self, n: int, hand: int, to: ReceptionState) -> None:
        self.on_one(Reception, "reception_id", n, hand, commands.change_reception, now=self.tick(), to=to)

    @rule(hand=hand, hour=st.integers(9, 15))
    def book(self, hand: int, hour: int) -> None:
        who, ids = self.world.hands[hand], self.ids(Case)
        tried(
            who, book_appointment, now=self.tick(), appointment_id=new_id(), day=NOW.date() + timedelta(days=2),
            starts=time(hour), minutes=30, place="centre", worker_id=who.account_id, case_id=ids[0],
            registration_id=self.world.persons[0], is_confirmed=True,
        )  # fmt: skip

    @rule(n=number, hand=hand, what=st.sampled_from(["came", "absent", "confirm", "cancel"]))
    def appointment(self, n: int, hand: int, what: str) -> None:
        now, later = self.tick(), NOW + timedelta(days=2, hours=8)
        command, given = {
            "came": (mark_appointment, {"now": later, "came": True}),
            "absent": (mark_appointment, {"now": later, "came": False}),
            "confirm": (confirm_appointment, {"now": now}),
            "cancel": (cancel_appointment, {"now": now, "reason": "PERSON"}),
        }[what]
        self.on_one(Appointment, "appointment_id", n, hand, command, **given)

    # The dossier

    @rule(n=number, hand=hand, to=st.sampled_from(CaseState))
    def advance(self, n: int, hand: int, to: CaseState) -> None:
        self.on_one(Case, "case_id", n, hand, commands.advance_case, now=self.tick(), to=to)

    @rule(n=number, hand=hand, what=st.sampled_from(["suspend", "close", "close", "open"]))
    def dossier(self, n: int, hand: int, what: str) -> None:
        now = self.tick()
        if what == "open":
            tried(
                self.world.hands[hand], commands.open_case, now=now, case_id=new_id(), basis="CONSENT",
                registration_id=self.world.persons[1],
            )  # fmt: skip
        elif what == "suspend":
            until = now.date() + timedelta(days=20)
            self.on_one(Case, "case_id", n, hand, commands.suspend_case, now=now, reason="AWAY", until=until)
        else:
            given = {"reason": "OBJ_ATTEINT", "outcome": "REACHED"}
            self.on_one(Case, "case_id", n, hand, commands.close_case, now=now, **given)

    @rule(n=number, hand=hand, to=st.sampled_from(TaskState), has_next=st.booleans())
    def finish_task(self, n: int, hand: int, to: TaskState, has_next: bool) -> None:
        given = {"next_what": "Appeler", "next_due_on": NOW.date() + timedelta(days=5)} if has_next else {}
        self.on_one(CaseTask, "task_id", n, hand, commands.finish_task, now=self.tick(), to=to, **given)

    @rule(n=number, hand=hand, what=st.sampled_from(["try", "reach", "drop"]), reopens=st.booleans())
    def follow_up(self, n: int, hand: int, what: str, reopens: bool) -> None:
        given: dict[str, Any] = {"try": {"way": "came"}, "reach": {"way": "came", "situation": "better"}, "drop": {}}[
            what
        ]
        command = {
            "try": commands.try_follow_up, "reach": commands.record_follow_up, "drop": commands.drop_follow_up,
        }[what]  # fmt: skip
        given |= {"reopens": reopens} if what == "reach" else {}
        self.on_one(FollowUp, "follow_up_id", n, hand, command, now=self.tick(), **given)

    @rule(n=number, hand=hand, to=st.sampled_from(["centre", "stranger"]))
    def propose(self, n: int, hand: int, to: str) -> None:
        self.on_one(
            Case, "case_id", n, hand, propose_transfer, now=self.tick(), transfer_id=new_id(), reason="NEARER",
            to_unit_id=getattr(self.world.place, to).pk, words="Reste à appeler",
        )  # fmt: skip

    @rule(n=number, hand=hand, what=st.sampled_from(["allow", "allow", "not", "withdraw", "refuse", "take", "take"]))
    def transfer(self, n: int, hand: int, what: str) -> None:
        command, given = {
            "allow": (decide_transfer, {"allows": True}), "withdraw": (withdraw_transfer, {}),
            "not": (decide_transfer, {"allows": False, "reason": "NO_PLACE"}), "take": (take_over, {}),
            "refuse": (refuse_transfer, {"reason": "NO_PLACE"}),
        }[what]  # fmt: skip
        # Whoever may: half of the hands never could.
        who = {"allow": 4, "not": 4, "take": 3}.get(what, hand) if n % 2 else hand
        self.on_one(CaseTransfer, "transfer_id", n, who, command, now=self.tick(), **given)

    @rule(n=number, hand=hand)
    def start_plan(self, n: int, hand: int) -> None:
        ids = self.ids(Case)
        draft(self.world.hands[hand], ids[n % len(ids)], now=self.tick())

    @rule(n=number, hand=hand, what=st.sampled_from(["validate", "validate", "sign", "return", "review", "end"]))
    def plan(self, n: int, hand: int, what: str) -> None:
        now, ids = self.tick(), self.ids(Plan)
        if not ids:
            return
        with system(JOB):
            version = Plan.objects.for_system(JOB).get(pk=ids[n % len(ids)]).version
        command, given = {
            "validate": (commands.validate_plan, {"now": now, "version": version}),
            "sign": (commands.sign_plan, {"now": now, "version": version, "signed_on": now.date(),
                     "capacity": "person", "way": "signature", "signature_id": new_id()}),
            "return": (commands.return_plan, {}), "end": (commands.end_plan, {"now": now, "reason": "moved"}),
            "review": (commands.review_plan, {"now": now, "review_id": new_id(), "note": "", "language": "ar",
                       "results": {}}),
        }[what]  # fmt: skip
        self.on_one(Plan, "plan_id", n, 2 if what == "validate" and n % 2 else hand, command, **given)

    @rule(n=number, hand=hand, what=st.sampled_from(["take", "decline", "undo"]))
    def request(self, n: int, hand: int, what: str) -> None:
        if what == "undo":
            self.on_one(CircuitStep, "step_id", n, hand, undo_step, now=self.tick(), reason="mistake")
        else:
            command, given = (take_request, {}) if what == "take" else (decline_request, {"reason": "NO_PLACE"})
            self.on_one(ServiceRequest, "request_id", n, hand, command, now=self.tick(), **given)

    # Children

    @rule(hand=hand)
    def signal(self, hand: int) -> None:
        tried(self.world.hands[hand], record_signal, **SIGNAL, now=self.tick(), signal_id=new_id())

    @rule(n=number, m=number, what=st.sampled_from(["take", "dismiss", "join", "open"]), is_cell=st.booleans())
    def act_on_signal(self, n: int, m: int, what: str, is_cell: bool) -> None:
        hand, now, ids = 5 if is_cell else n % 6, self.tick(), self.ids(ProtectionSignal)
        if what == "open":
            self.on_one(SignalChild, "child_id", n, hand, open_from_signal, now=now, case_id=new_id())
        elif what == "join":
            event = ids[m % len(ids)]
            self.on_one(ProtectionSignal, "signal_id", n, hand, join_signal, now=now, event_id=event)
        else:
            command, given = (take_signal, {}) if what == "take" else (dismiss_signal, {"reason": "no_child"})
            self.on_one(ProtectionSignal, "signal_id", n, hand, command, now=now, **given)

    # The days

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)
        commands.follow_cases(now=self.now, today=self.now.date())

    @invariant()
    def nothing_goes_where_its_table_does_not_lead(self) -> None:
        with system(JOB), connection.cursor() as cursor:
            cursor.execute(self.world.read)
            now = {(name, pk): state for name, pk, state in cursor.fetchall()}
        for (name, pk), state in now.items():
            before = self.before.get((name, pk), state)
            if before != state:
                assert state in self.world.lives[name][before], (name, before, state)
                self.world.moved.add(name)
        assert set(self.before) <= set(now), "a row went away"
        self.before = now
