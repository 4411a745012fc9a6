"""The papers there are: for each Typst template of `documents/templates`, the shape of its data and its wording.

A new paper is a template and a module here, listed in PAPERS.
"""

from wasl.documents.papers.appointment_slip import AppointmentSlip
from wasl.documents.papers.blank_form import BlankForms
from wasl.documents.papers.call_list import CallList
from wasl.documents.papers.contact_reasons import ContactReasons
from wasl.documents.papers.day_list import DayList
from wasl.documents.papers.deposit import DepositAnswer, DepositReceipt
from wasl.documents.papers.disability_attestation import DisabilityAttestation
from wasl.documents.papers.enquiry_report import EnquiryReport
from wasl.documents.papers.erasure_certificate import ErasureCertificate
from wasl.documents.papers.intervention_plan import InterventionPlan
from wasl.documents.papers.justice_report import JusticeReport
from wasl.documents.papers.letter import LetterPaper
from wasl.documents.papers.mediation_agreement import MediationAgreement
from wasl.documents.papers.orientation_letter import OrientationLetter
from wasl.documents.papers.paper import Paper
from wasl.documents.papers.password_slip import PasswordSlip
from wasl.documents.papers.person_file import PersonFile
from wasl.documents.papers.procedure_sheet import ProcedureSheet
from wasl.documents.papers.provincial_report import ProvincialReport
from wasl.documents.papers.reception_attestation import ReceptionAttestation
from wasl.documents.papers.reception_slip import ReceptionSlip
from wasl.documents.papers.register_page import RegisterPage
from wasl.documents.papers.request_receipt import RequestReceipt
from wasl.documents.papers.siting_report import SitingReport
from wasl.documents.papers.table_report import TableReport
from wasl.documents.papers.watch_bulletin import WatchBulletin

PAPERS: dict[str, type[Paper]] = {
    paper.template: paper
    for paper in (
        AppointmentSlip,
        BlankForms,
        CallList,
        ContactReasons,
        DayList,
        DepositAnswer,
        DepositReceipt,
        ErasureCertificate,
        JusticeReport,
        InterventionPlan,
        LetterPaper,
        OrientationLetter,
        PasswordSlip,
        PersonFile,
        ProvincialReport,
        ReceptionAttestation,
        ReceptionSlip,
        RegisterPage,
        RequestReceipt,
        SitingReport,
        TableReport,
        DisabilityAttestation,
        EnquiryReport,
        MediationAgreement,
        ProcedureSheet,
        WatchBulletin,
    )
}
