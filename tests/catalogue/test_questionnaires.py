"""Questionnaires as data: the shipped ones, their published cut-offs, points with caps, and versions."""

from copy import deepcopy
from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.db import ProgrammingError, transaction

from tests.access import factories
from tests.network.factories import unit
from wasl.catalogue.commands import CannotPropose, approve, propose, seed
from wasl.catalogue.models import Questionnaire
from wasl.catalogue.queries import questionnaire_version, questionnaires_on
from wasl.catalogue.questionnaires.answers import Missing, findings, is_offered, read, score, shown
from wasl.catalogue.questionnaires.rules import Flaw, WrongForm, form_of
from wasl.catalogue.questionnaires.shipped import shipped
from wasl.catalogue.rules import Fault
from wasl.core.identifiers import new_id

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CONTENTS = {row["code"]: row["content"] for row in shipped()}
FORMS = {code: form_of(content) for code, content in CONTENTS.items()}
ADULT = ("see", "hear", "walk", "remember", "care", "speak")


def adult(**values):
    return {code: [values.get(code, "1")] for code in ADULT}


def test_the_six_questionnaires_are_there():
    assert set(FORMS) == {"NEEDS", "WG_SS", "CFM_2_4", "CFM_5_17", "DANGER_W", "RISK_C"}


@pytest.mark.parametrize("code", FORMS)
def test_each_is_worded_in_its_own_two_scripts(code):
    for question in FORMS[code].questions():
        assert any("ء" <= sign <= "ي" for sign in question.words.ar)
        assert not any("ء" <= sign <= "ي" for sign in question.words.fr)


@pytest.mark.parametrize(("domain", "level"), list(product(ADULT, "1234")))
def test_one_domain_at_a_lot_of_difficulty_reaches_the_published_cut_off(domain, level):
    stands = findings(FORMS["WG_SS"], adult(**{domain: level}))
    assert ("DISABILITY" in stands) == (level in "34")


def test_some_difficulty_everywhere_does_not_reach_it():
    assert findings(FORMS["WG_SS"], {code: ["2"] for code in ADULT}) == []


CHILD = [
    ("CFM_2_4", {"glasses": ["yes"], "see_with": ["3"]}, "SEE"),
    ("CFM_2_4", {"aid": ["no"], "hear": ["4"]}, "HEAR"),
    ("CFM_2_4", {"equipment": ["yes"], "walk_without": ["3"], "walk_with": ["1"]}, "WALK"),
    ("CFM_2_4", {"hits": ["3"]}, "BEHAVE"),
    ("CFM_5_17", {"equipment": ["no"], "walk_100": ["2"], "walk_500": ["3"]}, "WALK"),
    ("CFM_5_17", {"outside": ["3"]}, "SPEAK"),
    ("CFM_5_17", {"worried": ["1"]}, "WORRIED"),
    ("CFM_5_17", {"sad": ["1"]}, "SAD"),
]
NOT_REACHED = [
    ("CFM_2_4", {"hits": ["2"]}),
    ("CFM_2_4", {"glasses": ["yes"], "see_with": ["2"], "see": ["4"]}),
    ("CFM_2_4", {"equipment": ["yes"], "walk_without": ["2"], "walk_with": ["4"]}),
    ("CFM_5_17", {"worried": ["2"], "sad": ["2"]}),
    ("CFM_5_17", {"equipment": ["no"], "walk_100": ["2"], "walk_500_without": ["4"]}),
]


@pytest.mark.parametrize(("code", "answers", "domain"), CHILD)
def test_a_child_reaches_the_cut_off_in_one_domain(code, answers, domain):
    assert set(findings(FORMS[code], answers)) == {"DISABILITY", domain}


@pytest.mark.parametrize(("code", "answers"), NOT_REACHED)
def test_a_child_below_every_cut_off(code, answers):
    assert findings(FORMS[code], answers) == []


@pytest.mark.parametrize(
    ("age", "offered"),
    [
        (1, {"NEEDS", "RISK_C"}), (3, {"NEEDS", "RISK_C", "CFM_2_4"}), (5, {"NEEDS", "RISK_C", "CFM_5_17"}),
        (17, {"NEEDS", "RISK_C", "CFM_5_17", "DANGER_W"}), (18, {"NEEDS", "WG_SS", "DANGER_W"}), (None, set(FORMS)),
    ],
)  # fmt: skip
def test_the_right_set_is_offered_by_age(age, offered):
    rows = shipped()
    ages = {row["code"]: (row["least_age"], row["most_age"]) for row in rows}
    assert {code for code, (a, b) in ages.items() if is_offered(age=age, least_age=a, most_age=b)} == offered


