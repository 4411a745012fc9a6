from wasl.watch.models.alerts import Alert, AlertStep
from wasl.watch.models.bulletins import Bulletin
from wasl.watch.models.calendar import Intervention
from wasl.watch.models.field_signals import (
    FieldReporter,
    FieldSignal,
    FieldVisit,
    SignalDispatch,
    SignalPerson,
    SignalStep,
)
from wasl.watch.models.needs import Need, NeedsRun
from wasl.watch.models.partner_links import PartnerLink
from wasl.watch.models.poverty import AssessedPoverty, CensusPoverty, PovertyRun
from wasl.watch.models.poverty_definitions import PovertyDefinition
from wasl.watch.models.releases import DataSet, PublishedTable
from wasl.watch.models.rounds import FieldRound, RoundStop
from wasl.watch.models.runs import Budget, WatchRun
from wasl.watch.models.scores import ContactProposal, HouseholdScore, ScoreVersion
from wasl.watch.models.siting import SitingOption, SitingPlan
from wasl.watch.models.weeks import WeekState

__all__ = [
    "ContactProposal",
    "HouseholdScore",
    "ScoreVersion",
    "Alert",
    "AlertStep",
    "Budget",
    "Bulletin",
    "DataSet",
    "FieldReporter",
    "FieldRound",
    "FieldSignal",
    "FieldVisit",
    "Intervention",
    "PartnerLink",
    "AssessedPoverty",
    "CensusPoverty",
    "PovertyDefinition",
    "PovertyRun",
    "Need",
    "NeedsRun",
    "PublishedTable",
    "RoundStop",
    "SignalDispatch",
    "SignalPerson",
    "SignalStep",
    "SitingOption",
    "SitingPlan",
    "WatchRun",
    "WeekState",
]
