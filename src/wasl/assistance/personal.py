"""What this room holds about somebody (law 09-08), and what anonymisation leaves of it: acts stay counted."""

import json
from collections.abc import Callable
from typing import Any

from wasl.assistance.commands.assessments import REASON, SEALED
from wasl.assistance.commands.circuits import content_context
from wasl.assistance.commands.loop import seal_context
from wasl.assistance.commands.plans.plan import ACTION, GOAL, PLAN, REVIEW, SIGNATURE
from wasl.assistance.commands.sealing import sealed_values
from wasl.assistance.commands.signals import sealed_for
from wasl.assistance.models import (
    Act,
    ActPerson,
    Appointment,
    Assessment,
    Case,
    CaseNote,
    CaseSituation,
    CaseTask,
    CaseTransfer,
    CircuitRun,
    CircuitStep,
    Death,
    FiledDocument,
    FollowUp,
    GlassRequest,
    Listening,
    Orientation,
    OrientationLink,
    OrientationStep,
    Plan,
    PlanAction,
    PlanGoal,
    PlanReview,
    PlanSignature,
    ProtectionSignal,
    Reception,
    Reporter,
    ServiceRequest,
    SignalChild,
    UnmetRequest,
)
from wasl.core.personal import Held
from wasl.core.sealed import seal
from wasl.documents.commands.attachments import attachment_context
from wasl.documents.models import (
    Attachment,
    AttachmentContent,
    IssuedDocument,
    Letter,
    LetterStep,
    RegisterEntry,
    RegisterLine,
    RegisterMark,
)
from wasl.documents.sealing import closed

EMPTY = {"words": "", "shared": {}}


def _nothing_shared(row: Orientation) -> bytes:
    return seal(json.dumps(EMPTY).encode(), context=seal_context(row.pk))


def _nothing_recorded(row: CircuitStep) -> bytes:
    return seal(b"{}", context=content_context(row.pk))


def _nothing_told(row: ProtectionSignal) -> bytes:
    return sealed_for(row.pk, {"words": "", "place": ""})


def _nobody_told(row: SignalChild) -> bytes:
    return sealed_for(row.pk, {"name": "", "described": ""})


def _no_words(kind: str, **values: Any) -> dict[str, Callable[[Any], bytes]]:
    """What was written is taken out; states, results and counts stay."""
    return {"sealed": lambda row: sealed_values(kind, row.pk, values)}


def _no_reason(row: Assessment) -> bytes | None:
    return sealed_values(REASON, row.pk, {"reason": ""}) if row.decided_reason else None


def _no_bytes(row: AttachmentContent) -> bytes:
    return seal(b"", context=attachment_context(row.pk))


def _no_file(row: Attachment) -> bytes:
    return closed({"name": "", "title": "", "taken_at": "", "place": ""}, row.pk)


def _no_mark(row: RegisterMark) -> bytes:
    return closed({"words": ""}, row.pk)


def _no_letter(row: Letter) -> bytes:
    words = ("addressee", "address", "paragraph", "their_reference", "title", "body")
    return closed(dict.fromkeys(words, "") | {"values": {}, "is_discreet": False}, row.pk)


def _no_step(row: LetterStep) -> bytes:
    return closed({"reason": ""}, row.pk)


def _no_mail(row: RegisterEntry) -> bytes:
    return closed({"correspondent": "", "subject": "", "reference": ""}, row.pk)


