from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wasl.catalogue.recordings import commands, queries
from wasl.catalogue.recordings.commands import CannotKeepSound
from wasl.catalogue.recordings.rules import SOUNDS, SPOKEN, SoundFault
from wasl.core.authority import require
from wasl.core.permissions import Permission as P
from wasl.web.assistance.guards import command_id
from wasl.web.fields import FileWidget
from wasl.web.people import labels
from wasl.web.words import Words

FAULTS: Words = {
    SoundFault.NO_SOUND: gettext_lazy("Nothing was heard: record the phrase again."),
    SoundFault.TOO_LARGE: gettext_lazy("This sound is too large: read only the phrase, without waiting at the end."),
    SoundFault.NOT_A_SOUND: gettext_lazy("This file is not a sound that can be played: record it here."),
    SoundFault.UNKNOWN_PHRASE: gettext_lazy("This phrase is no longer read aloud."),
    SoundFault.ALREADY_WAITING: gettext_lazy("A recording of this phrase is already waiting for a decision."),
    SoundFault.SAME_ACCOUNT: gettext_lazy("You recorded this: another account listens to it and decides."),
    SoundFault.ALREADY_DECIDED: gettext_lazy("Somebody has decided on this already."),
    SoundFault.WORDS_CHANGED: gettext_lazy("The words have changed since this was recorded: refuse it, record again."),
    SoundFault.NO_REASON: gettext_lazy("Say why it is refused: those who recorded it will read it."),
}
#: Beyond any bound the catalogue may set: no more than this is read of a file.
MOST_BYTES = 5 << 20
KEYS: Words = {"always": gettext_lazy("Before an interview, and with a plan"), "consent": gettext_lazy("Consent")}


class SoundForm(forms.Form):
    sound = forms.FileField(label=gettext_lazy("Sound"), widget=FileWidget("audio/*", *sorted(SOUNDS)))


@require_GET
def recordings(request: HttpRequest) -> HttpResponse:
    """Every phrase that is read aloud, and whether it can be heard in each language."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    played, waiting = queries.played(), queries.waiting(actor=actor)
    shown = [
        (KEYS.get(group.key, group.label), [(one, _states(one, played, waiting)) for one in group.phrases])
        for group in queries.groups(actor=actor, on=timezone.localdate())
    ]
    number = sum(len(phrases) for _label, phrases in shown) * len(SPOKEN)
    done = sum(state == "done" for _label, phrases in shown for _one, states in phrases for *_more, state in states)
    return TemplateResponse(request, "recordings/list.html", {"groups": shown, "number": number, "done": done})


def _states(phrase: Any, played: Any, waiting: Any) -> list[tuple[str, str, str]]:
    """(language, its name, done | waiting | old | missing)."""
    states = []
    for language in SPOKEN:
        row, state = played.get((phrase.slot, language)), "missing"
        if (phrase.slot, language) in waiting:
            state = "waiting"
        elif row is not None:
            state = "done" if row.words_hash == phrase.words_hash else "old"
        states.append((language, str(labels.LANGUAGES[language]), state))
    return states


@require_GET
def phrase(request: HttpRequest, slot: str, language: str) -> HttpResponse:
    """One phrase in one language: hear it, record it, listen back, send."""
    return _phrase_page(request, slot, language, SoundForm())


@require_POST
def record(request: HttpRequest, slot: str, language: str) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, P.RECORDING_PROPOSE)
    form = SoundForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            commands.propose_recording(
                actor=actor, now=timezone.now(), recording_id=command_id(request), slot=slot, language=language,
                sound=form.cleaned_data["sound"].read(MOST_BYTES),
            )  # fmt: skip
        except CannotKeepSound as refusal:
            form.add_error(None, FAULTS[refusal.fault])
        else:
            messages.success(request, _("Kept. It is played once another account has listened to it."))
            return redirect("recordings:phrase", slot, language)
    return _phrase_page(request, slot, language, form)


def _phrase_page(
    request: HttpRequest, slot: str, language: str, form: Any, *, fault: SoundFault | None = None
) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    one = queries.phrase_of(actor=actor, slot=slot, on=timezone.localdate())
    if one is None or language not in SPOKEN:
        raise Http404
    row = queries.played().get((slot, language))
    waits = queries.waiting(actor=actor).get((slot, language))
    context = {
        "phrase": one, "language": language, "language_name": labels.LANGUAGES[language], "form": form, "row": row,
        "is_old": row is not None and row.words_hash != one.words_hash, "waits": waits,
        "is_own": waits is not None and waits.proposed_by_id == actor.account_id,
        "fault": FAULTS[fault] if fault else "",
        "may_hear": actor.may(P.RECORDING_PROPOSE) or actor.may(P.RECORDING_APPROVE),
    }  # fmt: skip
    return TemplateResponse(request, "recordings/phrase.html", context, status=422 if form.errors or fault else 200)


@require_POST
def decide(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    actor: Any = request.actor  # type: ignore[attr-defined]
    require(actor, P.RECORDING_APPROVE)
    is_approved = request.POST.get("do") == "approve"
    try:
        row = queries.recording(actor=actor, recording_id=recording_id)
        commands.decide_recording(
            actor=actor, now=timezone.now(), recording_id=recording_id, is_approved=is_approved,
            reason=request.POST.get("reason", "")[:200],
        )  # fmt: skip
    except ObjectDoesNotExist:
        raise Http404 from None
    except CannotKeepSound as refusal:
        return _phrase_page(request, row.slot, row.language, SoundForm(), fault=refusal.fault)
    messages.success(request, _("It is played from now on.") if is_approved else _("Refused."))
    return redirect("recordings:phrase", row.slot, row.language)


@require_GET
def sound(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """The sound itself, as the kind that it was found to be."""
    try:
        row = queries.recording(actor=request.actor, recording_id=recording_id)  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        raise Http404 from None
    answer = HttpResponse(commands.checked_sound(row), content_type=row.media_type)
    # The bytes of an id never change; other accounts of the same device ask again.
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
