"""Simple indicators and targets: dated rows, proposed by one account and approved by another (see the catalogue)."""

from django.db import models
from django.db.models import Q

from wasl.catalogue.models import Labelled
from wasl.core.figures import Counted, Qualifier


class SimpleIndicator(Labelled):
    """An indicator made on screen: one rule of counting over acts of a service, a measure or a type of unit.

    `report` is the code of the report that prints it, in a row of its own after the report's rows.
    Exactly one of `service` ("*" for any), `measure`, `unit_type` says what is counted.
    """

    report = models.CharField(max_length=40)
    section = models.CharField(max_length=40)
    rule = models.CharField(max_length=20)
    counted = models.CharField(max_length=20, choices=[(unit.value, unit.value) for unit in Counted])
    service = models.CharField(max_length=20, blank=True)
    measure = models.CharField(max_length=60, blank=True)
    unit_type = models.CharField(max_length=20, blank=True)
    is_sensitive = models.BooleanField(default=False)

    class Meta(Labelled.Meta):
        constraints = [
            *Labelled.Meta.constraints,
            models.CheckConstraint(
                name="facts_simpleindicator_one_source",
                condition=~Q(service="") & Q(measure="", unit_type="")
                | ~Q(measure="") & Q(service="", unit_type="")
                | ~Q(unit_type="") & Q(service="", measure=""),
            ),
        ]


class Target(Labelled):
    """What a plan promises for a period: so many units of a type opened after `counts_from`, or so many persons.

    `measure` is the declared measure that says how many were reached, when the target is not of units.
    """

    plan = models.CharField(max_length=9)
    period = models.CharField(max_length=9)
    value = models.DecimalField(max_digits=14, decimal_places=0)
    counted = models.CharField(max_length=20, choices=[(unit.value, unit.value) for unit in Counted])
    qualifier = models.CharField(max_length=10, default=Qualifier.EXACT.value)
    unit_type = models.CharField(max_length=20, blank=True)
    counts_from = models.DateField(null=True, blank=True)
    measure = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta(Labelled.Meta):
        constraints = [
            *Labelled.Meta.constraints,
            models.CheckConstraint(
                name="facts_target_one_source",
                condition=Q(measure="", counts_from__isnull=False) & ~Q(unit_type="")
                | ~Q(measure="") & Q(unit_type=""),
            ),
        ]
