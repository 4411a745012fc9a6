from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wasl.catalogue.models import Questionnaire
from wasl.watch.models.base import Observed
from wasl.watch.rules.rounds import RoundState, StopState


class FieldRound(Observed):
    """A planned round: communes, how many homes, one version of a questionnaire, days. The homes are drawn from `seed`:
    the same seed over the same places gives the same homes, whoever draws again."""

    name = models.CharField(max_length=120)
    places = ArrayField(models.CharField(max_length=20))
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    sample = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    #: SHA-256 of the list of places and sizes that was drawn from.
    frame = models.CharField(max_length=64)
    since_on = models.DateField()
    until_on = models.DateField()
    state = models.CharField(max_length=8, default=RoundState.OPEN)

    class Meta(Observed.Meta):
        indexes = [models.Index(fields=["path", "-since_on", "-id"], name="watch_round_path")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(RoundState)), name="watch_round_state"),
            models.CheckConstraint(condition=Q(until_on__gte=F("since_on"), sample__gt=0), name="watch_round_days"),
        ]

    questionnaire_id: UUID


class RoundStop(Observed):
    """One home of the draw: the `position`th of the round, the `home`th met from the landmark of the place, walking as
    the paper says. No name, no address. `sealed` holds the answers (JSON) of a home that was visited."""

    round = models.ForeignKey(FieldRound, on_delete=models.PROTECT, related_name="stops")
    position = models.PositiveIntegerField()
    place_code = models.CharField(max_length=32)
    home = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default=StopState.PLANNED)
    visited_on = models.DateField(null=True)
    sealed = models.BinaryField(default=bytes)

    class Meta(Observed.Meta):
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="watch_stop_once"),
            models.CheckConstraint(condition=Q(state__in=list(StopState)), name="watch_stop_state"),
            models.CheckConstraint(
                condition=Q(state=StopState.PLANNED, visited_on__isnull=True)
                | ~Q(state=StopState.PLANNED) & Q(visited_on__isnull=False),
                name="watch_stop_day",
            ),
            models.CheckConstraint(condition=Q(state=StopState.VISITED) | Q(sealed=b""), name="watch_stop_answers"),
        ]

    round_id: UUID
