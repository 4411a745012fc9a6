"""An alert as the desk shows it: a sentence, how sure, what to do, a small line."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from wasl.watch.queries.alerts import Ranked
from wasl.watch.rules.alerts import AlertState, first_step
from wasl.watch.rules.sentences import SURE, sentence, to_do
from wasl.web.printed import language
from wasl.web.watch.spark import spark
from wasl.web.watch.words import STATES, STEPS
from wasl.web.watch.words import SURE as SURE_WORDS


@dataclass(frozen=True, slots=True)
class Card:
    """`state` and `sure` are a mark and its word."""

    alert: Any
    text: str
    sure_text: str
    todo: str
    state: tuple[str, Promise]
    sure: tuple[str, Promise]
    line: SafeString
    explained: str
    next_code: str = ""
    next_label: str | Promise = ""


def card_of(ranked: Ranked, *, may_handle: bool = False) -> Card:
    """With the next step for whoever may take it."""
    alert, told = ranked.alert, ranked.told
    evidence = alert.evidence
    observed = evidence.get("observed", [])
    following = first_step(AlertState(alert.state)) if may_handle else ""
    return Card(
        alert=alert,
        text=sentence(told, language()),
        sure_text="" if alert.channel == "silence" else SURE[told.sure].in_(language()),
        todo=to_do(told, language()),
        state=STATES[AlertState(alert.state)],
        sure=SURE_WORDS[told.sure],
        line=spark(observed, evidence.get("expected", []), evidence.get("upper", [])),
        explained=alert.explained_by.words if alert.explained_by else "",
        next_code=following,
        next_label=STEPS[following] if following else "",
    )
