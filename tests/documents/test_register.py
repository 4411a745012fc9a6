"""The bureau d'ordre: numbers that follow each other, lines that stay, and what a sealed one tells."""

import threading
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.access import factories as access
from tests.network.factories import SmallInstitution

from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.permissions import Permission as P
from wasl.core.scope import ScopeNotGiven, entered
from wasl.documents import queries
from wasl.documents.commands import CannotEnter, follow_line, print_register, register_mail
from wasl.documents.commands.register import Mail, read_line
from wasl.documents.models import RegisterEntry, RegisterLine
from wasl.documents.rules import Direction, Fault, Follow, IssuingUnit
from wasl.documents.rules.register import fault_of_follow, fault_of_line, number_as_typed, words_of
from wasl.journal.models import Line

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
IN, OUT = Direction.ARRIVAL, Direction.DEPARTURE
MAIL = Mail(correspondent="Pachalik d’Azilal", subject="Liste des douars enclavés", reference="312/CAB")


def of(unit):
    return IssuingUnit(unit.pk, unit.path, "Centre", "مركز", "Institution", "مؤسسة")


def enter(actor, unit, *, mail=MAIL, direction=IN, level=1, now=NOW, **more):
    with entered(actor):
        given = {"line_id": new_id()} | more
        return register_mail(
            actor=actor, now=now, unit=of(unit), direction=direction, mail=mail, level=level, **given
        )  # fmt: skip


def follow(actor, line, kind, words="", answer=None):
    with entered(actor):
        return follow_line(
            actor=actor, now=NOW, mark_id=new_id(), line_id=line.pk, kind=kind, words=words, answer=answer
        )


def page(actor, unit, direction=IN):
    with entered(actor):
        lines = queries.lines_of(actor=actor, unit_id=unit.pk, direction=direction).order_by("year", "number")
        return queries.shown(actor=actor, lines=list(lines))


@pytest.fixture
def place(db):
    return SmallInstitution()


@pytest.fixture
def clerk(place):
    return access.actor("SOCIAL_WORKER", place.centre)


def test_each_register_counts_for_itself(place, clerk):
    numbers = [enter(clerk, place.centre, direction=way).number_in_print for way in (IN, IN, OUT)]
    assert numbers == ["A-2026-00001", "A-2026-00002", "D-2026-00001"]