def test_points_stop_at_the_cap_of_their_part_and_each_has_its_question():
    answers = {"sleeps": ["unfit"], "must_leave": ["yes"], "water": ["yes"], "afraid": ["yes"], "tonight": ["yes"]}
    result = score(FORMS["NEEDS"], answers)
    home = result.parts[0]
    assert home.lines == (("sleeps", 7), ("must_leave", 4), ("water", 2))
    assert (home.points, home.counted, home.is_capped) == (13, 10, True)
    assert (result.total, result.most, result.band) == (20, 44, "HIGH")


def test_an_answer_to_a_hidden_question_counts_for_nothing():
    answers = {"afraid": ["no"], "tonight": ["yes"]}
    assert score(FORMS["NEEDS"], answers).total == 0
    assert findings(FORMS["NEEDS"], answers) == []
    assert "tonight" not in {question.code for question in shown(FORMS["NEEDS"], answers)}


@pytest.mark.parametrize("code", ["NEEDS", "DANGER_W", "RISK_C"])
def test_every_level_can_be_reached(code):
    form = FORMS[code]
    assert form.bands[-1].least <= score(form, {}).most


FAULTY = [
    ("depend", ["٣"], Missing.NOT_A_NUMBER),
    ("depend", ["61"], Missing.OUT_OF_BOUNDS),
    ("sleeps", ["moon"], Missing.NOT_OFFERED),
    ("sleeps", ["own", "street"], Missing.ONE_ONLY),
    ("sleeps", [], Missing.UNANSWERED),
    ("first", ["x" * 4001], Missing.TOO_LONG),
]


@pytest.mark.parametrize(("question", "values", "fault"), FAULTY)
def test_an_answer_that_cannot_be(question, values, fault):
    _kept, faults = read(FORMS["NEEDS"], {question: values})
    assert faults[question] == fault


def test_a_day_is_read():
    typed = {"sleeps": ["own"], "must_leave": ["yes"], "leave_on": ["2026-02-31"]}
    assert read(FORMS["NEEDS"], typed)[1]["leave_on"] == Missing.NOT_A_DAY


def spoiled(change):
    content = deepcopy(CONTENTS["NEEDS"])
    change(content)
    return content


SPOILED = [
    (Flaw.SHAPE, lambda c: c.pop("parts")), (Flaw.EMPTY, lambda c: c.update(parts=[], bands=[], findings=[])),
    (Flaw.WORDING, lambda c: c["parts"][0]["questions"][0].update(ar="")),
    (Flaw.CODE, lambda c: c["parts"][0]["questions"][0].update(code="où ?")),
    (Flaw.TWICE, lambda c: c["parts"][1]["questions"][0].update(code="sleeps")),
    (Flaw.NO_OPTIONS, lambda c: c["parts"][0]["questions"][0].pop("options")),
    (Flaw.POINTS, lambda c: c["parts"][0].pop("cap")),
    (Flaw.CONDITION, lambda c: c["parts"][0]["questions"].pop(0)),
    (Flaw.BANDS, lambda c: c["bands"].pop(0)),
]  # fmt: skip


@pytest.mark.parametrize(("flaw", "change"), SPOILED)
def test_a_questionnaire_that_cannot_be_used_says_why(flaw, change):
    with pytest.raises(WrongForm) as raised:
        form_of(spoiled(change))
    assert raised.value.flaw == flaw


def version(content=None):
    content = content or deepcopy(CONTENTS["WG_SS"])
    if content["parts"]:
        content["parts"][0]["questions"][0]["fr"] = "Voyez-vous bien ?"
    given = {"label_fr": "Six questions", "label_ar": "ستة أسئلة", "least_age": 18, "use": "FUNCTION"}
    return Questionnaire(pk=new_id(), code="WG_SS", since=date(2027, 1, 1), content=content, **given)


@pytest.fixture
def planners(db):
    seed()
    hq = unit("HQ")
    return factories.actor("STATISTICIAN", hq), factories.actor("STATISTICIAN", hq)


def test_a_new_version_leaves_the_earlier_one_as_it_was(planners):
    one, other = planners
    earlier = questionnaires_on(date(2026, 12, 31)).get(code="WG_SS")
    row = propose(actor=one, row=version(), now=NOW)
    assert questionnaires_on(date(2027, 1, 1)).get(code="WG_SS") == earlier
    approve(actor=other, kind=Questionnaire, row_id=row.pk, now=NOW)
    assert questionnaires_on(date(2027, 1, 1)).get(code="WG_SS") == row
    assert questionnaire_version(earlier.pk).content == CONTENTS["WG_SS"]


def test_what_a_version_asked_cannot_be_changed_in_the_database(planners):
    with pytest.raises(ProgrammingError), transaction.atomic():
        Questionnaire.objects.filter(code="WG_SS").update(content={})


def test_a_version_that_cannot_be_used_is_not_proposed(planners):
    with pytest.raises(CannotPropose) as raised:
        propose(actor=planners[0], row=version(content={"parts": []}), now=NOW)
    assert raised.value.fault == Fault.QUESTIONNAIRE
