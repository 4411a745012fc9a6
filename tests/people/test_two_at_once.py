"""Two who change who is one person at the same time, on real connections: what stands afterwards is what both said."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction
from tests.access.factories import actor
from tests.network.factories import SmallInstitution
from tests.people.factories import registration

from wasl.core.permissions import Permission
from wasl.core.scope import entered, system
from wasl.people import commands
from wasl.people.models import LikelyDouble, PersonLink, Verdict
from wasl.people.rules import Answer, Tier

ADJUDICATE = Permission.PERSON_ADJUDICATE
ROUNDS = 4


class Scene:
    """Three registrations a, b, c of one centre, pairs between all of them, two adjudicators."""

    def __init__(self):
        with transaction.atomic():
            self.institution = SmallInstitution()
            self.worker = actor("SOCIAL_WORKER", self.institution.centre)
            self.judges = [actor("ADJUDICATOR", self.institution.hq) for _ in range(2)]
            self.again()

    def again(self):
        with transaction.atomic():
            with entered(self.worker):
                self.a, self.b, self.c = (registration(self.worker).pk for _ in range(3))
            pairs = ((self.a, self.b), (self.b, self.c), (self.a, self.c))
            commands.store_pairs(
                pairs=[commands.ProposedPair(one, other, 0.9, 9.0, Tier.REVIEW) for one, other in pairs]
            )

    def decides(self, judge, one, other, answer):
        with transaction.atomic(), entered(judge):
            double = LikelyDouble.objects.visible_to(judge, ADJUDICATE).get(one=one, other=other)
            (verdict,) = commands.decide_double(actor=judge, double_id=double.pk, answers={other: answer})
        return verdict

    def persons(self):
        with transaction.atomic(), system("find person"):
            links = PersonLink.objects.for_system("find person").filter(until_at__isnull=True)
            own = links.filter(registration__in=[self.a, self.b, self.c])
            found = dict(own.values_list("registration_id", "person_id"))
        return [found[pk] for pk in (self.a, self.b, self.c)]


@pytest.fixture
def scene(fresh_database):
    return Scene()


def together(*acts):
    """Runs the acts at the same moment, each on its own connection; answers results or exceptions, in order."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("answers", [(Answer.SAME, Answer.SAME), (Answer.SAME, Answer.DIFFERENT)])
def test_of_two_adjudicators_of_one_pair_the_second_is_told(scene, answers):
    for _round in range(ROUNDS):
        scene.again()
        first, second = (
            lambda judge=judge, answer=answer: scene.decides(judge, scene.a, scene.b, answer)
            for judge, answer in zip(scene.judges, answers, strict=True)
        )
        results = together(first, second)
        refused = [each for each in results if isinstance(each, commands.AlreadyDecided)]
        assert len(refused) == 1, results
        with transaction.atomic(), system("find person"):
            rows = Verdict.objects.for_system("find person").filter(one=scene.a, other=scene.b, until_at__isnull=True)
            (standing,) = rows
        a, b, _c = scene.persons()
        assert (a == b) is (standing.answer == "SAME")


def test_a_chain_merged_from_both_ends_is_one_person(scene):
    for _round in range(ROUNDS):
        scene.again()
        results = together(
            lambda: scene.decides(scene.judges[0], scene.a, scene.b, Answer.SAME),
            lambda: scene.decides(scene.judges[1], scene.b, scene.c, Answer.SAME),
        )
        assert not [each for each in results if isinstance(each, Exception)], results
        assert len(set(scene.persons())) == 1


def test_three_merges_in_a_ring_end(scene):
    for _round in range(ROUNDS):
        scene.again()
        results = together(
            lambda: scene.decides(scene.judges[0], scene.a, scene.b, Answer.SAME),
            lambda: scene.decides(scene.judges[1], scene.b, scene.c, Answer.SAME),
            lambda: scene.decides(scene.judges[0], scene.a, scene.c, Answer.SAME),
        )
        assert not [each for each in results if isinstance(each, Exception)], results
        assert len(set(scene.persons())) == 1


def test_unmerging_while_another_merges_leaves_what_the_verdicts_say(scene):
    for _round in range(ROUNDS):
        scene.again()
        verdict = scene.decides(scene.judges[0], scene.a, scene.b, Answer.SAME)

        def undo(verdict=verdict):
            with transaction.atomic(), entered(scene.judges[0]):
                commands.take_back(actor=scene.judges[0], verdict_id=verdict)

        results = together(undo, lambda: scene.decides(scene.judges[1], scene.b, scene.c, Answer.SAME))
        assert not [each for each in results if isinstance(each, Exception)], results
        a, b, c = scene.persons()
        assert b == c and a != b


def test_merging_while_another_says_not_the_same_never_joins_who_is_kept_apart(scene):
    for _round in range(ROUNDS):
        scene.again()
        scene.decides(scene.judges[0], scene.a, scene.b, Answer.SAME)
        together(
            lambda: scene.decides(scene.judges[0], scene.a, scene.c, Answer.DIFFERENT),
            lambda: scene.decides(scene.judges[1], scene.b, scene.c, Answer.SAME),
        )
        a, _b, c = scene.persons()
        assert a != c


def test_undoing_twice_at_once_undoes_once(scene):
    verdict = scene.decides(scene.judges[0], scene.a, scene.b, Answer.SAME)

    def undo(judge):
        with transaction.atomic(), entered(judge):
            commands.take_back(actor=judge, verdict_id=verdict)

    results = together(lambda: undo(scene.judges[0]), lambda: undo(scene.judges[1]))
    assert [type(each) for each in results if each] == [commands.NothingToUndo]
    assert len(set(scene.persons())) == 3
