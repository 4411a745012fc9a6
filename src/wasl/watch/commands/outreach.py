"""What a person decides of a proposal, what was found, and the paper by which the household reads why."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime

from wasl.core.actor import Actor
from wasl.core.authority import NotAllowed, require
from wasl.core.months import day_in_words
from wasl.core.permissions import Permission
from wasl.documents.commands import issue
from wasl.documents.models import IssuedDocument
from wasl.documents.papers.contact_reasons import ContactReasons, Reason
from wasl.journal.commands import record
from wasl.network.letterhead import issuing_unit
from wasl.network.models import Unit
from wasl.watch.commands.placing import sealed_words
from wasl.watch.models import ContactProposal, HouseholdScore
from wasl.watch.queries.outreach import visible_proposals
from wasl.watch.rules.outreach import NEXT_PROPOSAL, ProposalFault, ProposalState, fault_of_decision
from wasl.watch.rules.scores import sentence

P = Permission


class CannotDecide(Exception):
    def __init__(self, fault: ProposalFault) -> None:
        super().__init__(fault)
        self.fault = fault


def locked_proposal(actor: Actor, proposal_id: UUID) -> ContactProposal:
    require(actor, P.WATCH_OUTREACH_DECIDE)
    rows = visible_proposals(actor=actor).select_for_update(of=("self",)).select_related(None)
    row = rows.filter(pk=proposal_id).first()
    if row is None:
        raise NotAllowed(P.WATCH_OUTREACH_DECIDE, "a proposal out of reach")
    return row


@transaction.atomic
def decide_proposal(
    *, actor: Actor, now: datetime, proposal_id: UUID, to: str, reason: str, words: str
) -> ContactProposal:
    """To contact, to assess again, or neither: a person's decision, with its reason. Said again, nothing changes."""
    row = locked_proposal(actor, proposal_id)
    if row.state == to and row.decided_by_id == actor.account_id:
        return row
    expires = HouseholdScore.objects.visible_to(actor, P.WATCH_OUTREACH_DECIDE).get(pk=row.score_id).expires_on
    fault = fault_of_decision(
        state=row.state, to=to, reason=reason, words=words, today=localtime(now).date(), expires_on=expires
    )
    if fault:
        raise CannotDecide(fault)
    row.state, row.reason, row.words = to, reason, sealed_words(row.pk, words)
    row.decided_by_id, row.decided_at = actor.account_id, now
    row.save(update_fields=["state", "reason", "words", "decided_by", "decided_at"])
    _journal(actor, row, P.WATCH_OUTREACH_DECIDE, reason=to)
    return row


@transaction.atomic
def end_proposal(*, actor: Actor, now: datetime, proposal_id: UUID, was_found: bool) -> ContactProposal:
    """They were contacted or assessed: whether a need was found is what the score is judged by."""
    row = locked_proposal(actor, proposal_id)
    if row.state == ProposalState.DONE:
        return row
    if ProposalState.DONE not in NEXT_PROPOSAL[ProposalState(row.state)]:
        raise CannotDecide(ProposalFault.STATE)
    row.state, row.ended_at = ProposalState.DONE, now
    row.save(update_fields=["state", "ended_at"])
    scores = HouseholdScore.objects.visible_to(actor, P.WATCH_OUTREACH_DECIDE).filter(pk=row.score_id)
    scores.update(was_found=was_found, found_on=localtime(now).date())
    _journal(actor, row, "watch:end_contact", reason="found" if was_found else "not_found")
    return row


@transaction.atomic
def contest_proposal(*, actor: Actor, now: datetime, proposal_id: UUID) -> ContactProposal:
    """The household does not agree: it is noted here, and the complaint itself goes its own way."""
    row = locked_proposal(actor, proposal_id)
    if row.contested_on is None:
        row.contested_on = localtime(now).date()
        row.save(update_fields=["contested_on"])
        _journal(actor, row, "watch:contest_contact")
    return row


@transaction.atomic
def issue_reasons(*, actor: Actor, now: datetime, proposal_id: UUID, lang: str) -> IssuedDocument:
    """Why a contact is proposed, in the household's language: each event with its points, and how to contest."""
    row = locked_proposal(actor, proposal_id)
    found = (
        HouseholdScore.objects.visible_to(actor, P.WATCH_OUTREACH_DECIDE).select_related("version").get(pk=row.score_id)
    )
    with translation.override(lang):
        paper = reasons_paper(found, lang=lang)
    return issue(
        actor=actor, template=ContactReasons.template, lang=lang, now=now, level=row.level, seal=row.seal, data=paper,
        subject="contactproposal", subject_id=row.pk, permission=P.WATCH_OUTREACH_DECIDE,
        unit=issuing_unit(Unit.objects.get(pk=row.unit_id), on=localtime(now).date()),
    )  # fmt: skip


def reasons_paper(found: HouseholdScore, *, lang: str) -> ContactReasons:
    lines = tuple(
        Reason(words=sentence(line["code"], day_in_words(date.fromisoformat(line["on"]), lang), lang),
               points=line["points"])
        for line in found.lines
    )  # fmt: skip
    return ContactReasons(
        reasons=lines, total=found.points, on=found.computed_on, until=found.expires_on,
        since=found.version.since,
    )  # fmt: skip


def _journal(actor: Actor, row: ContactProposal, verb: str, *, reason: str = "") -> None:
    record(
        actor=actor, verb=verb, subject="contactproposal", subject_id=row.pk, path=row.path, level=row.level,
        seal=row.seal, reason=reason,
    )  # fmt: skip
