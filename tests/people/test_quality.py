"""Precision published, a run that stops by itself, and what the answers teach."""

from datetime import UTC, datetime
from random import Random

import pytest
from tests.access.factories import actor, working_as
from tests.people.factories import registration

from wasl.core.authority import NotAllowed
from wasl.core.permissions import Permission
from wasl.core.scope import entered, system
from wasl.people import commands, queries
from wasl.people.commands import finding
from wasl.people.linkage.rescorer import Label, fit, learns, loss
from wasl.people.models import LikelyDouble, LinkageRun
from wasl.people.rules import Answer, Tier
from wasl.people.rules.review import Counts, Halt, Precision, halt_of, wilson

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("counts", "is_full", "usual", "halt"),
    [
        (Counts(100, automatic=90), True, None, None),
        (Counts(1_000, automatic=300, review=37), True, None, None),
        (Counts(1_000, automatic=700), True, None, Halt.TOO_MANY),
        (Counts(1_000, automatic=300), True, 0.05, Halt.SURGE),
        (Counts(1_000, automatic=100), True, 0.05, None),
        (Counts(1_000, automatic=300, review=400), True, None, Halt.TOO_MUCH_REVIEW),
        (Counts(1_000, automatic=300, expected_wrong=9), True, None, Halt.UNCERTAIN),
        (Counts(50_000, automatic=1), True, None, Halt.NONE_FOUND),
        (Counts(50_000, automatic=1), False, None, None),
    ],
)
def test_what_is_implausible_stops_a_run(counts, is_full, usual, halt):
    assert halt_of(counts, is_full=is_full, usual_rate=usual) is halt


def test_nothing_is_published_under_thirty():
    assert Precision(40, 29, 29).share is None and Precision(40, 29, 29).interval is None
    assert Precision(40, 30, 30).share == 1.0


@pytest.mark.parametrize(
    ("right", "checked", "low", "high"), [(30, 30, 0.8865, 1.0), (98, 100, 0.9300, 0.9945), (0, 30, 0.0, 0.1135)]
)
def test_the_interval_is_wilsons(right, checked, low, high):
    assert wilson(right, checked) == pytest.approx((low, high), abs=5e-4)


WORTH = {"date_same": 2.5, "year_same": 0, "year_differs": -2.5, "given_same": 1.5, "given_differs": -1.5}


def drawn_labels(number, seed):
    """Answers that follow a known rule: the date and the given name decide, the phone is noise."""
    random = Random(seed)
    made = []
    for _ in range(number):
        date, given = (
            random.choice(["date_same", "year_same", "year_differs"]),
            random.choice(["given_same", "given_differs"]),
        )
        score = {"date_same": 2.5, "year_same": 0, "year_differs": -2.5}[date] + (
            1.5 if given == "given_same" else -1.5
        )
        is_same = random.random() < 1 / (1 + 2.718281828**-score)
        phone = random.choice(["phone_same", "phone_differs"])
        made.append(Label((date, given, phone), random.gauss(score, 3), is_same))
    return made


def test_two_thousand_answers_teach_what_decides():
    scorer = fit(drawn_labels(2_000, 1))
    effects = dict(zip(("", "weight", *scorer.levels), scorer.effects, strict=True))
    assert effects["date_same"] > effects["year_same"] > effects["year_differs"]
    assert abs(effects["phone_same"] - effects["phone_differs"]) < 0.5
    sure = scorer.probability(("date_same", "given_same"), 4)
    assert sure > 0.9 > 0.1 > scorer.probability(("year_differs", "given_differs"), -4)


def test_what_was_learnt_is_nearer_the_truth_on_answers_not_seen():
    unseen, scorer = drawn_labels(1_000, 7), fit(drawn_labels(2_000, 1))
    told = [scorer.probability(each.reasons, each.weight) for each in unseen]
    before = [1 / (1 + 2**-each.weight) for each in unseen]
    answers = [each.is_same for each in unseen]
    assert loss(told, answers) < loss(before, answers) - 0.02
    assert learns(drawn_labels(2_000, 1), [1 / (1 + 2**-each.weight) for each in drawn_labels(2_000, 1)])


