"""What waits on the desk from the field, in a few counts."""

from dataclasses import dataclass
from datetime import date

from wasl.core.actor import Actor
from wasl.core.permissions import Permission
from wasl.watch.models import FieldRound, FieldSignal, SignalDispatch
from wasl.watch.rules.dispatches import OPEN_DISPATCH
from wasl.watch.rules.field_signals import SignalState
from wasl.watch.rules.rounds import RoundState

P = Permission
#: Counted no further.
MOST = 100


@dataclass(frozen=True, slots=True)
class FieldWork:
    """Signals nobody has looked at, passed on without an answer in time, and rounds under way; 100 says "or more"."""

    new: int
    late: int
    rounds: int

    def __bool__(self) -> bool:
        return bool(self.new or self.late or self.rounds)


def field_work(*, actor: Actor, today: date) -> FieldWork:
    """Counts of what the actor may read; of a thing the role does not do there are none."""
    signals = FieldSignal.objects.visible_to(actor, P.WATCH_SIGNAL_READ).filter(state=SignalState.NEW)
    late = rounds = 0
    if actor.may(P.WATCH_SIGNAL_ANSWER):
        sent = SignalDispatch.objects.visible_to(actor, P.WATCH_SIGNAL_ANSWER)
        late = sent.filter(state__in=sorted(OPEN_DISPATCH), due_on__lt=today)[:MOST].count()
    if actor.may(P.WATCH_ROUND_WALK):
        rounds = FieldRound.objects.visible_to(actor, P.WATCH_ROUND_WALK).filter(state=RoundState.OPEN)[:MOST].count()
    return FieldWork(signals[:MOST].count(), late, rounds)
