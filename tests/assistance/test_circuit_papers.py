"""Papers that steps of circuits print, from what was recorded."""

import pytest

from tests.assistance.factories import NOW, case, person, working
from tests.assistance.test_circuits import did, open_steps, started
from tests.assistance.test_more_circuits import CHECKED, enquiry_to_check
from wasl.assistance.circuits import circuits
from wasl.assistance.circuits.procedures import CIRCUIT as PROCEDURES
from wasl.assistance.commands import circuit_papers
from wasl.assistance.commands.circuit_papers import BUILDERS, issue_step_paper
from wasl.assistance.commands.circuits import CannotAdvance, undo_step
from wasl.assistance.rules.circuits import CircuitFault
from wasl.assistance.rules.procedures import SHEETS
from wasl.documents.papers import PAPERS

MEASURED = {
    "evaluated_on": "2026-11-24", "measured": "wg_ss", "types": "MOT AUD", "severity": "SEV", "certificate": "yes",
    "needs": "Fauteuil", "asks": "yes", "_no_form": "already",
}  # fmt: skip


@pytest.fixture
def shown(monkeypatch):
    """Data that went to the template, beside the PDF."""
    kept = []
    for template, builder in BUILDERS.items():
        monkeypatch.setitem(circuit_papers.BUILDERS, template, lambda told, b=builder: kept.append(b(told)) or kept[-1])
    return kept


def printed(actor, run, code, lang="fr"):
    row = open_steps(actor, run)[code]
    with working(actor) as who:
        return issue_step_paper(actor=who, now=NOW, step_id=row.pk, lang=lang)


def evaluated(place):
    officer = place.worker(role="DISABILITY_OFFICER")
    who = person(officer, given_latin="Fatima", family_latin="Ait Hammou", given_ar="فاطمة", family_ar="أيت حمو")
    run = started(officer, "DISABILITY", file=case(officer, who))
    did(officer, run, "ACCUEIL", {"speaks": "self", "request": "Un fauteuil", "card": "no"})
    did(officer, run, "BESOINS", MEASURED)
    return officer, run


@pytest.mark.parametrize(
    ("lang", "name", "types"), [("fr", "Fatima Ait Hammou", "Motrice"), ("ar", "فاطمة أيت حمو", "حركية")]
)
def test_the_attestation_says_what_was_found_in_the_language_asked(place, shown, lang, name, types):
    officer, run = evaluated(place)
    made = printed(officer, run, "ATTESTATION", lang)
    assert bytes(made.pdf).startswith(b"%PDF") and made.level == run.level
    (paper,) = shown
    assert (paper.name, paper.types[0], paper.evaluated.isoformat()) == (name, types, "2026-11-24")


def test_the_attestation_and_the_card_are_two_documents(place):
    officer, run = evaluated(place)
    assert {"ATTESTATION", "CARTE", "DEMANDES"} <= set(open_steps(officer, run))


def test_a_step_without_a_paper_prints_none(place):
    officer, run = evaluated(place)
    with pytest.raises(CannotAdvance):
        printed(officer, run, "CARTE")


def test_the_report_of_an_enquiry_bears_who_wrote_and_who_checked(place, shown):
    worker, second = place.worker(), place.worker()
    run = enquiry_to_check(worker)
    assert "ENVOI" not in open_steps(worker, run)
    did(second, run, "RELECTURE", CHECKED)
    assert bytes(printed(worker, run, "ENVOI").pdf).startswith(b"%PDF")
    (paper,) = shown
    assert paper.drafted_by and paper.checked_by and paper.drafted_by != paper.checked_by
    assert ("Logement", "Locataire") in paper.found and paper.reference == "12"


def test_an_undone_check_takes_the_report_back(place):
    worker, second = place.worker(), place.worker()
    run = enquiry_to_check(worker)
    row = did(second, run, "RELECTURE", CHECKED)
    sending = open_steps(worker, run)["ENVOI"]
    with working(second) as who:
        undo_step(actor=who, now=NOW, step_id=row.pk, reason="changed")
    with working(worker) as who, pytest.raises(CannotAdvance) as raised:
        issue_step_paper(actor=who, now=NOW, step_id=sending.pk, lang="fr")
    assert raised.value.fault is CircuitFault.NOT_OPEN


def test_an_agreement_holds_both_promises(place, shown):
    worker = place.worker()
    run = started(worker, "MEDIATION", file=case(worker))
    did(worker, run, "ENTRETIENS", {"heard": "first second", "fear": "no", "subject": "children"})
    did(worker, run, "ACCEPTATION", {"accepts": "both"})
    did(worker, run, "SEANCE", {"held_on": "2026-11-24", "present": "first second", "result": "agreed"})
    did(worker, run, "TERMES", {
        "other_name": "Brahim", "first_does": "a", "second_does": "b", "next_review_until": "2026-12-24",
    })  # fmt: skip
    assert printed(worker, run, "SIGNATURE", "ar").template == "mediation_agreement"
    assert (shown[0].second, shown[0].first_does, shown[0].second_does) == ("Brahim", "a", "b")


@pytest.mark.parametrize("procedure", SHEETS)
def test_every_procedure_has_its_sheet_and_its_pieces(place, shown, procedure):
    worker = place.worker()
    run = started(worker, "PROCEDURES", file=case(worker))
    did(worker, run, "DEMANDE", {"procedure": procedure, "for_whom": "self"})
    (code,) = open_steps(worker, run)
    printed(worker, run, code)
    assert len(shown[0].missing) >= 5 and shown[0].appeal_days == 60


def test_what_is_ready_is_told_apart_from_what_is_missing(place, shown):
    worker = place.worker()
    run = started(worker, "PROCEDURES", file=case(worker))
    did(worker, run, "DEMANDE", {"procedure": "direct_aid", "for_whom": "household"})
    row = did(worker, run, "AIDE_DIRECTE", {"ready": "rnp"})
    with working(worker) as who:
        issue_step_paper(actor=who, now=NOW, step_id=row.pk, lang="fr")
    assert shown[0].ready == ("Numéro d’identifiant du RNP",) and len(shown[0].missing) == 4


def test_every_choice_of_procedure_has_a_sheet():
    asked = PROCEDURES.by_code["DEMANDE"].fields["procedure"]
    assert {one.code for one in asked.choices} == set(SHEETS)


def test_papers_of_circuits_exist():
    assert {one for circuit in circuits().values() for step in circuit.steps for one in step.papers} <= set(PAPERS)
