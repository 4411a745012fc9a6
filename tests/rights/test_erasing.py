from datetime import timedelta

import pytest
from django.db import connection

from tests.assistance import factories
from tests.assistance.factories import again, case, person, reception, working
from tests.assistance.test_signals import GIRL, TEACHER, opened, signal
from tests.network.factories import unit
from tests.rights.old import LONG_AGO, SECRETS, make_old, old_file
from wasl.assistance.commands.signals import unsealed
from wasl.assistance.models import Case, ProtectionSignal, Reporter, SignalChild
from wasl.assistance.rules.signals import Child
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.scope import system
from wasl.documents.models import IssuedDocument
from wasl.journal.models import Line
from wasl.people.models import Registration
from wasl.people.queries import registration
from wasl.rights.commands import (
    CannotErase,
    decide_erasure,
    erase_next,
    find_past_files,
    hold_file,
    issue_certificate,
    propose_erasure,
    release_file,
    replay_erasure,
)
from wasl.rights.models import Erased, Erasure, ErasureItem, LegalHold
from wasl.rights.queries.retention import past_files
from wasl.rights.rules.retention import ErasureFault, Rule

JOB = "load demo"


@pytest.fixture
def director(place):
    return place.worker(role="CENTRE_DIRECTOR")


@pytest.fixture
def delegate(place):
    return place.worker(place.delegation, role="DELEGATE")


def look():
    assert find_past_files(after=None, now=factories.NOW) is None


def past(actor):
    with working(actor) as who:
        return [row.registration_id for row in past_files(actor=who)]


def propose(actor, *people, pk=None):
    with working(actor) as who:
        ids = [her.pk for her in people]
        return propose_erasure(actor=who, erasure_id=pk or new_id(), registration_ids=ids, now=factories.NOW)[0]


def decide(actor, row, is_approved=True):
    with working(actor) as who:
        return decide_erasure(actor=who, erasure_id=row.pk, is_approved=is_approved, now=factories.NOW)


def work():
    listed = []
    while erase_next(now=factories.NOW, note=lambda *line: listed.append(line)):
        pass
    return listed


def erased(director, delegate, her):
    look()
    row = decide(delegate, propose(director, her))
    return row, work()


def state_of(row):
    with system(JOB):
        return list(ErasureItem.objects.for_system(JOB).filter(erasure=row.pk).values_list("state", flat=True))


def fault(do, *arguments, **options):
    with pytest.raises(CannotErase) as raised:
        do(*arguments, **options)
    return raised.value.fault