def test_one_kind_of_answer_teaches_nothing():
    with pytest.raises(ValueError, match="both answers"):
        fit([Label(("date_same",), 3.0, True)])


@pytest.fixture
def checked(institution, monkeypatch):
    """Thirty-two automatic links, all drawn; thirty right, one wrong, one that cannot be told."""
    monkeypatch.setattr(finding, "DRAWN", 1_000)
    worker, judge = actor("SOCIAL_WORKER", institution.centre), actor("ADJUDICATOR", institution.hq)
    with entered(worker):
        ids = [registration(worker).pk for _ in range(64)]
    pairs = [
        commands.ProposedPair(one, other, 0.999, 20, Tier.AUTO, ("date_same", "given_same"))
        for one, other in zip(ids[::2], ids[1::2], strict=True)
    ]
    assert commands.store_pairs(pairs=pairs)["linked"] == 32
    answers = [Answer.DIFFERENT, Answer.UNSURE] + [Answer.SAME] * 30
    with entered(judge):
        doubles = [item.pair for item in queries.doubles_to_decide(actor=judge)]
        for double, answer in zip(doubles, answers, strict=True):
            commands.decide_double(actor=judge, double_id=double.pk, answers={double.other_id: answer})
    return institution


def test_precision_is_published_to_those_of_the_territory(checked):
    with working_as("DELEGATE", checked.delegation) as delegate:
        assert queries.precision(actor=delegate) == Precision(drawn=32, checked=31, right=30, unsure=1)
    with working_as("DELEGATE", checked.other) as other:
        assert queries.precision(actor=other) == Precision(0, 0, 0, 0)
    with working_as("SOCIAL_WORKER", checked.centre) as worker, pytest.raises(NotAllowed):
        queries.precision(actor=worker)


def test_labels_are_the_answers_without_anybody_in_them(checked):
    found = queries.labels()
    assert len(found) == 31 and sum(label.is_same for label, _before in found) == 30
    assert {label.reasons for label, _before in found} == {("date_same", "given_same")}


def test_the_queue_is_ordered_anew_by_what_answers_teach(checked, monkeypatch):
    monkeypatch.setattr(commands.running, "LABELS_NEEDED", 1)
    monkeypatch.setattr(commands.running, "learns", lambda *_: True)
    worker = actor("SOCIAL_WORKER", checked.centre)
    with entered(worker):
        one, other = (registration(worker).pk for _ in range(2))
    commands.store_pairs(pairs=[commands.ProposedPair(one, other, 0.5, 1, Tier.REVIEW, ("date_same", "given_same"))])
    assert commands.rescore_pairs() == 1
    with system("find person"):
        assert LikelyDouble.objects.for_system("find person").get(one=one).strength > 0.8


def test_without_enough_answers_the_order_stays(checked):
    assert commands.rescore_pairs() == 0


def test_a_run_that_is_implausible_is_kept_halted(institution):
    run = commands.begin_run(is_full=True, now=NOW)
    with pytest.raises(commands.RunHalted) as raised:
        commands.watch_run(run_id=run.pk, counts=Counts(1_000, automatic=900), now=NOW)
    assert raised.value.halt is Halt.TOO_MANY
    assert LinkageRun.objects.get(pk=run.pk).state == "HALTED"
    with pytest.raises(commands.StillHalted):
        commands.begin_run(is_full=True, now=NOW)


def test_a_run_that_went_well_says_what_it_expects(institution):
    run = commands.begin_run(is_full=False, now=NOW)
    counts = Counts(1_000, automatic=200, review=30, expected_wrong=0.4)
    commands.watch_run(run_id=run.pk, counts=counts, now=NOW)
    commands.end_run(run_id=run.pk, counts=counts, vetoed=12, now=NOW)
    with working_as("STATISTICIAN", institution.hq) as reader:
        assert queries.expected_wrong(actor=reader, now=NOW) == pytest.approx(0.4)
        (shown,) = queries.runs(actor=reader)
    assert (shown.state, shown.vetoed) == ("DONE", 12)
    assert Permission.LINKAGE_READ in reader.permissions
