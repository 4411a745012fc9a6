"""What the circuits beyond child protection and women ask of the engine."""

import pytest

from tests.assistance.factories import NOW, case, person, working
from tests.assistance.test_circuits import did, open_steps, started
from wasl.assistance.circuits import circuit_of
from wasl.assistance.circuits.mediation import VIOLENCE
from wasl.assistance.commands.circuits import CannotAdvance, do_step, end_circuit
from wasl.assistance.models import CaseSituation
from wasl.assistance.queries.circuits import circuits_for, run_sheet
from wasl.assistance.rules.circuits import CircuitFault
from wasl.vocabulary import terms

HEARD = {"heard": "first second", "fear": "no", "subject": "children"}


@pytest.fixture
def worker(place):
    return place.worker()


def offered(actor, file):
    with working(actor) as who:
        return {one.code for one, _ in circuits_for(actor=who, case_id=file.pk)}


def told_violence(actor, file, code="VIOL_FAM"):
    with working(actor):
        CaseSituation(
            case=file, code=code, since=NOW.date(), unit_id=file.unit_id, path=file.path, level=file.level,
            seal=file.seal, recorded_by_id=actor.account_id,
        ).save(force_insert=True)  # fmt: skip


def test_mediation_is_proposed_where_a_family_breaks_up(worker):
    file = case(worker, situations=[("RUPT_FAM", 2, NOW.date())])
    with working(worker) as who:
        proposed = {one.code for one, is_proposed in circuits_for(actor=who, case_id=file.pk) if is_proposed}
    assert "MEDIATION" in proposed


@pytest.mark.parametrize("code", VIOLENCE)
def test_mediation_is_neither_proposed_nor_begun_where_violence_is_open(worker, code):
    file = case(worker)
    told_violence(worker, file, code)
    assert "MEDIATION" not in offered(worker, file)
    with pytest.raises(CannotAdvance) as raised:
        started(worker, "MEDIATION", file=file)
    assert raised.value.fault is CircuitFault.BARRED


def test_violence_known_from_another_dossier_of_hers_bars_it_too(worker):
    her = person(worker)
    told_violence(worker, case(worker, her))
    assert "MEDIATION" not in offered(worker, case(worker, her))


def test_violence_that_comes_out_stops_a_mediation_under_way_but_for_its_end(worker):
    file = case(worker)
    run = started(worker, "MEDIATION", file=file)
    told_violence(worker, file)
    with pytest.raises(CannotAdvance) as raised:
        did(worker, run, "ENTRETIENS", HEARD)
    assert raised.value.fault is CircuitFault.BARRED
    with working(worker) as who:
        assert end_circuit(actor=who, now=NOW, run_id=run.pk, reason="ORIENTE").ended_at == NOW


def test_fear_said_in_private_ends_the_mediation(worker):
    run = started(worker, "MEDIATION", file=case(worker))
    did(worker, run, "ENTRETIENS", HEARD | {"fear": "yes"})
    assert set(open_steps(worker, run)) == {"ARRET"}


def test_every_sensitive_family_violence_of_the_vocabulary_bars_a_mediation():
    known = {term.code for term in terms("vulnerability_situations")}
    assert {code for code in known if code.startswith(("VIOL", "MALTRAIT", "EXPLOIT", "TRAITE"))} <= set(VIOLENCE)


def enquiry_to_check(worker):
    run = started(worker, "ENQUIRY", file=case(worker))
    did(worker, run, "SAISINE", {"authority": "JUGE_TUT", "reference": "12", "asked_on": "2026-11-20", "question": "?"})
    did(worker, run, "VISITE", {
        "told": "yes", "visited_on": "2026-11-23", "place": "home", "heard": "person", "household": "5",
        "children": "3", "housing": "tenant", "income": "day", "seen": "Deux pièces.",
    })  # fmt: skip
    did(worker, run, "REDACTION", {"paragraph": "Elle élève seule ses enfants.", "opinion": "for"})
    return run


CHECKED = {"verified": "identity question facts others"}


