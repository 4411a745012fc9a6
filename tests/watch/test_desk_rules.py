"""The desk's rules: a life that is a table, weeks, silence, thresholds, sentences."""

import re
from datetime import date, timedelta
from itertools import pairwise
from math import inf

import pytest

from wasl.core.bilingual import Bilingual
from wasl.vocabulary import terms
from wasl.watch.drawing import map_with
from wasl.watch.indicators import watched
from wasl.watch.measures import MEASURES
from wasl.watch.queries.alerts import ratio_of
from wasl.watch.rules.alerts import NEXT, OVER, AlertState, Fault, Outcome, Reason, fault_of_step, first_step, judged
from wasl.watch.rules.calendar import MOON_YEARS, Feast, feast_of, working_days
from wasl.watch.rules.findings import Candidate, clearest, start_of_rise
from wasl.watch.rules.indicator import Fineness, Watched, share_rows
from wasl.watch.rules.ranking import Sure, false_shares, how_sure, threshold
from wasl.watch.rules.sentences import PLACES, Told, of, sentence
from wasl.watch.rules.silence import silent_weeks
from wasl.watch.rules.states import WeekEntry, WeekFault, fault_of_entry, fault_of_week
from wasl.watch.rules.weeks import last_complete_month, last_complete_week, month_after

STATES = list(AlertState)


def test_the_states_are_those_of_the_vocabulary():
    assert [term.code for term in terms("watch_alert_status")] == STATES
    assert set(NEXT) == set(STATES)


def test_every_state_is_reached_and_only_the_last_leads_nowhere():
    reached, more = {AlertState.DETECTED}, True
    while more:
        more = {after for state in reached for after in NEXT[state]} - reached
        reached |= more
    assert reached == set(STATES)
    assert [state for state in STATES if not NEXT[state]] == [AlertState.CLOSED]


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_a_step_is_taken_where_the_table_says_and_with_what_it_needs(before, after):
    whole = {"reason": Reason.ERROR, "outcome": Outcome.HELPED, "partners": ("EDUC",)}
    allowed = after in NEXT[before]
    assert fault_of_step(before=before, after=after, **whole) is (None if allowed else Fault.STEP)
    needs = {
        AlertState.DISMISSED: Fault.REASON,
        AlertState.TRANSMITTED: Fault.PARTNER,
        AlertState.TREATED: Fault.OUTCOME,
    }
    assert fault_of_step(before=before, after=after) is (needs.get(after) if allowed else Fault.STEP)


def test_was_it_right_follows_the_last_word():
    path = [AlertState.TO_VERIFY, AlertState.DISMISSED, AlertState.TO_VERIFY, AlertState.CONFIRMED, AlertState.TREATED]
    said = None
    history = []
    for _before, after in pairwise([AlertState.DETECTED, *path]):
        said = judged(said, after)
        history.append(said)
    assert history == [None, False, None, True, True]
    assert AlertState.CONFIRMED not in OVER


@pytest.mark.parametrize(("today", "wait", "week"), [
    (date(2026, 11, 22), 2, date(2026, 11, 9)),  # a Sunday: the week under way is never looked at
    (date(2026, 11, 24), 2, date(2026, 11, 9)),
    (date(2026, 11, 25), 2, date(2026, 11, 16)),
    (date(2026, 11, 23), 0, date(2026, 11, 16)),
])  # fmt: skip
def test_a_week_is_looked_at_once_it_is_over_and_waited_for(today, wait, week):
    assert last_complete_week(today, wait_days=wait) == week


def test_months_too():
    assert last_complete_month(date(2026, 11, 2), wait_days=2) == date(2026, 9, 1)
    assert last_complete_month(date(2026, 11, 3), wait_days=2) == date(2026, 10, 1)
    assert month_after(date(2026, 1, 1), -13) == date(2024, 12, 1)


def test_feasts_move_through_the_year():
    assert feast_of(date(2026, 3, 16)) is Feast.FITR
    assert feast_of(date(2026, 2, 23)) is Feast.RAMADAN
    assert feast_of(date(2026, 5, 25)) is Feast.ADHA
    assert feast_of(date(2026, 11, 16)) is None
    assert all(timedelta(28) <= year.fitr - year.ramadan <= timedelta(31) for year in MOON_YEARS)


def test_a_week_loses_its_holidays():
    assert working_days(date(2026, 11, 9)) == 5
    assert working_days(date(2026, 11, 16)) == 4  # the 18th
    assert working_days(date(2026, 11, 9), frozenset({date(2026, 11, 10)})) == 4


def test_a_busy_centre_that_writes_nothing_is_silent_and_a_quiet_one_is_not():
    busy, quiet = [9] * 30 + [0, 0], [0, 0, 1] * 10 + [0, 0]
    assert silent_weeks(busy, least=2)[-3:] == [False, True, True]
    assert not any(silent_weeks(quiet, least=2)[2:])


def test_before_its_first_entry_a_centre_says_nothing():
    assert silent_weeks([0, 0, 5, 0], least=2) == [True, True, False, False]


def test_the_threshold_gives_the_budget():
    assert threshold(budget=2, tests=1_000) == pytest.approx(0.002)
    assert threshold(budget=20, tests=10) == 0.05
    assert threshold(budget=2, tests=0) == 0


def test_false_shares_are_those_of_benjamini_and_hochberg():
    shares = false_shares([0.01, 0.001, 0.04], tests=10)
    assert shares == pytest.approx([0.05, 0.01, 0.4 / 3])


def test_thin_history_is_never_called_clear():
    assert how_sure(0.001, rung="own") is Sure.CLEAR
    assert how_sure(0.001, rung="peers") is Sure.LIKELY
    assert how_sure(0.4, rung="own") is Sure.UNSURE


