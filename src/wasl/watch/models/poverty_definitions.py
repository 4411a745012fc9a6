import pgtrigger
from django.db import models

from wasl.catalogue.models import Labelled


class PovertyDefinition(Labelled):
    """What being without several things means for households that were assessed: `content` as rules.poverty reads it.
    Figures keep the version they were counted with."""

    content = models.JSONField()

    class Meta(Labelled.Meta):
        triggers = [pgtrigger.ReadOnly(name="published_stays", fields=["content", "code", "since"])]
