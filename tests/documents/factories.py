"""A paper of each kind, with the least and the most it may hold."""

from datetime import date, datetime

from wasl.documents.papers import (
    BlankForms,
    DayList,
    ErasureCertificate,
    InterventionPlan,
    LetterPaper,
    OrientationLetter,
    PasswordSlip,
    PersonFile,
    ProvincialReport,
    ReceptionSlip,
    RegisterPage,
    RequestReceipt,
    TableReport,
)
from wasl.documents.papers.appointment_slip import AppointmentSlip
from wasl.documents.papers.call_list import Call, CallList
from wasl.documents.papers.contact_reasons import ContactReasons, Reason
from wasl.documents.papers.day_list import Entry
from wasl.documents.papers.deposit import DepositAnswer, DepositReceipt
from wasl.documents.papers.disability_attestation import DisabilityAttestation
from wasl.documents.papers.enquiry_report import EnquiryReport
from wasl.documents.papers.intervention_plan import Action, Goal
from wasl.documents.papers.justice_report import JusticeReport, ReportedChild
from wasl.documents.papers.mediation_agreement import MediationAgreement
from wasl.documents.papers.person_file import FileSection
from wasl.documents.papers.procedure_sheet import ProcedureSheet
from wasl.documents.papers.provincial_report import Cell, ReportRow
from wasl.documents.papers.reception_attestation import ReceptionAttestation
from wasl.documents.papers.register_page import PageLine
from wasl.documents.papers.siting_report import Comparison, LeftOut, SitingReport, SitingSite
from wasl.documents.papers.table_report import Column, TableRow
from wasl.documents.papers.watch_bulletin import BulletinItem, BulletinLine, WatchBulletin
from wasl.documents.render import Mark

MARK = Mark(
    institution="Institution", unit="Centre", on=date(2026, 11, 21), number="2026-00042",
    code="K7QM-3F9T-0XAB-42ZD", address="https://wasl.example/v/K7QM3F9T0XAB42ZD",
)  # fmt: skip
CAME = datetime(2026, 11, 21, 9, 35)  # noqa: DTZ001 - papers take local time


def slip(**data):
    return ReceptionSlip(**({"came": CAME, "name": "فاطمة Aït Hammou", "asked": "Chaise roulante"} | data))


def letter(**data):
    return OrientationLetter(**({"to": "Hôpital", "name": "فاطمة", "need": "Orthopédie", "shared": ("nom",)} | data))


def report(rows=16, **data):
    line = Cell(measure="Bénéficiaires", printed="plus de 1\u202f900")
    numbers = range(1, rows + 1)
    made = tuple(ReportRow(number=n, label=f"Ligne {n}", cells=(line,), section="A" * (n == 1)) for n in numbers)
    return ProvincialReport(subtitle="Azilal, 2018", rows=made, **data)


def table(columns=3, rows=2):
    heads = (Column(label="Indicateur", kind="text"), *(Column(label=str(n)) for n in range(1, columns)))
    return TableReport(heading="Rapport", columns=heads, rows=(TableRow(cells=("1\u202f234",) * columns),) * rows)


