"""Random histories of linking against a plain model of it, written from docs/adr/0022 and not from the product."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.access.factories import actor
from tests.assistance.factories import Place, again
from tests.people.factories import registration
from tests.people.said import Bar, Model, Said

from wasl.assistance.commands import open_case, receive_person, record_act
from wasl.core.identifiers import new_id
from wasl.core.scope import entered, system
from wasl.people import commands
from wasl.people.commands.details import NewDocument
from wasl.people.models import Household, LikelyDouble, Membership, Person, Registration
from wasl.people.queries.consequences import tables_behind
from wasl.people.rules import Answer, Apart, Particulars, Tier

NOW, TODAY = datetime(2026, 11, 24, 9, tzinfo=UTC), date(2026, 11, 24)
CARDS = ("JB44551", "K991234")
#: What is said, and what follows from it; every other table must not change when something is said.
LINKAGE = {"people_personlink", "people_verdict", "people_cannotlink", "people_likelydouble"}
#: Of the dated tables, what is in force. What has ended is the record of the merges themselves.
IN_FORCE = {
    "people_personlink": "SELECT registration_id, person_id FROM people_personlink WHERE until_at IS NULL",
    "people_verdict": "SELECT id, one_id, other_id, level, answer, source FROM people_verdict WHERE until_at IS NULL",
    "people_cannotlink": "SELECT id, one_id, other_id, level, reason FROM people_cannotlink WHERE until_at IS NULL",
}


def all_tables() -> list[str]:
    """Every table with a path to a registration or a person, found from the models."""
    found = [model for root in (Registration, Person) for model in tables_behind(root, with_history=True)]
    return sorted({model._meta.db_table for model in (Registration, Person, *found)})


def snapshot(tables: list[str]) -> dict[str, str]:
    parts = (
        f"SELECT '{table}', md5(string_agg(row, ' ' ORDER BY row))"
        f" FROM (SELECT md5(t::text) AS row FROM ({IN_FORCE.get(table, f'TABLE {table}')}) t) rows"
        for table in tables
    )
    with system("find person"), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


class World:
    """What every history begins with, made once; each history is rolled back."""

    def __init__(self) -> None:
        self.place = Place()
        self.workers = [actor("WOMEN_OFFICER", unit) for unit in (self.place.centre, self.place.sister)]
        self.judge = actor("ADJUDICATOR", self.place.hq)
        self.protected = actor("ADJUDICATOR_PROTECTED", self.place.hq)
        self.tables = all_tables()


class Merging(RuleBasedStateMachine):
    world: World
    number = st.integers(0, 59)

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.model = Model()
        self.regs: list[tuple[UUID, int]] = []
        self.own: dict[UUID, UUID] = {}
        self.unlinked: dict[str, str] | None = None
        self.protected: set[UUID] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # Who is chosen

    def reg(self, number: int) -> tuple[UUID, int]:
        return self.regs[number % len(self.regs)]

    def two(self, a: int, b: int, *, of_one_unit: bool = False) -> tuple[tuple[UUID, UUID], int] | None:
        (one, unit), (other, theirs) = self.reg(a), self.reg(b)
        if one == other or (of_one_unit and unit != theirs):
            return None
        return (min(one, other), max(one, other)), unit

    def judge_of(self, pair: tuple[UUID, UUID]) -> Any:
        hidden = any(self.model.of(pk) & self.protected for pk in pair)
        return self.world.protected if hidden else self.world.judge

    # What happens besides

    @initialize()
    def begin(self) -> None:
        for unit in (0, 0, 1, 1):
            self.register(unit)

    @rule(unit=st.integers(0, 1))
    def register(self, unit: int) -> None:
        if len(self.regs) < 7:
            who = self.world.workers[unit]
            with entered(who):
                pk = registration(who, birth_year=1980 + len(self.regs)).pk
            self.regs.append((pk, unit))
            self.own[pk] = self.links()[pk]
        self.unlinked = None

    @rule(n=number, name=st.sampled_from(["Fatima", "Malika", "Rachida"]))
    def correct(self, n: int, name: str) -> None:
        pk, unit = self.reg(n)
        who = again(self.world.workers[unit])
        with entered(who):
            kept = Registration.objects.visible_to(who, commands.access.Permission.PERSON_CORRECT).get(pk=pk)
            words = Particulars(given_latin=name, family_latin="Ait Hammou", sex="F")
            commands.correct_registration(
                actor=who, registration_id=pk, version=kept.version, particulars=words, now=NOW, is_approved=True
            )
        self.unlinked = None

    @rule(n=number, number=st.sampled_from(CARDS))
    def card(self, n: int, number: str) -> None:
        pk, unit = self.reg(n)
        who = self.world.workers[unit]
        with entered(who):
            commands.add_document(actor=who, registration_id=pk, document=NewDocument("CNIE", number), today=TODAY)
        self.model.cards.setdefault(pk, set()).add(number)
        self.unlinked = None

    @rule(n=number)
    def visit(self, n: int) -> None:
        pk, unit = self.reg(n)
        who = self.world.workers[unit]
        with entered(who):
            visit = receive_person(
                actor=who, now=NOW, reception_id=new_id(), need="ECO", urgency="normal", registration_id=pk,
                is_confirmed=True,
            )  # fmt: skip
            record_act(actor=who, now=NOW, act_id=new_id(), service="ECO", registration_ids=[pk], reception_id=visit.pk)
        self.unlinked = None

    @rule(n=number)
    def household(self, n: int) -> None:
        pk, unit = self.reg(n)
        who = again(self.world.workers[unit])
        with entered(who):
            try:
                commands.create_household(actor=who, registration_id=pk)
            except commands.AlreadyMember:
                return
        self.unlinked = None

    @rule(n=number)
    def protect(self, n: int) -> None:
        pk, unit = self.reg(n)
        who = again(self.world.workers[unit])
        with entered(who):
            open_case(
                actor=who, now=NOW, case_id=new_id(), registration_id=pk, basis="CONSENT",
                situations=[("VIOL_CONJ", 3, TODAY)],
            )  # fmt: skip
        self.protected.add(pk)
        self.unlinked = None

    # What is said

    @rule(a=number, b=number)
    def confirm(self, a: int, b: int) -> None:
        if not (chosen := self.two(a, b, of_one_unit=True)):
            return
        pair, unit = chosen
        who = self.world.workers[unit]
        is_joined, is_barred = pair[1] in self.model.of(pair[0]), self.model.is_barred(*pair)
        with entered(who):
            said = commands.confirm_same(actor=who, registration_id=pair[0], as_registration_id=pair[1])
        assert said is (is_joined or not is_barred)
        if not is_joined:
            self.model.note_cards(self.model.of(pair[0]), self.model.of(pair[1]))
            if not is_barred:
                self.model.add(pair, "SAME", "WORKER")

    @rule(a=number, b=number)
    def link_automatically(self, a: int, b: int) -> None:
        if not (chosen := self.two(a, b)):
            return
        pair, _unit = chosen
        mine, theirs = self.model.of(pair[0]), self.model.of(pair[1])
        is_joined = pair[1] in mine
        is_left = self.model.is_barred(*pair) or (mine | theirs) & self.protected or self.model.was_parted(*pair)
        counts = commands.store_pairs(pairs=[commands.ProposedPair(*pair, 0.999, 20.0, Tier.AUTO)])
        assert counts == {"done": int(is_joined), "linked": int(not is_joined and not is_left), "kept": int(
            not is_joined and bool(is_left))}  # fmt: skip
        if not is_joined:
            self.model.note_cards(mine, theirs)
        if counts["linked"]:
            self.model.add(pair, "SAME", "AUTO")

    def judged(self, pair: tuple[UUID, UUID], answer: str) -> UUID | None:
        """The verdict, or None where the model says that it is refused."""
        commands.store_pairs(pairs=[commands.ProposedPair(*pair, 0.9, 9.0, Tier.REVIEW)])
        standing = self.model.standing(pair, unsure=False)
        expected = None
        if (standing and standing.source == "JUDGE") or (answer == "UNSURE" and self.model.standing(pair, unsure=True)):
            expected = commands.AlreadyDecided
        elif answer == "SAME" and self.model.is_barred(*pair):
            expected = commands.KeptApart
        who = self.judge_of(pair)
        with system("find person"):
            double = LikelyDouble.objects.for_system("find person").get(one=pair[0], other=pair[1])
        with entered(who):
            try:
                (verdict,) = commands.decide_double(actor=who, double_id=double.pk, answers={pair[1]: Answer(answer)})
            except (commands.AlreadyDecided, commands.KeptApart) as refused:
                assert type(refused) is expected
                return None
        assert expected is None
        if answer == "SAME" and pair[1] not in self.model.of(pair[0]):
            self.model.note_cards(self.model.of(pair[0]), self.model.of(pair[1]))
        self.model.add(pair, answer, "JUDGE").id = verdict
        return verdict

    @rule(a=number, b=number, answer=st.sampled_from(["SAME", "SAME", "DIFFERENT", "UNSURE"]))
    def decide(self, a: int, b: int, answer: str) -> None:
        if chosen := self.two(a, b):
            self.judged(chosen[0], answer)

    @rule(a=number, b=number)
    def merge_and_unmerge(self, a: int, b: int) -> None:
        """Right after each other: every table is as it was, but for the journal and what has ended."""
        if not (chosen := self.two(a, b)):
            return
        pair, _unit = chosen
        commands.store_pairs(pairs=[commands.ProposedPair(*pair, 0.9, 9.0, Tier.REVIEW)])
        before = snapshot(self.world.tables)
        verdict = self.judged(pair, "SAME")
        if verdict:
            said = self.model.said[-1]
            self.undone(said)
            bars = {"people_cannotlink"} if len(self.model.cards) > 1 else set()
            after = snapshot(self.world.tables)
            assert {t for t in before if before[t] != after[t]} <= bars

    @precondition(lambda self: any(each.is_active for each in self.model.said))
    @rule(n=number)
    def undo(self, n: int) -> None:
        active = [each for each in self.model.said if each.is_active]
        self.undone(active[n % len(active)])

    def undone(self, said: Said) -> None:
        if said.source == "JUDGE":
            who = self.judge_of(said.pair)
            with entered(who):
                commands.take_back(actor=who, verdict_id=said.id)
            self.model.take_back(said, whole=False)
            return
        who = again(self.world.workers[dict(self.regs)[said.one]])
        with entered(who):
            try:
                commands.unlink(actor=who, registration_id=said.one, verdict_id=self.verdict_id(said))
            except commands.NothingToUndo:
                hidden = self.model.of(said.one) & self.protected
                assert hidden, "a worker undoes what she may see"
                return
        self.model.take_back(said, whole=True)

    def verdict_id(self, said: Said) -> UUID:
        with system("find person"), connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM people_verdict WHERE one_id = %s AND other_id = %s AND until_at IS NULL"
                " AND answer = 'SAME'",
                said.pair,
            )
            return UUID(str(cursor.fetchone()[0]))

    @rule(a=number, b=number, reason=st.sampled_from([Apart.TWINS, Apart.SIBLINGS]))
    def declare_apart(self, a: int, b: int, reason: Apart) -> None:
        if not (chosen := self.two(a, b, of_one_unit=True)):
            return
        pair, unit = chosen
        who = self.world.workers[unit]
        with entered(who):
            commands.keep_apart(actor=who, registration_id=pair[0], other_id=pair[1], reason=reason)
        if not any(bar.is_active and (bar.one, bar.other, bar.reason) == (*pair, reason) for bar in self.model.bars):
            self.model.bars.append(Bar(*pair, reason))
        if pair[1] in self.model.of(pair[0]):
            self.model.cut(pair, None)

    @precondition(lambda self: any(bar.is_active for bar in self.model.bars))
    @rule(n=number)
    def lift(self, n: int) -> None:
        active = [bar for bar in self.model.bars if bar.is_active]
        bar = active[n % len(active)]
        who = self.judge_of((bar.one, bar.other))
        with system("find person"), connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM people_cannotlink WHERE one_id = %s AND other_id = %s AND reason = %s"
                " AND until_at IS NULL",
                [bar.one, bar.other, bar.reason],
            )
            (pk,) = cursor.fetchone()
        with entered(who):
            commands.lift_apart(actor=who, apart_id=pk)
        bar.is_active = False
        if bar.said:
            self.model.take_back(bar.said, whole=False)

    # What always holds

    def links(self) -> dict[UUID, UUID]:
        with system("find person"), connection.cursor() as cursor:
            cursor.execute("SELECT registration_id, person_id FROM people_personlink WHERE until_at IS NULL")
            rows = cursor.fetchall()
        assert len(rows) == len(dict(rows)), "one person at a time"
        return dict(rows)

    def elsewhere(self) -> dict[str, str]:
        return snapshot([table for table in self.world.tables if table not in LINKAGE])

    @invariant()
    def persons_follow_from_what_was_said(self) -> None:
        links = self.links() if self.regs else {}
        for pk, _unit in self.regs:
            assert links[pk] == self.own[min(self.model.of(pk))]

    @invariant()
    def nothing_else_moves(self) -> None:
        if self.regs:
            now = self.elsewhere()
            assert self.unlinked in (None, now)
            self.unlinked = now

    @invariant()
    def the_tables_keep_to_themselves(self) -> None:
        """No bar inside a person; protection reaches every pair; nothing waits that nobody can answer."""
        with system("find person"), connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM people_cannotlink c"
                " JOIN people_personlink a ON a.registration_id = c.one_id AND a.until_at IS NULL"
                " JOIN people_personlink b ON b.registration_id = c.other_id AND b.until_at IS NULL"
                " WHERE c.until_at IS NULL AND a.person_id = b.person_id"
            )
            assert cursor.fetchone() == (0,)
            cursor.execute(
                "SELECT one_id, other_id, level FROM people_likelydouble UNION ALL"
                " SELECT one_id, other_id, level FROM people_verdict UNION ALL"
                " SELECT one_id, other_id, level FROM people_cannotlink"
            )
            for one, other, level in cursor.fetchall():
                assert (level == 4) is bool((self.model.of(one) | self.model.of(other)) & self.protected)

    @invariant()
    def distinct_persons_are_counted_alike(self) -> None:
        with system("count facts"), connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(DISTINCT r.registration_id), count(DISTINCT l.person_id)"
                " FROM assistance_reception r"
                " JOIN people_personlink l ON l.registration_id = r.registration_id AND l.until_at IS NULL"
            )
            registrations, persons = cursor.fetchone()
            cursor.execute("SELECT DISTINCT registration_id FROM assistance_reception")
            seen = [pk for (pk,) in cursor.fetchall()]
        assert registrations == len(seen)
        assert persons == len({min(self.model.of(pk)) for pk in seen})


__all__ = ["Household", "Membership", "Merging", "World"]