def test_the_year_begins_again_in_casablanca(place, clerk):
    enter(clerk, place.centre, now=datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    late = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    assert enter(clerk, place.centre, now=late).number_in_print == "A-2026-00001"


def test_the_same_form_sent_twice_is_one_line(place, clerk):
    one = new_id()
    assert enter(clerk, place.centre, line_id=one).pk == enter(clerk, place.centre, line_id=one).pk == one
    assert enter(clerk, place.centre).number == 2


def test_the_same_form_with_other_words_is_refused_and_takes_no_number(place, clerk):
    line = enter(clerk, place.centre)
    with pytest.raises(CannotEnter) as refusal:
        enter(clerk, place.centre, line_id=line.pk, mail=Mail(correspondent="X", subject="Y"))
    assert refusal.value.fault == Fault.OTHER_CONTENT
    assert enter(clerk, place.centre).number == 2


def test_an_id_taken_elsewhere_is_refused_and_takes_no_number(place, clerk):
    theirs = enter(access.actor("SOCIAL_WORKER", place.stranger), place.stranger)
    with pytest.raises(CannotEnter):
        enter(clerk, place.centre, line_id=theirs.pk)
    assert enter(clerk, place.centre).number == 1


def test_two_clerks_at_once_leave_no_gap_and_no_double(fresh_database):
    place = SmallInstitution()
    clerks = [access.actor("SOCIAL_WORKER", place.centre) for _ in range(4)]
    start, errors = threading.Barrier(4), []

    def work(clerk, fails):
        try:
            start.wait()
            for turn in range(6):
                with transaction.atomic():
                    enter(clerk, place.centre)
                    transaction.set_rollback(fails and turn % 2 == 0)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(clerk, rank < 2)) for rank, clerk in enumerate(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with transaction.atomic():
        assert [one.line.number for one in page(clerks[0], place.centre)] == list(range(1, 19))


@pytest.mark.parametrize("table", ["registerline", "registerentry", "registermark"])
def test_what_was_entered_is_never_changed(place, clerk, table):
    line = enter(clerk, place.centre)
    follow(clerk, line, Follow.FILED)
    column = "year" if table == "registerline" else "unit_id"
    for statement in (f"UPDATE documents_{table} SET {column} = {column}", f"DELETE FROM documents_{table}"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transaction.atomic(), entered(clerk):
            try:
                connection.cursor().execute(statement)
            except Exception as error:
                raise error.__cause__ from None


def test_a_line_is_put_right_by_a_further_one(place, clerk):
    wrong = enter(clerk, place.centre)
    right = enter(clerk, place.centre, corrects_id=wrong.pk, mail=Mail(correspondent="Caïdat", subject="Liste"))
    first, second = page(clerk, place.centre)
    assert (first.told.corrections, second.told.corrects) == ((right,), wrong)
    assert first.told.correspondent == MAIL.correspondent


def test_a_correction_takes_the_level_of_what_it_corrects(place, clerk):
    wrong = enter(clerk, place.centre, level=3)
    enter(clerk, place.centre, corrects_id=wrong.pk)
    assert page(clerk, place.centre)[1].told.level == 3


def test_only_a_line_of_the_same_register_is_put_right(place, clerk):
    other = enter(clerk, place.centre, direction=OUT)
    with pytest.raises(CannotEnter) as refusal:
        enter(clerk, place.centre, corrects_id=other.pk)
    assert refusal.value.fault == Fault.NO_SUCH_LINE


def sealed_line(place):
    dossier = new_id()
    officer = access.named(access.actor("WOMEN_OFFICER", place.centre), dossier)
    mail = Mail(correspondent="Tribunal", subject="Ordonnance")
    return officer, enter(officer, place.centre, mail=mail, level=4, seal=dossier)


def test_a_sealed_line_tells_its_number_and_its_day_and_no_more(place, clerk):
    enter(clerk, place.centre)
    officer, sealed = sealed_line(place)
    follow(officer, sealed, Follow.TRANSMITTED, "Juge")
    enter(clerk, place.centre)
    seen = page(clerk, place.centre)
    assert [one.line.number for one in seen] == [1, 2, 3]
    assert [one.told is None for one in seen] == [False, True, False]
    assert page(officer, place.centre)[1].told.subject == "Ordonnance"


def test_a_confidential_line_of_the_office_looks_like_that_of_a_dossier(place, clerk):
    """So that a sealed line does not say that there is a dossier."""
    director = access.actor("CENTRE_DIRECTOR", place.centre)
    enter(director, place.centre, level=3)
    sealed_line(place)
    trainer = access.actor("INSPECTOR", place.delegation)
    low = type(trainer)(**{name: getattr(trainer, name) for name in trainer.__slots__} | {"level": 2})
    kinds = [dict(one.line.__dict__) for one in page(low, place.centre)]
    for one in kinds:
        for name in ("_state", "id", "number", "entered_on"):
            one.pop(name)
    assert kinds[0] == kinds[1]
    assert all(one.told is None for one in page(low, place.centre))


def test_a_sealed_line_is_not_found_by_its_words(place, clerk):
    officer, sealed = sealed_line(place)
    for who, found in ((clerk, []), (officer, [sealed.pk])):
        with entered(who):
            lines = queries.found_in_register(actor=who, unit_id=place.centre.pk, direction=IN, words="ordonnance")
            assert list(lines.values_list("pk", flat=True)) == found


def test_a_denied_account_reads_no_more_than_the_number(place):
    officer, _line = sealed_line(place)
    dossier = next(iter(officer.named))
    cousin = access.named(access.named(access.actor("WOMEN_OFFICER", place.centre), dossier), dossier, is_denied=True)
    assert [one.told for one in page(cousin, place.centre)] == [None]


def test_the_database_alone_hides_it_too(place, clerk):
    sealed_line(place)
    with entered(clerk), connection.cursor() as cursor:
        tables = ("documents_registerline", "documents_registerentry")
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))
        assert cursor.fetchone() == (1, 0)


def test_nothing_readable_is_at_rest(place, clerk):
    line = enter(clerk, place.centre)
    with entered(clerk):
        entry = RegisterEntry.objects.visible_to(clerk, P.REGISTER_READ).get(pk=line.pk)
    assert "douars" not in bytes(entry.sealed).decode("latin-1") and "douars" not in "".join(entry.words)


@pytest.mark.parametrize(
    "typed", ["douars enclaves", "ENCLAVÉS", "azilal", "Azilàl cab", "1", "1/2026", "A-2026-00001"]
)
def test_a_line_is_found_by_whole_words_or_its_number(place, clerk, typed):
    line = enter(clerk, place.centre)
    with entered(clerk):
        found = queries.found_in_register(actor=clerk, unit_id=place.centre.pk, direction=IN, words=typed)
        assert list(found) == [line]


def test_another_centre_reads_and_writes_nothing_here(place, clerk):
    line = enter(clerk, place.centre)
    stranger = access.actor("SOCIAL_WORKER", place.stranger)
    assert page(stranger, place.centre) == []
    with pytest.raises(NotAllowed):
        enter(stranger, place.centre)
    with pytest.raises(RegisterLine.DoesNotExist), entered(stranger):
        queries.shown_line(actor=stranger, line_id=line.pk)


def test_whoever_is_above_reads_a_register_and_does_not_write_in_it(place, clerk):
    line = enter(clerk, place.centre)
    delegate = access.actor("DELEGATE", place.delegation)
    assert page(delegate, place.centre)[0].told.subject == MAIL.subject
    for act in (lambda: enter(delegate, place.centre), lambda: follow(delegate, line, Follow.FILED)):
        with pytest.raises(CannotEnter) as refusal:
            act()
        assert refusal.value.fault == Fault.NOT_HERE


