from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasl.vocabulary import terms
from wasl.watch.rules.fairness import Judged, auc, deciles, gaps, recalls
from wasl.watch.rules.outreach import (
    NEXT_PROPOSAL,
    ProposalFault,
    ProposalState,
    WhyDecided,
    fault_of_decision,
    months_later,
)
from wasl.watch.rules.scores import (
    CANDIDATES,
    MOST_ITEMS,
    SHIPPED,
    Fact,
    Feature,
    Flaw,
    WrongScore,
    proposes,
    score,
    sentence,
    version_of,
)

TODAY = date(2026, 11, 24)
VERSION = version_of(SHIPPED)
SITUATIONS = [one.of for one in CANDIDATES.values() if one.feature == Feature.SITUATION]

facts = st.builds(
    Fact,
    feature=st.sampled_from(Feature),
    on=st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=10)),
    source=st.just("case"),
    source_id=st.uuids(),
    of=st.sampled_from(SITUATIONS),
).map(lambda fact: fact if fact.feature == Feature.SITUATION else Fact(fact.feature, fact.on, "case", fact.source_id))


def fact(of, days=10):
    return Fact(Feature.SITUATION, TODAY - timedelta(days=days), "case", UUID(int=1), of=of)


@given(st.lists(facts, max_size=12))
def test_the_points_shown_add_up_to_the_score(known):
    found = score(VERSION, known, today=TODAY)
    assert found.total == sum(line.points for line in found.lines)
    assert len({line.code for line in found.lines}) == len(found.lines) <= MOST_ITEMS
    points = {item.code: item.points for item in VERSION.items}
    assert all(line.points == points[line.code] for line in found.lines)


@given(st.lists(facts, max_size=10), facts)
def test_one_more_fact_never_takes_points_away(known, more):
    assert score(VERSION, [*known, more], today=TODAY).total >= score(VERSION, known, today=TODAY).total


@given(st.lists(facts, max_size=10))
def test_every_line_has_a_source_among_the_facts_and_a_day_that_has_come(known):
    sources = {(one.source_id, one.on) for one in known}
    for line in score(VERSION, known, today=TODAY).lines:
        assert (line.source_id, line.on) in sources and line.on <= TODAY


def test_what_is_too_old_counts_no_more():
    assert score(VERSION, [fact("SANS_EMPLOI", days=180)], today=TODAY).total == 3
    assert score(VERSION, [fact("SANS_EMPLOI", days=181)], today=TODAY).total == 0


def test_somebody_comes_back_the_third_time():
    visits = [Fact(Feature.RETURNED, TODAY, "reception", UUID(int=n)) for n in range(3)]
    assert score(VERSION, visits[:2], today=TODAY).total == 0
    assert score(VERSION, visits, today=TODAY).total == 1


def test_a_contact_is_proposed_for_enough_points_and_something_that_happened():
    def is_proposed(*codes, days=10):
        found = score(VERSION, [fact(code, days) for code in codes], today=TODAY)
        return proposes(VERSION, found, today=TODAY)

    assert is_proposed("SANS_EMPLOI", "DECES_SOUT")
    assert not is_proposed("SANS_EMPLOI", "DIVORCE")
    assert not is_proposed("PAUVRETE", "LOGT_INSAL", "ISOLEMENT", "SANS_CIN", "NON_ETATCIV")
    assert not is_proposed("SANS_EMPLOI", "DECES_SOUT", days=91)


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("code", CANDIDATES)
def test_every_event_is_a_sentence_with_its_day_in_both_languages(code, lang):
    assert "24 novembre" in sentence(code, "24 novembre", lang)
    assert sentence(code, "", "fr") != sentence(code, "", "ar")


#: Who somebody is and where they live, and what is written down only if they wish it.
NEVER = {"MIGRATION", "ENCLAV", "ELOIGN", "ANALPHA", "PERTE_AUTON"}


def test_nothing_about_who_somebody_is_or_where_they_live_can_count():
    sensitive = {one.code for one in terms("vulnerability_situations") if one.sensitive}
    assert not (NEVER | sensitive) & (set(CANDIDATES) | set(SITUATIONS))
    assert set(Fact.__dataclass_fields__) == {"feature", "on", "source", "source_id", "of"}
    assert len(CANDIDATES) <= MOST_ITEMS


def content(*items, **values):
    given = [{"code": code, "points": 3, "days": 90} for code in ("SANS_EMPLOI", "DIVORCE")]
    return {"items": [*given, *items], "propose_from": 4, "event_days": 90} | values