PAPERS = {
    "watch": WatchBulletin(
        heading="Bulletin",
        subtitle="Azilal · octobre 2026",
        items=(BulletinItem(text="Les absences montent.", todo="Appeler.", state="Confirmée"),),
        calm="Rien.",
        numbers=(BulletinLine(label="Demandes", value="1\u202f234", before="—", note="compté avec deux autres"),),
        columns=("octobre 2026", "septembre 2026"),
        context=(BulletinLine(label="Chômage", value="19,8\u202f%"),),
    ),
    "no watch": WatchBulletin(
        heading="Bulletin", subtitle="", items=(), calm="Rien.", numbers=(), columns=("", ""), context=()
    ),
    "siting": SitingReport(
        heading="Où ouvrir",
        subtitle="500 CAS · proposition 2",
        by="Nadia Tazi",
        worked_out="22 novembre 2026",
        asked=("Tout le monde", "Nouveaux centres : 2"),
        refused=("Demnate — terrain inondable",),
        comparisons=(Comparison(label="Personnes", before="1\u202f234", after="5\u202f678 (91,2\u202f%)"),),
        quality="Aucun autre choix ne fait mieux.",
        robust=("× 1,0 : 93\u202f%",),
        map='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1L8 1L4 8Z"/></svg>',
        sites=(SitingSite(name="أيت امحمد", province="Azilal", people="9", newly="8", mean_km="4,1"),),
        left=(LeftOut(name="Zaouiat Ahansal", province="Azilal", people="1\u202f200", km="41,0"),),
        left_more="et 3 autres communes",
        notes=("Source",),
    ),
    "siting without map": SitingReport(
        heading="Où ouvrir", subtitle="", by="", worked_out="", asked=(), comparisons=(), quality="", sites=()
    ),
    "slip": slip(),
    "discreet slip": slip(is_discreet=True),
    "anonymous slip": ReceptionSlip(came=CAME),
    "erasure": ErasureCertificate(
        proposed=date(2026, 11, 22),
        decided=date(2026, 11, 22),
        done=date(2026, 11, 22),
        files=12,
        kept_back=1,
        rules=(("retention.social_days", 1826, 12),),
        tables=(("people_registration", 12),),
        digest="9f" * 32,
    ),
    "file": PersonFile(
        sought="فاطمة", asker="Fatima", capacity="SELF", sections=(FileSection(part="identity", rows=(("name", "F"),)),)
    ),
    "no file": PersonFile(sought="فاطمة", asker="Brahim", capacity="SPOUSE"),
    "receipt": RequestReceipt(asked=date(2026, 11, 22), answer_by=date(2026, 12, 22)),
    "letter": letter(meeting=CAME, answer_by=date(2026, 12, 1), message="Merci", phone="05 23 45 67 89"),
    "discreet letter": letter(is_discreet=True),
    "forms": BlankForms(numbers=("AZ-2026-00001", "AZ-2026-00002")),
    "report": report(notes=("* déclaré",), issue_hash="9f" * 32),
    "empty report": report(rows=0),
    "table": table(),
    "wide table": table(columns=12, rows=80),
    "empty table": table(rows=0),
    "password": PasswordSlip(agent="خديجة", staff_number="AZ-1", password="mot-7431", until=CAME),
    "signed letter": LetterPaper(
        heading="Transmission de pièces",
        addressee="Monsieur le Président",
        address="Tribunal\nAzilal",
        reference="D-2026-00012",
        their_reference="312/CAB",
        paragraphs=("وبعد، يشرفني", "Texte 09-08"),
        signer="Khadija Ait",
        quality="Directrice",
    ),
    "draft letter": LetterPaper(heading="Invitation", addressee="Zahra", is_draft=True, is_discreet=True),
    "register": RegisterPage(
        direction="arrival",
        printed_by="Khadija Ait",
        printed_at=CAME,
        lines=(
            PageLine(number="A-2026-00001", on=date(2026, 11, 20)),
            PageLine(
                number="A-2026-00002",
                on=date(2026, 11, 21),
                correspondent="باشوية أزيلال",
                subject="لائحة الدواوير",
                reference="312",
                dated_on=date(2026, 11, 19),
                corrects="A-2026-00001",
                followed=(("transmitted", "Service social"), ("answered", "D-2026-00004")),
            ),
        ),
    ),
    "empty register": RegisterPage(direction="departure", printed_at=CAME),
    "day": DayList(day=date(2026, 11, 23), entries=(Entry(name="Brahim", hour="09:30", what="Écoute"),)),
    "report to justice": JusticeReport(
        recipient="prosecutor",
        court="أزيلال",
        told=CAME,
        children=(ReportedChild(sex="أنثى", born="11"), ReportedChild(name="آدم", described="Cartable rouge")),
        facts="Des traces de coups.",
        done=("Gendarmerie appelée",),
        asks=("الإيداع المؤقت",),
    ),
    "social report": JusticeReport(recipient="judge", court="Azilal", told=CAME, children=(), facts="—"),
    "attestation": ReceptionAttestation(name="فاطمة", received=date(2026, 11, 22)),
    "plan": InterventionPlan(
        name="فاطمة",
        version=3,
        summary="Retrouver un logement",
        review_months=3,
        witnesses=2,
        is_minor=True,
        goals=(
            Goal(
                what="Avoir un toit",
                measure="nuits dans un logement",
                start="0",
                target="30",
                by=date(2027, 2, 1),
                actions=(Action(what="Demander une place", responsible="agent", who="Omar", due=date(2026, 12, 1)),),
            ),
        ),
    ),  # fmt: skip
    "bare plan": InterventionPlan(name="", version=1, summary="", review_months=1, witnesses=1),
    "disability": DisabilityAttestation(
        name="فاطمة", evaluated=date(2026, 11, 22), born="38 ans", types=("Motrice", "نطق ولغة"), degree="Sévère"
    ),
    "mediation": MediationAgreement(
        first="فاطمة",
        second="Brahim",
        first_does="تترك الأطفال يزورون أباهم كل جمعة.",
        second_does="Verser 800 DH le 5 de chaque mois.",
        review_by=date(2026, 12, 22),
    ),
    "procedure": ProcedureSheet(
        heading="الدعم الاجتماعي المباشر",
        why="Une aide.",
        go="Là.",
        ask="Un reçu.",
        refused="Un recours.",
        ready=("Livret",),
        missing=("بطاقة", "Photo"),
        note="À demander au caïdat.",
        where="ANSS",
        day=date(2026, 12, 1),
        appeal_days=60,
    ),
    "bare procedure": ProcedureSheet(heading="RSU", why="—", go="—", ask="—", refused="—", appeal_by=date(2027, 1, 13)),
    "enquiry": EnquiryReport(
        authority="قاضي شؤون القاصرين",
        reference="12/26",
        asked=date(2026, 11, 10),
        question="Garde sûre ?",
        name="فاطمة",
        visited=date(2026, 11, 20),
        seen="غرفتان نظيفتان.",
        paragraph="Elle élève seule ses enfants.",
        opinion="Favorable",
        drafted_by="خديجة",
        checked_by="Brahim",
        born="38",
        health="Rien.",
        found=(("Logement", "Locataire"), ("الموارد", "عمل يومي")),
    ),
    "empty day": DayList(day=date(2026, 11, 23)),
    "full day": DayList(
        day=date(2026, 11, 23),
        entries=(Entry(name="Brahim", hour="09:30", by="Itto"),) * 30,
        waiting=(Entry(name="فاطمة", hour="08:40", what="Écoute"),),
        due=(Entry(name="Brahim"),),
        blanks=12,
    ),
    "calls": CallList(
        day=date(2026, 11, 23), calls=(Call(name="فاطمة", number="0661234509", day="25/11", hour="10:00"),)
    ),
    "no call": CallList(day=date(2026, 11, 23)),
    "appointment": AppointmentSlip(when=CAME),
    "deposit": DepositReceipt(
        deposit="4F7K-29QX", came=date(2026, 11, 22), first=date(2026, 12, 2), final=date(2026, 12, 22)
    ),
    "reasons of a contact": ContactReasons(
        reasons=(Reason(words="Perte d’emploi, 3 mars 2026", points=3), Reason(words="انقطاع عن الدراسة", points=2)),
        total=5,
        on=date(2026, 11, 22),
        until=date(2027, 5, 22),
        since=date(2026, 5, 22),
    ),
    "answer to a deposit": DepositAnswer(
        deposit="4F7K-29QX", came=date(2026, 11, 22), answer="Lundi. نعتذر عن الانتظار.", is_final=True
    ),
}
