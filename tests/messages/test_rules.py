from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from wasl.messages.rules import (
    BACKOFF,
    CARRIED,
    NEXT_MESSAGE,
    OVER,
    TEXTS,
    BadText,
    Channel,
    MessageState,
    Template,
    after_failure,
    text_of,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FAR = NOW + timedelta(days=9)
GOOD = {"day": "26/11/2026", "time": "09:30"}


def test_every_template_has_its_words_in_both_languages_for_both_carried_channels():
    spoken = {key for key in product(Template, CARRIED, ("fr", "ar")) if key[:2] != (Template.PARTNER, Channel.VOICE)}
    assert set(TEXTS) == spoken


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_has_a_day_and_a_time_and_no_other_place_to_fill(key):
    places = {text.partition("}")[0] for text in TEXTS[key].split("{")[1:]}
    assert places == ({"link"} if key[0] == Template.PARTNER else {"day", "time"})


@pytest.mark.parametrize(
    "link", ["https://wasl.example/r/" + "A" * 43 + "/", "Fatima", "https://wasl.example/p/" + "A" * 43 + "/ 06"]
)
def test_only_the_address_of_a_sheet_goes_to_a_partner(link):
    with pytest.raises(BadText):
        text_of("partner", "sms", "fr", {"link": link})


#: Roots of the institution's own words, of its units, reasons and titles, in both languages.
TELLING = (
    "entraide", "nationale", "centre", "cellule", "assist", "social", "femme", "enfant", "violence", "écoute",
    "dossier", "handicap", "protection", "madame", "monsieur", "التعاون", "الوطني", "مركز", "خلية",
    "اجتماعي", "نساء", "طفل", "عنف", "استماع", "ملف", "إعاقة", "حماية", "سيدة",
)  # fmt: skip


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_no_text_says_who_writes_or_why(key):
    assert [word for word in TELLING if word in TEXTS[key].lower()] == []


@pytest.mark.parametrize(
    "slots",
    [
        {"day": "26/11/2026"},
        GOOD | {"time": "09:30 au centre d'écoute"},
        GOOD | {"day": "demain"},
        GOOD | {"name": "Fatima"},
        GOOD | {"time": "09:30\n"},
    ],
)
def test_a_slot_that_could_say_more_is_refused(slots):
    with pytest.raises(BadText):
        text_of("appointment", "sms", "fr", slots)


def test_what_a_message_says():
    assert text_of("appointment", "sms", "fr", GOOD) == "Rendez-vous le 26/11/2026 à 09:30."
    assert text_of("appointment", "sms", "ar", GOOD) == "موعد يوم 26/11/2026 على الساعة 09:30."
    assert text_of("appointment", "sms", "tzm", GOOD).startswith("Rendez-vous")


@pytest.mark.parametrize("attempts", range(1, len(BACKOFF) + 1))
def test_each_failure_waits_longer(attempts):
    assert after_failure(attempts=attempts, now=NOW, not_after=FAR) == NOW + BACKOFF[attempts - 1]
    assert list(BACKOFF) == sorted(BACKOFF)


def test_it_is_given_up_after_the_last_wait_and_when_it_would_come_too_late():
    assert after_failure(attempts=len(BACKOFF) + 1, now=NOW, not_after=FAR) is None
    assert after_failure(attempts=1, now=NOW, not_after=NOW + timedelta(seconds=30)) is None


def test_nothing_follows_what_is_over_and_everything_has_a_line():
    assert set(NEXT_MESSAGE) == set(MessageState)
    assert all(not NEXT_MESSAGE[state] for state in OVER)
    assert MessageState.SENDING not in NEXT_MESSAGE[MessageState.UNSURE]
    assert Channel.NONE not in CARRIED
