from wasl.assistance.models.acts import Act, ActPerson, Listening, UnmetRequest
from wasl.assistance.models.appointments import Appointment, CalendarFeed
from wasl.assistance.models.assessments import Assessment
from wasl.assistance.models.cases import Case, CaseSituation
from wasl.assistance.models.circuits import CircuitRun, CircuitStep, CircuitVersion
from wasl.assistance.models.complaints import Complainant, Complaint, ComplaintQuestion, ComplaintStep
from wasl.assistance.models.deaths import Death
from wasl.assistance.models.directory import DirectoryEntry
from wasl.assistance.models.drafts import Draft
from wasl.assistance.models.filing import FiledDocument
from wasl.assistance.models.followups import FollowUp
from wasl.assistance.models.glass import GlassRequest
from wasl.assistance.models.notes import CaseNote
from wasl.assistance.models.orientations import Orientation, OrientationLink, OrientationStep
from wasl.assistance.models.plans import Plan, PlanAction, PlanGoal, PlanReview, PlanSignature
from wasl.assistance.models.receptions import FormSeries, Reception
from wasl.assistance.models.requests import ServiceRequest
from wasl.assistance.models.signals import OnCall, ProtectionSignal, Reporter, SignalChild
from wasl.assistance.models.steps import CaseTask
from wasl.assistance.models.transfers import CaseTransfer
from wasl.assistance.models.voices import Voice, VoiceCampaign, VoiceTicket, VoiceTry

__all__ = [
    "Act",
    "ActPerson",
    "Appointment",
    "CalendarFeed",
    "Assessment",
    "Case",
    "CaseNote",
    "CaseSituation",
    "CircuitRun",
    "CircuitStep",
    "CircuitVersion",
    "CaseTask",
    "CaseTransfer",
    "Complainant",
    "Complaint",
    "ComplaintQuestion",
    "ComplaintStep",
    "Death",
    "DirectoryEntry",
    "Draft",
    "FiledDocument",
    "FollowUp",
    "FormSeries",
    "GlassRequest",
    "Listening",
    "OnCall",
    "Orientation",
    "OrientationLink",
    "OrientationStep",
    "ProtectionSignal",
    "Plan",
    "PlanAction",
    "PlanGoal",
    "PlanReview",
    "PlanSignature",
    "Reception",
    "Reporter",
    "ServiceRequest",
    "SignalChild",
    "UnmetRequest",
    "Voice",
    "VoiceCampaign",
    "VoiceTicket",
    "VoiceTry",
]