@pytest.mark.parametrize(
    "code",
    [
        "NATIONALITY",
        "ETHNIE",
        "RELIGION",
        "QUARTIER",
        "MIGRATION",
        "ENCLAV",
        "HANDICAP",
        "SEX",
        "COMMUNE",
        "LANGUE",
        "",
    ],
)
def test_an_item_about_origin_religion_nationality_or_neighbourhood_is_refused(code):
    with pytest.raises(WrongScore) as raised:
        version_of(content({"code": code, "points": 1, "days": 90}))
    assert raised.value.flaw is Flaw.UNKNOWN


@pytest.mark.parametrize(
    ("given", "flaw"),
    [
        (content({"code": "UNMET", "points": 1, "days": 90, "commune": "05"}), Flaw.SHAPE),
        (content(neighbourhood=1), Flaw.SHAPE),
        (content({"code": "SANS_EMPLOI", "points": 1, "days": 90}), Flaw.TWICE),
        (content({"code": "UNMET", "points": -1, "days": 90}), Flaw.POINTS),
        (content({"code": "UNMET", "points": 0, "days": 90}), Flaw.POINTS),
        (content({"code": "UNMET", "points": 1.5, "days": 90}), Flaw.POINTS),
        (content({"code": "UNMET", "points": True, "days": 90}), Flaw.POINTS),
        (content({"code": "UNMET", "points": 1, "days": 0}), Flaw.DAYS),
        (content(propose_from=7), Flaw.THRESHOLD),
        (content(propose_from=0), Flaw.THRESHOLD),
        (content(items=[]), Flaw.NONE),
        (content(items=[{"code": "UNMET", "points": 9, "days": 9}]), Flaw.NO_EVENT),
        ({"items": None, "propose_from": 1, "event_days": 1}, Flaw.SHAPE),
    ],
)
def test_a_version_that_cannot_be(given, flaw):
    with pytest.raises(WrongScore) as raised:
        version_of(given)
    assert raised.value.flaw is flaw


@given(st.sampled_from(ProposalState), st.sampled_from(ProposalState))
def test_the_life_of_a_proposal_is_its_table(state, to):
    fault = fault_of_decision(
        state=state, to=to, reason=WhyDecided.EVENT, words="Vu", today=TODAY, expires_on=TODAY + timedelta(days=1)
    )
    decided = {ProposalState.CONTACT, ProposalState.REASSESS, ProposalState.DECLINED}
    assert (fault is None) == (to in NEXT_PROPOSAL[state] & decided)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"reason": ""}, ProposalFault.NO_REASON),
        ({"words": "  "}, ProposalFault.NO_WORDS),
        ({"words": "x" * 2_001}, ProposalFault.TOO_LONG),
        ({"expires_on": TODAY}, ProposalFault.EXPIRED),
    ],
)
def test_whoever_decides_says_why(values, fault):
    given = {"state": "proposed", "to": "contact", "reason": "event", "words": "Vu", "today": TODAY}
    assert fault_of_decision(**given | {"expires_on": date(2027, 1, 1)} | values) is fault


@pytest.mark.parametrize(
    ("day", "later"),
    [((2026, 11, 24), (2027, 5, 24)), ((2026, 8, 31), (2027, 2, 28)), ((2027, 8, 31), (2028, 2, 29))],
)
def test_months_later(day, later):
    assert months_later(date(*day), 6) == date(*later)


def test_the_order_of_the_score_is_measured_with_its_ties():
    assert auc([1, 2, 3, 4], [False, False, True, True]) == 1.0
    assert auc([4, 3, 2, 1], [False, False, True, True]) == 0.0
    assert auc([2, 2, 2, 2], [False, True, False, True]) == 0.5
    assert auc([1, 1, 2], [False, True, True]) == 0.75
    assert auc([1, 2], [True, True]) is None


def judged(points, is_found, **groups):
    return Judged(points, is_found, points >= 5, groups)


def test_calibration_keeps_equal_points_together():
    rows = [judged(n % 20, n % 20 > 10) for n in range(200)]
    parts = deciles(rows)
    assert sum(part.count for part in parts) == 200
    assert [part.share for part in parts] == sorted(part.share for part in parts)
    assert all(one.most < other.least for one, other in zip(parts, parts[1:], strict=False))
    assert len(deciles([judged(3, True)] * 50)) == 1


def test_the_gap_is_between_the_groups_best_and_worst_seen():
    rows = [judged(9, True, sex="F")] * 8 + [judged(1, True, sex="F")] * 2
    rows += [judged(9, True, sex="M")] * 6 + [judged(1, True, sex="M")] * 4 + [judged(9, True, sex="")] * 9
    lines = recalls(rows, least=5)
    assert {line.value: line.recall for line in lines} == {"": 1.0, "F": 0.8, "M": 0.6}
    assert [round(gap.points) for gap in gaps(lines)] == [20]
    assert gaps(recalls(rows, least=11))[0].points is None
