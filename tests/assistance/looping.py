"""Random histories of orientations by the room's own commands, against what the rules say of each."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.access.factories import actor as new_actor
from tests.assistance.factories import NOW, Place, again, person
from tests.assistance.loops import DAYS, Dossier, Link, Sent, is_allowed
from wasl.access.models import Posting
from wasl.assistance import commands
from wasl.assistance.commands.handing import hand_over
from wasl.assistance.commands.placing import Refused
from wasl.assistance.commands.transfers import decide_transfer, propose_transfer, take_over
from wasl.assistance.queries.links import current_code
from wasl.assistance.rules import ANSWERS, OPEN_ORIENTATION, WAITS_FOR_ANSWER, CaseState, OrientationState, Step, Via
from wasl.assistance.rules.links import CodeSaid
from wasl.core.actor import NOMINATIVE, Actor
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission
from wasl.core.scope import entered, system

S = OrientationState
HANDS = ("sender", "colleague", "receiver", "there", "supervisor", "delegate")
OFFICERS = ("sender", "colleague", "receiver", "there")
_ROWS = (
    "SELECT o.id, o.state, o.due_on, o.path, o.level, o.owner_id, o.answer,"
    " (SELECT array_agg(s.step::text ORDER BY s.at) FROM assistance_orientationstep s"
    "  WHERE s.orientation_id = o.id AND s.path = o.path AND s.level = o.level),"
    " EXISTS (SELECT FROM assistance_orientationlink l WHERE l.orientation_id = o.id AND l.path <> o.path),"
    " EXISTS (SELECT FROM assistance_orientationstep s WHERE s.orientation_id = o.id AND s.step = 'CLOTUREE'"
    "  AND s.reason <> '' AND s.reason = o.answer_reason)"
    " FROM assistance_orientation o"
)


class World:
    """What every history begins with, made once; each history is rolled back."""

    def __init__(self) -> None:
        self.place = place = Place()
        self.units = {"sender": place.centre, "colleague": place.centre, "receiver": place.sister,
                      "there": place.stranger}  # fmt: skip
        self.actors = {name: new_actor("WOMEN_OFFICER", unit) for name, unit in self.units.items()}
        self.actors["supervisor"] = new_actor("SUPERVISOR", place.delegation)
        self.actors["delegate"] = new_actor("DELEGATE", place.delegation)
        self.deciding = {place.stranger.path: new_actor("DELEGATE", place.other)}
        self.persons = {self.units[name].path: person(self.actors[name]).pk for name in ("sender", "receiver", "there")}
        self.she = person(self.actors["sender"]).pk


class Looping(RuleBasedStateMachine):
    world: World
    number = st.integers(0, 59)
    hand = st.sampled_from(HANDS)
    officer = st.sampled_from(OFFICERS)
    reason = st.sampled_from(["", "NO_PLACE", "NO_PLACE", "ZZZ"])
    ahead = st.sampled_from([None, -1, 0, 3, 15])
    said = st.sampled_from(sorted(set(S) - {S.DRAFT}))

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = NOW
        self.actors = dict(self.world.actors)
        self.sent: list[Sent] = []
        self.dossier: Dossier

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # Who may do what

    def tried(self, who: Actor, command: Any, **values: Any) -> tuple[bool, Any]:
        """Whether it was done, and what it gave."""
        fresh = again(who)
        try:
            with transaction.atomic(), entered(fresh):
                return True, command(actor=fresh, **values)
        except (Refused, NotAllowed):
            return False, None

    def chosen(self, number: int) -> Sent:
        return self.sent[number % len(self.sent)]

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def may_see(self, name: str, row: Sent) -> bool:
        who = self.actors[name]
        is_near = any(path.startswith(who.path) for path in (row.path, row.to_path) if path)
        return is_near and self.may_read(who, row)

    def may_read(self, who: Actor, row: Sent) -> bool:
        if row.is_of_case and who.account_id in self.dossier.denied:
            return False
        return row.level < NOMINATIVE or (who.level >= NOMINATIVE and who.account_id in self.dossier.named)

    def may_work(self, name: str) -> bool:
        """At the dossier's centre, and able to read it."""
        who, dossier = self.actors[name], self.dossier
        is_named = dossier.level < NOMINATIVE or who.account_id in dossier.named
        return self.world.units[name] == dossier.unit and is_named and who.account_id not in dossier.denied

    def of_dossier(self) -> list[Sent]:
        return [row for row in self.sent if row.is_of_case]

    # Sending

    @initialize()
    def begin(self) -> None:
        worker = self.actors["sender"]
        done, case = self.tried(
            worker, commands.open_case, now=self.now, case_id=new_id(), registration_id=self.world.she, basis="CONSENT"
        )
        assert done
        self.dossier = Dossier(case.pk, self.world.she, self.world.place.centre, worker.account_id)
        self.send("sender", inside=True, of_case=True, urgency="urgent", named=True)
        self.send("sender", inside=False, of_case=False, urgency="danger", named=False)

    @precondition(lambda self: len(self.sent) < 5)
    @rule(name=officer, inside=st.booleans(), of_case=st.booleans(), urgency=st.sampled_from(
        ["normal", "urgent", "danger"]), named=st.booleans())  # fmt: skip
    def send(self, name: str, inside: bool, of_case: bool, urgency: str, named: bool) -> None:
        who, unit, now, dossier = self.actors[name], self.world.units[name], self.tick(), self.dossier
        is_hidden = of_case and dossier.level >= NOMINATIVE
        place = self.world.place
        to = None if not inside else place.centre if unit == place.sister else place.sister
        receiver = self.actors["receiver" if to == place.sister else "colleague"].account_id
        done, row = self.tried(
            who, commands.send_orientation, now=now, orientation_id=new_id(), service="JUR", urgency=urgency,
            destination="EN_CENTRE" if inside else "HOPITAL", to_unit_id=to and to.pk, basis="CONSENT",
            registration_id=dossier.registration_id if of_case else self.world.persons[unit.path],
            case_id=dossier.id if of_case else None, receiver_ids=[receiver] if named else [],
        )  # fmt: skip
        may = not of_case or (self.may_work(name) and (named or not inside or not is_hidden))
        assert done is may
        if done:
            if is_hidden and inside:
                dossier.named.add(receiver)
            self.sent.append(
                Sent(
                    urgency, id=row.pk, path=unit.path, to_path=to.path if to else "", owner=who.account_id,
                    is_of_case=of_case, level=dossier.level if of_case else 2, sent_on=now.date(),
                )
            )  # fmt: skip
            self.sent[-1].enter(S.SENT, now.date())

    # Answering

    def at(self, ahead: int | None) -> datetime | None:
        return None if ahead is None else self.now + timedelta(days=ahead)

    @rule(n=number, name=hand, said=said, via=st.sampled_from([Via.SCREEN, Via.SCREEN, Via.COUPON, Via.PHONE]),
          reason=reason, ahead=ahead)  # fmt: skip
    def answer(self, n: int, name: str, said: str, via: str, reason: str, ahead: int | None) -> None:
        row, now = self.chosen(n), self.tick()
        at = self.at(ahead) if said == S.APPOINTED else None
        done, _ = self.tried(
            self.actors[name], commands.answer_orientation, now=now, orientation_id=row.id, answer=said, via=via,
            reason=reason, appointment_at=at,
        )  # fmt: skip
        who = self.actors[name]
        may = self.may_see(name, row) and who.may(Permission.ORIENTATION_ANSWER)
        may = may and (via != Via.SCREEN or (row.to_path != "" and row.to_path.startswith(who.path)))
        assert done is (may and row.say(said, reason, at, now))

    @rule(n=number, name=hand)
    def receive_as(self, n: int, name: str) -> None:
        row, who = self.chosen(n), self.actors[name]
        mine = self.world.persons.get(row.to_path, self.world.she)
        done, _ = self.tried(who, commands.receive_orientation_as, orientation_id=row.id, registration_id=mine)
        may = self.may_see(name, row) and who.may(Permission.ORIENTATION_ANSWER) and row.to_path.startswith(who.path)
        assert done is (may and row.to_path != "")

    @rule(n=number, name=hand)
    def acknowledge(self, n: int, name: str) -> None:
        row, who = self.chosen(n), self.actors[name]
        done, _ = self.tried(who, commands.acknowledge_answer, now=self.tick(), orientation_id=row.id)
        assert done is (self.may_see(name, row) and who.may(Permission.ORIENTATION_SEND))

    @rule(n=number, name=hand, reason=reason)
    def close(self, n: int, name: str, reason: str) -> None:
        row, who, now = self.chosen(n), self.actors[name], self.tick()
        done, _ = self.tried(who, commands.close_orientation, now=now, orientation_id=row.id, reason=reason)
        may = self.may_see(name, row) and who.may(Permission.ORIENTATION_SEND)
        is_said = row.state not in WAITS_FOR_ANSWER or reason == "NO_PLACE"
        assert done is (may and (row.state == S.CLOSED or (row.path.startswith(who.path) and is_said)))
        if done and row.is_open:
            row.enter(S.CLOSED, now.date())

    # Without an account

    @rule(n=number, name=hand, what=st.sampled_from(["make", "make", "code", "end"]))
    def link(self, n: int, name: str, what: str) -> None:
        row, who, now = self.chosen(n), self.actors[name], self.tick()
        may = self.may_see(name, row) and who.may(Permission.ORIENTATION_SEND) and row.path.startswith(who.path)
        may = may and not row.to_path and (row.is_open or what == "end")
        given = {"now": now, "orientation_id": row.id}
        until = now + timedelta(days=DAYS["orientation.link_days"])
        if what == "make":
            done, made = self.tried(who, commands.make_link, lang="fr", **given)
            assert done is may
            if done:
                self.revoke(row)
                row.links.append(Link(made.secret, made.code, until))
        elif what == "code":
            done, made = self.tried(who, commands.new_link_code, **given)
            assert done is (may and row.link is not None)
            if done:
                row.link.spent, row.link.code = row.link.code, current_code(made)
                row.link.wrong, row.link.until = 0, until
        else:
            done, _ = self.tried(who, commands.end_link, **given)
            assert done is may
            if done:
                self.revoke(row)

    def revoke(self, row: Sent) -> None:
        for link in row.links:
            link.is_revoked = True

    @precondition(lambda self: any(row.links for row in self.sent))
    @rule(n=number, code=st.sampled_from(["right", "right", "spent", "wrong"]), said=said, reason=reason, ahead=ahead)
    def answer_by_link(self, n: int, code: str, said: str, reason: str, ahead: int | None) -> None:
        row, link = self.linked(n)
        now, at = self.tick(), self.at(ahead) if said == S.APPOINTED else None
        typed = {"right": link.code, "spent": link.spent, "wrong": "nothing"}[code]
        page = commands.answer_link(
            secret=link.secret, code=typed, now=now, answer=said, reason=reason, appointment_at=at
        )
        is_blocked = link.wrong >= DAYS["orientation.link_wrong_codes"]
        if link.is_revoked or not row.is_open or is_blocked or now >= link.until:
            assert not page.is_noted and page.sheet is None
        elif code == "right":
            noted = said in ANSWERS and row.say(said, reason if said == S.REFUSED else "", at, now)
            assert page.is_noted is noted
            if noted:
                link.spent, link.code, link.wrong = link.code, page.next_code, 0
        else:
            assert page.sheet is None
            link.wrong += page.said == CodeSaid.WRONG

    def linked(self, n: int) -> tuple[Sent, Link]:
        both = [(row, link) for row in self.sent for link in row.links]
        return both[n % len(both)]

    @precondition(lambda self: any(row.links for row in self.sent))
    @rule(n=number, is_theirs=st.booleans())
    def give_link_back(self, n: int, is_theirs: bool) -> None:
        """Asked for again, or said to have reached somebody else."""
        row, link = self.linked(n)
        if is_theirs:
            commands.ask_for_link(secret=link.secret, now=self.tick())
        else:
            link.is_revoked |= commands.refuse_link(secret=link.secret, now=self.tick()).is_noted

    # The clock

    @rule(days=st.integers(1, 12), is_every_night=st.booleans())
    def wait(self, days: int, is_every_night: bool) -> None:
        for day in range(days):
            self.now += timedelta(days=1)
            if is_every_night or day == days - 1:
                commands.remind_orientations(now=self.tick(), today=self.now.date())
                for row in self.sent:
                    if row.is_open:
                        row.night(self.now.date())
        owners = {row[0]: row[5] for row in self.rows()}
        for row, owner in ((row, owners[row.id]) for row in self.sent if row.is_open):
            if owner != row.owner:
                assert row.owner not in self.able(row), "it was taken from somebody who is there"
            assert owner in self.able(row) or not self.able(row)
            row.owner = owner

    def able(self, row: Sent) -> set[UUID]:
        """Who works there or above, and may read it."""
        return {
            who.account_id
            for who in (*self.actors.values(), *self.world.deciding.values())
            if row.path.startswith(who.path) and self.may_read(who, row)
        }

    # What happens to the dossier and to those who work on it

    @rule(name=st.sampled_from(["sender", "colleague"]))
    def leave(self, name: str) -> None:
        """The posting ends, and another comes to the same desk."""
        if self.now - NOW > timedelta(days=1):
            gone = self.actors[name]
            Posting.objects.filter(pk=gone.posting_id).update(until=self.now.date())
            self.actors[name] = new_actor("WOMEN_OFFICER", self.world.units[name])

    @rule(name=officer, to=officer)
    def hand(self, name: str, to: str) -> None:
        who, heir, dossier = self.actors[name], self.actors[to].account_id, self.dossier
        done, _ = self.tried(who, hand_over, now=self.tick(), case_ids=[dossier.id], to_account_id=heir)
        may_take = self.world.units[to] == dossier.unit and heir not in dossier.denied
        is_hers = self.may_work(name) and dossier.worker == who.account_id
        assert done is (is_hers and (heir == dossier.worker or may_take))
        if done and heir != dossier.worker:
            self.give(dossier.worker, heir)
            dossier.named |= {heir} if dossier.level >= NOMINATIVE else set()

    def give(self, before: UUID | None, to: UUID) -> None:
        self.dossier.worker = to
        for row in self.of_dossier():
            if row.is_open and row.path == self.dossier.unit.path and before in (None, row.owner):
                row.owner = to

    @precondition(lambda self: self.dossier.level < NOMINATIVE)
    @rule(name=officer)
    def turn_grave(self, name: str) -> None:
        who, dossier = self.actors[name], self.dossier
        done, _ = self.tried(who, commands.add_situation, now=self.tick(), case_id=dossier.id, code="VIOL_CONJ")
        assert done is self.may_work(name)
        if done:
            dossier.level = NOMINATIVE
            dossier.named.add(who.account_id)
            for row in self.of_dossier():
                row.level = NOMINATIVE
            self.give(dossier.worker, who.account_id)

    @rule(name=officer, whom=officer, taker=st.sampled_from([None, *OFFICERS]))
    def deny(self, name: str, whom: str, taker: str | None) -> None:
        """Closed to somebody; when that is its worker, another takes it over or nothing is done."""
        who, closed, dossier = self.actors[name], self.actors[whom].account_id, self.dossier
        taker_id = self.actors[taker].account_id if taker else None
        done, _ = self.tried(
            who, commands.deny_reader, now=self.tick(), case_id=dossier.id, account_id=closed, reason="named",
            taker_id=taker_id,
        )  # fmt: skip
        can_take = taker is not None and self.world.units[taker] == dossier.unit and taker != whom
        can_take = can_take and taker_id not in dossier.denied
        assert done is (self.may_work(name) and who.account_id != closed and (dossier.worker != closed or can_take))
        if done and dossier.worker == closed:
            self.give(closed, taker_id)
            dossier.named |= {taker_id} if dossier.level >= NOMINATIVE else set()
        elif done:
            self.give(closed, dossier.worker)
        dossier.denied |= {closed} if done else set()

    @rule(to=st.sampled_from(["sender", "receiver", "there"]))
    def move(self, to: str) -> None:
        """To another centre, with all that is open and all that is not."""
        dossier, taker = self.dossier, self.actors[to]
        worker = next((who for who in self.actors.values() if who.account_id == dossier.worker), None)
        if worker is None or dossier.unit == self.world.units[to] or taker.account_id in dossier.denied:
            return
        takes = taker.account_id if dossier.level >= NOMINATIVE else None
        transfer_id = new_id()
        done, _ = self.tried(
            worker, propose_transfer, now=self.tick(), transfer_id=transfer_id, case_id=dossier.id, reason="NEARER",
            to_unit_id=self.world.units[to].pk, words="Reste à appeler", takes_id=takes,
        )  # fmt: skip
        if not done:
            assert dossier.level >= NOMINATIVE and dossier.worker not in dossier.named
            return
        if takes is None:
            delegate = self.world.deciding.get(dossier.unit.path, self.actors["delegate"])
            assert self.tried(delegate, decide_transfer, now=self.tick(), transfer_id=transfer_id, allows=True)[0]
        done, case = self.tried(taker, take_over, now=self.tick(), transfer_id=transfer_id)
        assert done
        for row in self.of_dossier():
            assert row.path == dossier.unit.path
            row.path = self.world.units[to].path
        dossier.unit, dossier.registration_id = self.world.units[to], case.registration_id
        dossier.named = {taker.account_id} if dossier.level >= NOMINATIVE else set()
        self.give(None, taker.account_id)
        self.tried(taker, commands.advance_case, now=self.tick(), case_id=dossier.id, to=CaseState.RUNNING)

    # What always holds

    def rows(self) -> list[tuple[Any, ...]]:
        with system("remind orientations"), connection.cursor() as cursor:
            cursor.execute(_ROWS)
            return cursor.fetchall()

    @invariant()
    def each_is_where_the_rules_say(self) -> None:
        found = {row[0]: row[1:] for row in self.rows()}
        assert len(found) == len(self.sent)
        for row in self.sent:
            state, due, path, level, owner, answer, steps, is_astray, is_told = found[row.id]
            assert (state, path, level, answer) == (row.state, row.path, row.level, row.answer)
            assert is_allowed(steps) and not is_astray
            assert state != S.CLOSED or answer or Step.UNANSWERED in steps or is_told
            if state in OPEN_ORIENTATION:
                assert owner == row.owner
                assert due == row.due
