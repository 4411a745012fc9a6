"""What each refusal says, and how states, results and signatures are said."""

from django.utils.translation import gettext_lazy as _

from wasl.assistance.rules import Capacity, PlanFault, PlanState, Responsible, Result, Way
from wasl.web.words import Signs, Words

FAULTS: Words = {
    PlanFault.NO_GOAL: _("Write at least one goal first."),
    PlanFault.NO_ACTION: _("Each goal needs at least one action: who does what, and when."),
    PlanFault.SAME_ACCOUNT: _("You wrote this plan: another colleague who directs or supervises validates it."),
    PlanFault.STATE: _("This can no longer be done: the plan is at another step. Look at the page again."),
    PlanFault.MINOR_ALONE: _(
        "A minor does not sign alone: the guardian signs, or the judge's decision or the child protection officer's "
        "ground is written down."
    ),
    PlanFault.NO_GROUND: _(
        "Say on what ground this person signs for the minor: guardianship, or the decision's number."
    ),
    PlanFault.NO_SIGNATORY: _("Write the name of who signs for the minor."),
    PlanFault.FEW_WITNESSES: _("A fingerprint or a cross needs its witnesses: write the names of all of them."),
    PlanFault.SAME_WITNESS: _("Each witness is another person, and not the one who signs."),
    PlanFault.SIGNED_BEFORE: _("The paper cannot have been signed before the plan was validated: check the day."),
    PlanFault.NOT_YET: _("This day has not come yet: check the date."),
    PlanFault.CHANGED_SINCE: _("The plan has changed since you read it: read it again, and print it again."),
    PlanFault.ALREADY_ONE: _("A plan is already being written for this case: open it."),
    PlanFault.NO_REASON: _("Say why the plan ends."),
    PlanFault.UNKNOWN_AGENT: _("This colleague does not work at this centre: choose another one."),
    PlanFault.CASE_OVER: _("This case is over: open it again first."),
    PlanFault.PERSON_GONE: _("The name of this person was taken out: nothing more is noted here."),
}

STATES: Signs = {
    PlanState.DRAFT: ("quiet", _("being written")),
    PlanState.VALIDATED: ("due", _("validated, to sign")),
    PlanState.SIGNED: ("done", _("signed")),
    PlanState.REVIEWED: ("done", _("signed and reviewed")),
    PlanState.ENDED: ("quiet", _("plan ended")),
}

RESULTS: Signs = {
    Result.OPEN: ("quiet", _("in progress")),
    Result.DONE: ("done", _("reached or done")),
    Result.PARTLY: ("due", _("partly reached")),
    Result.NOT_DONE: ("late", _("not reached")),
}

RESPONSIBLE = [
    (Responsible.PERSON, _("The person")), (Responsible.AGENT, _("A colleague")),
    (Responsible.OUTSIDE, _("Another service")),
]  # fmt: skip

WAYS = [
    (Way.SIGNATURE, _("A signature")), (Way.FINGERPRINT, _("A fingerprint")), (Way.CROSS, _("A cross")),
]  # fmt: skip

CAPACITIES = [
    (Capacity.PERSON, _("The person")), (Capacity.GUARDIAN, _("The guardian of a minor")),
    (Capacity.JUDGE, _("By decision of a judge")), (Capacity.CHILD_OFFICER, _("The child protection officer")),
]  # fmt: skip

ENDS = [
    ("reached", _("The goals are reached")), ("her_wish", _("The person no longer wants it")),
    ("moved", _("The person left or moved")), ("other_plan", _("Another plan takes its place")),
    ("no_news", _("No news of the person")),
]  # fmt: skip

FIELDS: Words = {
    "summary": _("What it is about, in plain words"), "what": _("What"), "measure": _("How it is measured"),
    "start": _("Today"), "target": _("To reach"), "by_on": _("Before which day"), "who": _("Which service"),
    "responsible": _("By whom"), "account": _("Which colleague"), "due_on": _("For which day"),
}  # fmt: skip
