from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from wasl.assistance.commands import drop_draft, save_draft
from wasl.assistance.commands.drafts import DraftTooLarge
from wasl.assistance.queries import level_of_form
from wasl.core.authority import NotAllowed

NEVER = frozenset({"csrfmiddlewaretoken", "command_id"})


@require_http_methods(["POST", "DELETE"])
def draft(request: HttpRequest, form: str) -> HttpResponse:
    """Keeps what is being typed, at the level of the dossier the form is about; 204, or 413 and the last one stays."""
    actor = request.actor  # type: ignore[attr-defined]
    if request.method == "DELETE":
        drop_draft(actor=actor, form=form)
        return HttpResponse(status=204)
    fields = request.POST.copy()
    for name in NEVER & fields.keys():
        del fields[name]
    try:
        level, seal = level_of_form(actor=actor, form=form)
        save_draft(
            actor=actor, now=timezone.now(), form=form, content=fields.urlencode().encode(), level=level, seal=seal
        )
    except DraftTooLarge:
        return HttpResponse(status=413)
    except NotAllowed:
        return HttpResponse(status=404)
    return HttpResponse(status=204)
