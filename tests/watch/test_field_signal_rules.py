from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.watch.factories import FAR, HERE, NEAR, what
from wasl.assistance.rules import OrientationState
from wasl.watch.rules.dispatches import ANSWERS, NEXT_DISPATCH, STATES, fault_of
from wasl.watch.rules.field_signals import (
    NEXT_SIGNAL,
    About,
    Outcome,
    SignalFault,
    SignalState,
    WhyDismissed,
    coarsened,
    fault_of_move,
    fault_of_signal,
    may_be_same,
)
from wasl.watch.rules.personal_words import Personal, personal_in

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def fault(about=About.MANY, is_confirmed=False, **values):
    return fault_of_signal(what(**values), about=about, today=TODAY, is_confirmed=is_confirmed)


@pytest.mark.parametrize(
    "text",
    ["06 12 34 56 78", "0612345678", "+212 6 12-34-56-78", "٠٦١٢٣٤٥٦٧٨", "00212612345678", "appelez 05.24.12.34.56"],
)
def test_a_telephone_is_seen_in_any_digits(text):
    assert Personal.PHONE in personal_in(f"Voir {text} svp")


@pytest.mark.parametrize("text", ["AB123456", "j 45678", "IC٧٨٩٠١٢"])
def test_a_card_is_seen(text):
    assert Personal.CARD in personal_in(text)


@pytest.mark.parametrize("text", ["40 ménages", "le 12/11/2026", "route P3105 coupée", "1 250 000 DH", "km 12345"])
def test_an_ordinary_number_is_nobodys(text):
    assert personal_in(text) <= {Personal.CARD} and Personal.PHONE not in personal_in(text)


def test_a_mail_address_is_seen():
    assert personal_in("ecrire a fatima@exemple.ma") == {Personal.MAIL}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, None),
        ({"about": About.PROTECTION}, SignalFault.PROTECTION),
        ({"about": About.FAMILY}, SignalFault.FAMILY),
        ({"about": "x"}, SignalFault.FAMILY),
        ({"count": 0}, SignalFault.NO_COUNT),
        ({"count": 1_000_001}, SignalFault.TOO_MANY),
        ({"count": None}, None),
        ({"observed_on": TODAY + timedelta(days=1)}, SignalFault.NOT_YET),
        ({"observed_on": TODAY - timedelta(days=400)}, SignalFault.TOO_OLD),
        ({"words": "x" * 2_001}, SignalFault.TOO_LONG),
        ({"words": "Tel 0612345678"}, SignalFault.PERSONAL),
        ({"landmark": "chez AB123456"}, SignalFault.PERSONAL),
        ({"words": "Tel 0612345678", "is_confirmed": True}, None),
    ],
)
def test_what_is_accepted(values, found):
    assert fault(**values) is found


def test_violence_is_kept_by_province_and_month_without_words():
    kept = coarsened(what(kind="VIOLENCE", douar="Aït X", landmark="souk"), province_code="05.081")
    assert (kept.place_code, kept.observed_on) == ("05.081", date(2026, 11, 1))
    assert (kept.douar, kept.landmark, kept.words) == ("", "", "")


def test_other_kinds_are_kept_as_told():
    assert coarsened(what(), province_code="05.081") == what()


@pytest.mark.parametrize(
    ("values", "same"),
    [
        ({}, True),
        ({"place_code": NEAR}, True),
        ({"place_code": FAR}, False),
        ({"kind": "PRIX"}, False),
        ({"observed_on": date(2026, 12, 3)}, True),
        ({"observed_on": date(2026, 12, 4)}, False),
    ],
)
def test_what_may_be_one_event(values, same):
    assert may_be_same(what(), what(**values), days=10, near=frozenset({HERE, NEAR})) is same


@given(st.sampled_from(SignalState), st.sampled_from(SignalState))
def test_the_life_of_a_signal_is_its_table(state, to):
    found = fault_of_move(state=state, to=to, reason=WhyDismissed.OVER, outcome=Outcome.HELPED)
    assert (found is None) == (to in NEXT_SIGNAL[state])


def test_putting_aside_asks_why_and_closing_what_became():
    assert fault_of_move(state="new", to=SignalState.DISMISSED, reason="") is SignalFault.NO_REASON
    assert fault_of_move(state="confirmed", to=SignalState.CLOSED, outcome="") is SignalFault.NO_OUTCOME


@given(st.sampled_from(sorted(STATES)), st.sampled_from(OrientationState))
def test_an_answer_is_one_of_its_table(state, answer):
    """Whoever receives it answers; only the clock says that nobody did."""
    found = fault_of(state=state, answer=answer, reason="NO_PLACE", now=NOON)
    assert (found is None) == (answer in NEXT_DISPATCH[state] and answer in ANSWERS)