def test_no_way_round_the_scope(place):
    with pytest.raises(ScopeNotGiven):
        list(RegisterEntry.objects.all())


def test_an_arrival_is_answered_by_a_departure(place, clerk):
    came, left = enter(clerk, place.centre), enter(clerk, place.centre, direction=OUT)
    follow(clerk, came, Follow.TRANSMITTED, "Service social")
    follow(clerk, came, Follow.ANSWERED, answer=left)
    (one,) = page(clerk, place.centre)
    assert [(step.kind, step.words, step.answer) for step in one.told.followed] == [
        ("transmitted", "Service social", None), ("answered", "", left),
    ]  # fmt: skip


def test_an_arrival_of_another_unit_answers_nothing(place, clerk):
    came = enter(clerk, place.centre)
    theirs = enter(access.actor("SOCIAL_WORKER", place.sister), place.sister, direction=OUT)
    with pytest.raises(CannotEnter) as refusal:
        follow(clerk, came, Follow.ANSWERED, answer=theirs)
    assert refusal.value.fault == Fault.NO_ANSWER


def test_a_sealed_line_is_followed_by_nobody_else(place, clerk):
    _officer, sealed = sealed_line(place)
    with pytest.raises(CannotEnter) as refusal:
        follow(clerk, sealed, Follow.FILED)
    assert refusal.value.fault == Fault.NO_SUCH_LINE


def test_reading_a_confidential_line_leaves_a_line_in_the_journal(place):
    officer, sealed = sealed_line(place)
    with entered(officer):
        read_line(actor=officer, line_id=sealed.pk)
        assert Line.objects.filter(verb=P.REGISTER_READ, subject_id=str(sealed.pk)).count() == 1


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_page_is_printed_and_journalled(place, clerk, lang):
    sealed_line(place)
    line = enter(clerk, place.centre)
    with entered(clerk):
        lines = list(queries.lines_of(actor=clerk, unit_id=place.centre.pk, direction=IN))
        made = print_register(
            actor=clerk, now=NOW, unit=of(place.centre), direction=IN, lines=lines, lang=lang, printed_by="Khadija"
        )
        assert Line.objects.filter(verb="register:print").count() == 1
    assert made.startswith(b"%PDF") and line.number == 2


def test_a_moved_unit_takes_its_registers(place, clerk):
    enter(clerk, place.centre)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_unit SET path = %s WHERE id = %s", ["MA.T99.X.", place.centre.pk])
    place.centre.refresh_from_db()
    there = access.actor("SOCIAL_WORKER", place.centre)
    assert enter(there, place.centre).number == 2
    assert len(page(there, place.centre)) == 2


LINE = {"correspondent": "X", "subject": "Y", "reference": "", "dated_on": None, "today": date(2026, 11, 23)}


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, None),
        ({"correspondent": "  "}, Fault.NOBODY),
        ({"subject": ""}, Fault.NOTHING),
        ({"subject": "س" * 401}, Fault.TOO_LONG),
        ({"reference": "1" * 81}, Fault.TOO_LONG),
        ({"dated_on": date(2026, 11, 24)}, Fault.NOT_YET),
    ],
)
def test_what_a_line_must_say(given, fault):
    assert fault_of_line(**LINE | given) == fault


FOLLOW = {"direction": IN, "kind": Follow.TRANSMITTED, "words": "X", "has_answer": False, "already": frozenset()}


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, None),
        ({"words": " "}, Fault.NOTHING),
        ({"words": "x" * 301}, Fault.TOO_LONG),
        ({"kind": Follow.SENT}, Fault.NOT_FOR_THIS),
        ({"kind": Follow.ANSWERED}, Fault.NO_ANSWER),
        ({"kind": Follow.ANSWERED, "has_answer": True}, None),
        ({"has_answer": True}, Fault.NO_ANSWER),
        ({"direction": OUT, "kind": Follow.SENT, "already": frozenset({"sent"})}, Fault.TWICE),
        ({"direction": OUT, "kind": Follow.CANCELLED, "words": ""}, Fault.NOTHING),
    ],
)
def test_what_may_follow_a_line(given, fault):
    assert fault_of_follow(**FOLLOW | given) == fault


@pytest.mark.parametrize(
    ("typed", "number"),
    [("42", (None, 42)), ("42/2026", (2026, 42)), ("2026-00042", (2026, 42)), ("d-2026-00042", (2026, 42)),
     ("", None), ("4 2", None), ("1/2/3", None), ("٤٢", None), ("12/13", None), ("99999999", None)],
)  # fmt: skip
def test_numbers_as_people_type_them(typed, number):
    assert number_as_typed(typed) == number


def test_words_are_those_a_reader_would_look_for():
    assert words_of("Tribunal d’Azilal", "المحكمة الابتدائية") == {"tribunal", "azilal", "محكمه", "ابتداييه"}


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_is_not(text):
    parsed = number_as_typed(text)
    assert parsed is None or parsed[1] >= 0
    assert all(len(word) > 1 for word in words_of(text))