HELD = (
    Held(model=Listening, way="act__persons__registration_id", goes=True, is_shared=True, keeps=("note", "sharing")),
    Held(
        model=Reception, way="registration_id", clears={"form_number": ""}, contact="arrived_at",
        keeps=("sex", "age_band", "need", "urgency", "channel", "language", "state"),
    ),
    Held(
        model=Act, way="persons__registration_id", clears={"form_number": ""}, keeps=("service", "place", "language"),
        contact="occurred_at",
    ),
    Held(model=ActPerson, way="registration_id"),
    Held(
        model=Appointment, way="registration_id", contact="recorded_at",
        keeps=("service", "place", "state", "reason", "desk"),
    ),
    Held(model=UnmetRequest, way="registration_id", keeps=("service", "reason"), contact="occurred_at"),
    Held(
        model=Orientation, way="registration_id", clears={"destination_name": "", "shared": []},
        rewrites={"sealed": _nothing_shared}, contact="sent_at",
        # Number and coupon are drawn at random and say nothing; they must stay different from all others.
        keeps=("destination", "service", "urgency", "basis", "number", "coupon", "state", "answer", "answer_reason"),
    ),
    Held(model=Orientation, way="received_as_id", contact="sent_at"),
    # The digest of a secret that was drawn at random, and the language of the page.
    Held(model=OrientationLink, way="orientation__registration_id", keeps=("digest", "lang")),
    Held(model=OrientationStep, way="orientation__registration_id", keeps=("step", "via", "reason")),
    Held(
        model=Case, way="registration_id",
        keeps=("channel", "basis", "state", "closure_reason", "outcome", "suspension_reason"),
        contact="opened_at",
        ends="closed_at",
    ),
    Held(model=CaseSituation, way="case__registration_id", keeps=("code",)),
    Held(model=CircuitRun, way="case__registration_id", keeps=("circuit", "end_reason")),
    Held(model=ServiceRequest, way="registration_id", keeps=("service", "state", "reason"), contact="asked_at"),
    Held(
        model=CircuitStep, way="case__registration_id", rewrites={"sealed": _nothing_recorded},
        keeps=("code", "state", "reason"),
    ),
    Held(
        model=CaseTask, way="case__registration_id", clears={"what": b"", "how": b""},
        keeps=("kind", "reason", "urgency", "state"),
    ),
    Held(model=CaseNote, way="case__registration_id", goes=True, keeps=("readers", "text")),
    Held(
        model=CaseTransfer, way="case__registration_id", clears={"sealed": b""},
        keeps=("reason", "state", "answer_reason"),
    ),
    Held(
        model=FollowUp, way="case__registration_id", clears={"words": b""}, keeps=("state", "way", "situation"),
        contact="ended_at",
    ),
    Held(
        model=Reporter, way="signal__children__case__registration_id", goes=True, is_shared=True, keeps=("sealed",)
    ),
    Held(
        model=ProtectionSignal, way="children__case__registration_id", rewrites={"sealed": _nothing_told},
        is_shared=True,
        keeps=("way", "urgency", "situation", "commune_code", "state", "dismissal"), contact="received_at",
    ),
    Held(model=SignalChild, way="case__registration_id", rewrites={"sealed": _nobody_told}, keeps=("sex",)),
    Held(
        model=Assessment, way="case__registration_id", contact="assessed_at",
        rewrites=_no_words(SEALED, answers={}, conclusion="") | {"decided_reason": _no_reason},
        keeps=("code", "language", "band", "findings", "decided_band"),
    ),
    Held(
        model=Plan, way="case__registration_id", rewrites=_no_words(PLAN, summary=""), keeps=("state", "language"),
        contact="drafted_at", ends="ended_at",
    ),
    Held(model=PlanGoal, way="plan__case__registration_id", rewrites=_no_words(GOAL), keeps=("result",)),
    Held(
        model=PlanAction, way="goal__plan__case__registration_id", rewrites=_no_words(ACTION),
        keeps=("responsible", "result"),
    ),
    Held(
        model=PlanSignature, way="plan__case__registration_id",
        rewrites=_no_words(SIGNATURE, signatory="", ground="", witnesses=[]), keeps=("capacity", "way"),
    ),
    Held(
        model=PlanReview, way="plan__case__registration_id", rewrites=_no_words(REVIEW, note=""), keeps=("language",)
    ),
    Held(
        model=AttachmentContent, way="attachment__filed__registration_id", rewrites={"sealed": _no_bytes},
    ),
    Held(
        model=Attachment, way="filed__registration_id", rewrites={"sealed": _no_file}, clears={"original_sha256": ""},
        keeps=("kind", "sha256", "withdrawal"), contact="added_at",
    ),
    Held(
        model=AttachmentContent, way="attachment__entry__filed__registration_id", rewrites={"sealed": _no_bytes},
    ),
    Held(
        model=Attachment, way="entry__filed__registration_id", rewrites={"sealed": _no_file},
        clears={"original_sha256": ""},
    ),
    Held(model=RegisterMark, way="entry__filed__registration_id", rewrites={"sealed": _no_mark}, keeps=("kind",)),
    Held(
        model=RegisterEntry, way="filed__registration_id", rewrites={"sealed": _no_mail}, clears={"words": []},
        keeps=("medium",), contact="entered_at",
    ),
    Held(model=RegisterLine, way="entry__filed__registration_id", keeps=("direction",)),
    Held(
        model=Letter, way="filed__registration_id", rewrites={"sealed": _no_letter},
        keeps=("template", "lang", "state", "sha256"), contact="written_at",
    ),
    Held(model=LetterStep, way="letter__filed__registration_id", rewrites={"sealed": _no_step}, keeps=("step",)),
    Held(
        model=RegisterMark, way="entry__line__letter__filed__registration_id", rewrites={"sealed": _no_mark},
    ),
    Held(
        model=RegisterEntry, way="line__letter__filed__registration_id", rewrites={"sealed": _no_mail},
        clears={"words": []},
    ),
    Held(
        model=IssuedDocument, way="letter__filed__registration_id", clears={"pdf": None},
        keeps=("template", "lang", "code", "subject", "sha256"),
    ),
    Held(model=FiledDocument, way="registration_id"),
    Held(model=Death, way="registration_id", keeps=("source", "ended")),
    Held(model=GlassRequest, way="registration_id", keeps=("reason", "verdict", "follows")),
)  # fmt: skip
