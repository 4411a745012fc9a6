from django.utils.translation import gettext_lazy as _

from wasl.access.rules import BrakeKind, Denial, GoesOn, Verdict
from wasl.assistance.rules.glass import Follows, GlassVerdict
from wasl.assistance.rules.readings import Link, Mark
from wasl.documents.rules.printing import WhyPrinted
from wasl.web.words import Words

MARKS: Words = {
    Mark.HOURS: _("outside working hours"),
    Mark.NO_LINK: _("no link with the file"),
    Mark.BURST: _("many files at once"),
}
LINKS: Words = {
    Link.IN_CHARGE: _("in charge of it"),
    Link.NAMED: _("named on it"),
    Link.EMERGENCY: _("opened in an emergency"),
    Link.WORKED: _("worked on it"),
    Link.NONE: _("no reason is known"),
}
KINDS: Words = {
    BrakeKind.FILES: _("Files read in one day"),
    BrakeKind.ROWS: _("Lines listed or taken out in one day"),
    BrakeKind.BURST: _("Files read within ten minutes"),
}
GOES_ON: Words = {
    GoesOn.DANGER: _("Somebody is in danger, or an emergency is going on"),
    GoesOn.CAMPAIGN: _("A campaign or a counter with many people today"),
    GoesOn.CHECK: _("I am checking files I was asked to check"),
    GoesOn.REPORT: _("I am preparing a report"),
}
VERDICTS: Words = {Verdict.WORK: _("It was work"), Verdict.FOLLOW: _("To follow up")}
DENIALS: Words = {
    Denial.DECLARED: _("A relative or close to her, said by an agent"),
    Denial.NAMED: _("She named this colleague herself"),
    Denial.CONFLICT: _("Another conflict of interest"),
}
GLASS_VERDICTS: Words = {
    GlassVerdict.JUSTIFIED: _("Justified"),
    GlassVerdict.UNJUSTIFIED: _("Not justified"),
}
FOLLOWS: Words = {
    Follows.NOTHING: _("Nothing follows"),
    Follows.REMINDER: _("The rules are explained again"),
    Follows.TRAINING: _("Training"),
    Follows.INQUIRY: _("An inquiry is opened"),
}
WHY: Words = {
    WhyPrinted.HERS: _("She asks for it, and knows where it will be kept"),
    WhyPrinted.RECEIVER: _("For the service that receives her"),
    WhyPrinted.JUSTICE: _("Justice asks for it"),
    WhyPrinted.HEALTH: _("A doctor needs it"),
    WhyPrinted.FILE: _("For the paper file, kept under lock"),
}