def test_of_territories_that_hold_one_another_the_clearest_is_told():
    def one(code, level, p):
        return Candidate(0, code, level, "MA.", "shock", p, "own")

    def related(a, b):
        return a.startswith(b) or b.startswith(a)

    rise = [one("05.081.01.03", "commune", 1e-5), one("05.081", "province", 2e-6), one("05.091", "province", 1e-3)]
    found = clearest(rise, related=related)
    assert [(kept.territory, others) for kept, others in found] == [("05.081.01.03", ("05.081",)), ("05.091", ())]


def test_a_rise_begins_where_it_stands_out():
    usual = [20.0] * 12
    assert start_of_rise([20, 21, 19, 22, 18, 20, 19, 21, 20, 31, 30, 32], usual) == 9
    assert start_of_rise([20] * 11 + [60], usual) == 11
    assert start_of_rise([20] * 9 + [31, None, 33], usual) == 9


@pytest.mark.parametrize(("entry", "fault"), [
    (WeekEntry("je.absences", 12, 30), None),
    (WeekEntry("je.absences", 181, 30), WeekFault.ABOVE),
    (WeekEntry("je.absences", 12), WeekFault.ENROLLED),
    (WeekEntry("je.left", 31, 30), WeekFault.ABOVE),
    (WeekEntry("eps.refused", 3), None),
    (WeekEntry("eps.refused", 100_001), WeekFault.LARGE),
])  # fmt: skip
def test_what_a_weekly_state_may_say(entry, fault):
    assert fault_of_entry(entry, MEASURES[entry.measure]) is fault


def test_a_week_that_cannot_be():
    opened = {"today": date(2026, 11, 24), "opened_on": date(2026, 1, 1), "closed_on": None}
    assert fault_of_week(date(2026, 11, 16), **opened) is None
    assert fault_of_week(date(2026, 11, 17), **opened) is WeekFault.MONDAY
    assert fault_of_week(date(2026, 11, 30), **opened) is WeekFault.FUTURE
    assert fault_of_week(date(2025, 12, 29), **opened) is WeekFault.CLOSED


def test_there_are_thirty_indicators_and_ten_of_them_by_commune():
    known = [one for one in watched().values() if one.code != "silence"]
    assert len(known) >= 30
    assert sum(one.fineness is Fineness.COMMUNE for one in known) == 10
    assert {one.signal for one in known} <= {term.code for term in terms("watch_signal_types")}


def test_nothing_nominative_is_finer_than_province_and_month():
    sensitive = [one for one in watched().values() if one.is_sensitive]
    assert sensitive and all(one.fineness is Fineness.MONTH for one in sensitive)
    with pytest.raises(ValueError):
        Watched("x", *[Bilingual("x", "x")] * 3, sensitive[0].of, Fineness.COMMUNE, "VIOLENCE", is_sensitive=True)


def test_no_two_published_indicators_share_a_row():
    published = [one for one in watched().values() if one.is_published]
    both = [(a.code, b.code) for a in published for b in published if a.code < b.code and share_rows(a, b)]
    assert len(published) > 10 and both == []
    assert share_rows(watched()["receptions.all"], watched()["receptions.food"])


#: What only a statistician says; none of it stands in a sentence.
STATISTICAL = (
    "significati", "p-value", "écart", "seuil", "intervalle", "probabilité", "moyenne", "résidu", "modèle", "alpha",
    "إحصائي", "احتمالية", "انحراف", "متوسط", "عتبة", "دلالة",
)  # fmt: skip


@pytest.mark.parametrize("code", watched())
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_sentence_says_what_where_and_since_when_without_statistics(code, language):
    place = Bilingual("Demnate", "دمنات")
    for level in PLACES:
        told = Told(watched()[code], place, level, date(2026, 11, 2), 1.5, Sure.CLEAR, feast=Feast.RAMADAN)
        text = sentence(told, language)
        assert place.in_(language) in text or level == "country"
        assert "novembre" in text or "نونبر" in text
        assert [word for word in STATISTICAL if word in text] == []


def test_a_sentence_reads_well():
    place = Bilingual("Azilal", "أزيلال")
    told = Told(watched()["absences.kindergarten"], place, "commune", date(2026, 11, 2), 1.52, Sure.CLEAR)
    assert sentence(told, "fr") == (
        "Dans la commune d’Azilal, depuis la semaine du 2 novembre, les absences d’enfants aux jardins d’enfants sont"
        " de moitié plus nombreuses que d’habitude."
    )
    assert of("Oriental") == "de l’Oriental" and of("Demnate") == "de Demnate"


def test_what_is_usually_absent_is_told_so():
    assert ratio_of(7, 0.1) == inf
    assert ratio_of(0, 0.0) == 0
    told = Told(
        watched()["situations.begging"], Bilingual("Azilal", "أزيلال"), "province", date(2026, 11, 9), inf, Sure.LIKELY
    )
    assert "alors que d’habitude il n’y en a presque pas" in sentence(told, "fr")


def test_the_next_step_is_the_usual_one():
    assert first_step(AlertState.DETECTED) == AlertState.TO_VERIFY
    assert first_step(AlertState.DISMISSED) == first_step(AlertState.CLOSED) == ""


def test_the_map_of_a_paper_has_its_points_within_it():
    drawn = map_with(new=[(35.9, -5.3), (20.9, -17.0)], standing=[(31.9, -6.5)])
    wide, high = map(float, re.search(r"0 0 (\d+) (\d+)", drawn).groups())
    points = re.findall(r"M([-\d.]+) ([-\d.]+)h", drawn)
    assert len(set(points)) == 3
    for x, y in points:
        assert 0 < float(x) < wide and 0 < float(y) < high