def test_who_wrote_the_report_does_not_check_it(place, worker):
    run = enquiry_to_check(worker)
    with pytest.raises(CannotAdvance) as raised:
        did(worker, run, "RELECTURE", CHECKED)
    assert raised.value.fault is CircuitFault.SAME_AGENT
    with working(worker) as who:
        steps = run_sheet(actor=who, case_id=run.case_id, run_id=run.pk).steps
    assert not next(one for one in steps if one.step.code == "RELECTURE").is_mine
    did(place.worker(), run, "RELECTURE", CHECKED)
    assert set(open_steps(worker, run)) == {"ENVOI"}


def test_a_report_half_checked_is_not_checked(place, worker):
    run = enquiry_to_check(worker)
    with pytest.raises(CannotAdvance) as raised:
        did(place.worker(), run, "RELECTURE", {"verified": "identity facts"})
    assert raised.value.fault is CircuitFault.ANSWERS


def test_an_appeal_ends_so_many_days_after_the_refusal_was_known(worker):
    run = started(worker, "PROCEDURES", file=case(worker))
    did(worker, run, "DEMANDE", {"procedure": "direct_aid", "for_whom": "household"})
    assert set(open_steps(worker, run)) == {"AIDE_DIRECTE"}
    did(worker, run, "AIDE_DIRECTE", {"ready": "rsu rnp"})
    did(worker, run, "RENDEZ_VOUS", {"where": "ANSS", "next_on": "2026-12-01", "goes_with": "no"})
    did(worker, run, "DEPOT", {"result": "filed", "filed_on": "2026-11-02"})
    did(worker, run, "REPONSE", {"answer": "refused", "answered_on": "2026-11-14", "reason": "score"})
    assert open_steps(worker, run)["RECOURS"].due_at.date().isoformat() == "2027-01-13"


def test_a_child_of_the_street_enters_an_establishment_by_a_decision_of_justice_only(place):
    team = place.worker(role="CHILD_OFFICER")
    run = started(team, "STREET", file=case(team))
    met = {"moment": "night", "way": "round", "place": "Gare", "company": "alone", "hurt": "no", "danger": "no"}
    did(team, run, "RENCONTRE", met)
    did(team, run, "LIEN", {"link": "talks"})
    did(team, run, "FAMILLE", {"found": "none"})
    did(team, run, "CHEMIN", {"path": "care", "agrees": "yes", "why": "Seul"})
    with pytest.raises(CannotAdvance) as raised:
        did(team, run, "ENTREE", {"establishment": "Dar Al Atfal", "entered_on": "2026-11-24"})
    assert set(raised.value.answers) == {"order_number", "order_on"}


def test_the_link_is_taken_up_again_until_the_child_talks(place):
    team = place.worker(role="CHILD_OFFICER")
    run = started(team, "STREET", file=case(team))
    met = {"moment": "day", "way": "came", "place": "Souk", "company": "group", "hurt": "yes", "danger": "yes"}
    did(team, run, "RENCONTRE", met)
    assert set(open_steps(team, run)) == {"SOINS", "ALERTE", "LIEN"}
    did(team, run, "LIEN", {"link": "flees"})
    assert open_steps(team, run)["LIEN"].occurrence == 2


@pytest.mark.parametrize("code", ["DISABILITY", "STREET", "MEDIATION", "PROCEDURES", "ALONE", "ENQUIRY"])
def test_none_of_them_is_nominative_by_itself(code):
    assert circuit_of(code).level < 4


def test_a_step_done_by_a_colleague_meanwhile_is_told(place, worker):
    run = started(worker, "ALONE", file=case(worker))
    said = {"met": "street", "tonight": "no", "health": "no", "words": "Un lit"}
    row = did(worker, run, "RENCONTRE", said)
    with working(place.worker()) as who, pytest.raises(CannotAdvance) as raised:
        do_step(actor=who, now=NOW, step_id=row.pk, answers=said | {"met": "home"})
    assert raised.value.fault is CircuitFault.DONE_BY_ANOTHER