def whole_database():
    """Every word of every row of every table, sealed ones and search keys aside, as the owner of all would read it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        names = [name for (name,) in cursor.fetchall() if name.split("_")[0] in {"people", "assistance", "rights"}]
        with system(JOB):
            for name in names:
                cursor.execute(f"SELECT t::text FROM {name} t")
                yield from ((name, text) for (text,) in cursor.fetchall())


def test_nothing_that_was_said_stays_in_any_table(director, delegate):
    her = old_file(director)
    assert {word for word in SECRETS if any(word in text for _, text in whole_database())} >= set(SECRETS) - {"JB44551"}
    erased(director, delegate, her)
    assert [(name, word) for name, text in whole_database() for word in SECRETS if word in text] == []


def test_history_goes_with_its_rows(director, delegate):
    her = old_file(director)
    erased(director, delegate, her)
    with system(JOB):
        assert not Registration.pgh_event_model.objects.for_system(JOB).filter(pgh_obj=her.pk).exists()


def test_papers_lose_their_bytes_and_stay_verifiable(director, delegate):
    erased(director, delegate, old_file(director))
    with system(JOB):
        paper = IssuedDocument.objects.for_system(JOB).get(template="reception_slip")
    assert paper.pdf is None and len(paper.sha256) == 64


def test_a_file_in_use_is_not_past(director, place):
    her, child, worked = person(director), person(director, birth_year=2015), person(director)
    old = old_file(director)
    case(director, worked)
    make_old(child), make_old(worked)
    reception(director, registration_id=her.pk)
    look()
    assert past(director) == [old.pk]


def test_looking_again_writes_nothing_twice_and_forgets_who_came_back(director):
    her = old_file(director)
    look(), look()
    assert past(director) == [her.pk]
    reception(director, registration_id=her.pk)
    look()
    assert past(director) == []


def test_a_hold_keeps_the_file_and_its_end_frees_it(director, delegate):
    her = old_file(director)
    look()
    row = propose(director, her)
    with working(director) as who:
        hold = hold_file(actor=who, registration_id=her.pk, reason="JUSTICE", words="Zoubida", now=factories.NOW)
    decide(delegate, row), work()
    assert state_of(row) == ["HELD"]
    look()
    assert past(director) == []
    with working(director) as who:
        release_file(actor=who, hold_id=hold.pk, now=factories.NOW)
        assert not LegalHold.objects.visible_to(who, "hold:set").filter(ended_at__isnull=True).exists()
    look()
    assert past(director) == [her.pk]


def test_who_came_back_meanwhile_is_left_alone(director, delegate):
    her = old_file(director)
    look()
    row = decide(delegate, propose(director, her))
    reception(director, registration_id=her.pk)
    work()
    assert state_of(row) == ["ALIVE"]
    with working(director) as who:
        assert registration(actor=who, registration_id=her.pk).given_latin == "Zoubida"


def test_two_persons_are_needed(director, delegate, place):
    her = old_file(director)
    look()
    row = propose(delegate, her)
    assert fault(decide, delegate, row) == ErasureFault.SAME_AGENT
    with pytest.raises(NotAllowed):
        decide(director, row)
    other = place.worker(place.delegation, role="DELEGATE")
    decide(other, row)
    assert fault(decide, other, row) == ErasureFault.DECIDED


def test_a_refused_proposal_frees_its_files(director, delegate):
    her = old_file(director)
    look()
    assert decide(delegate, propose(director, her), is_approved=False).state == "REFUSED"
    assert past(director) == [her.pk] and work() == []


def test_nobody_proposes_what_is_not_past_or_out_of_sight(place, director):
    her = old_file(director)
    look()
    assert fault(propose, director, person(director)) == ErasureFault.NOTHING
    assert fault(propose, place.worker(place.sister, role="CENTRE_DIRECTOR"), her) == ErasureFault.NOTHING
    pk = new_id()
    assert propose(director, her, pk=pk).pk == propose(director, her, pk=pk).pk == pk
    assert fault(propose, director, her) == ErasureFault.NOTHING


def nominative(place):
    officer = place.worker(role="WOMEN_OFFICER")
    her = old_file(officer)
    dossier = case(officer, her, situations=[("VIOL_CONJ", 3, factories.NOW.date())])
    with system(JOB):
        type(dossier).objects.for_system(JOB).filter(pk=dossier.pk).update(
            state="CLOS",
            closed_at=LONG_AGO + timedelta(days=1),
            closure_reason="OBJ_ATTEINT",
            opened_at=LONG_AGO,
            outcome="REACHED",
            next_on=None,
        )
    make_old(her, LONG_AGO - timedelta(days=20 * 366))
    return officer, her, dossier


def test_a_protected_person_is_kept_longer_and_listed_to_the_named_alone(place, director, delegate):
    officer, her, dossier = nominative(place)
    look()
    assert past(again(officer)) == [her.pk]
    assert past(director) == past(delegate) == []
    make_old(her)
    look()
    assert past(again(officer)) == []


def test_a_protected_person_is_held_without_others_knowing(place, director):
    officer, her, dossier = nominative(place)
    look()
    with working(officer) as who:
        hold_file(actor=who, registration_id=her.pk, reason="JUSTICE", now=factories.NOW)
    with working(director) as who:
        assert not LegalHold.objects.visible_to(who, "hold:set").exists()
    look()
    assert past(again(officer)) == []


def test_the_worker_takes_up_where_it_was_and_lists_first(director, delegate):
    people = [old_file(director), old_file(director)]
    look()
    row = decide(delegate, propose(director, *people))

    def cut(*line):
        raise OSError("the power went")

    with pytest.raises(OSError):
        erase_next(now=factories.NOW, note=cut)
    assert state_of(row) == ["WAITING", "WAITING"]
    assert sorted(line[0] for line in work()) == sorted(her.pk for her in people)
    with system(JOB):
        done = Erasure.objects.for_system(JOB).get()
    assert done.state == "DONE" and len(done.digest) == 64


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_certificate(director, delegate, lang):
    look()
    her = old_file(director)
    row, _ = erased(director, delegate, her)
    with working(director) as who:
        made = issue_certificate(actor=who, erasure_id=row.pk, lang=lang, now=factories.NOW)
        assert made.pdf.startswith(b"%PDF") and made.subject_id == row.pk
        assert Line.objects.filter(verb="person:erase", subject_id=str(her.pk), account_id=None).count() == 1


def test_no_certificate_before_it_is_done(director):
    her = old_file(director)
    look()
    row = propose(director, her)
    with working(director) as who:
        assert fault(issue_certificate, actor=who, erasure_id=row.pk, lang="fr", now=factories.NOW) == "not_done"


def test_a_replay_erases_what_the_backup_brought_back(director):
    her = old_file(director)
    assert replay_erasure(registration_id=her.pk, rule="retention.social_days", now=factories.NOW)
    assert [word for _, text in whole_database() for word in SECRETS if word in text] == []
    assert not replay_erasure(registration_id=her.pk, rule="retention.social_days", now=factories.NOW)
    assert not replay_erasure(registration_id=new_id(), rule="retention.social_days", now=factories.NOW)
    with system(JOB):
        assert Erased.objects.for_system(JOB).count() == 1


def test_on_screen(place, desk_of):
    director, delegate = desk_of("CENTRE_DIRECTOR", place.centre), desk_of("DELEGATE", place.delegation)
    her = old_file(director.actor)
    look()
    assert str(her.pk) in director.get("past").content.decode()
    assert director.post("past", who="moon").status_code == 422
    made = director.post("past", who=str(her.pk))
    pk = made["Location"].rstrip("/").rsplit("/", 1)[-1]
    assert director.post("erasure-certificate", pk).status_code == 422
    assert "1" in director.get("erasures").content.decode()
    assert delegate.post("erasure-decide", pk, answer="yes").status_code == 302
    assert delegate.post("erasure-decide", pk, answer="yes").status_code == 422
    work()
    assert director.get("erasure", pk).status_code == 200
    assert director.post("erasure-certificate", pk, lang="ar").status_code == 302


def test_a_hold_on_screen(place, desk_of):
    director = desk_of("CENTRE_DIRECTOR", place.centre)
    her = person(director.actor)
    assert director.post("hold", her.pk, reason="WHIM").status_code == 422
    assert director.post("hold", her.pk, reason="AUDIT").status_code == 302
    assert director.post("hold", her.pk, reason="AUDIT").status_code == 422
    with system(JOB):
        hold = LegalHold.objects.for_system(JOB).get()
    assert director.post("hold-end", hold.pk).status_code == director.post("hold-end", hold.pk).status_code == 302


def told(model, **wanted):
    with system(JOB):
        return list(model.objects.for_system(JOB).filter(**wanted))


def again_erased(dossier):
    with system(JOB):
        registration_id = Case.objects.for_system(JOB).get(pk=dossier.case_id).registration_id
    assert replay_erasure(registration_id=registration_id, rule=Rule.PROTECTION, now=factories.NOW)


def test_what_was_told_of_two_stays_until_the_second_is_erased(place):
    officer = place.worker(unit("CELL", parent=place.delegation, type="UPE"), role="CHILD_OFFICER")
    row = signal(officer, children=[GIRL, Child(name="Anas", sex="M", age=8)], reporter=TEACHER)
    first, second = opened(officer, row), opened(officer, row, 1)
    again_erased(first)
    (kept,) = told(ProtectionSignal, pk=row.pk)
    assert unsealed(kept)["words"] and len(told(Reporter, signal_id=row.pk)) == 1
    assert sorted(unsealed(one)["name"] for one in told(SignalChild, signal_id=row.pk)) == ["", "Anas"]
    again_erased(second)
    (kept,) = told(ProtectionSignal, pk=row.pk)
    assert (unsealed(kept)["words"], told(Reporter, signal_id=row.pk)) == ("", [])
