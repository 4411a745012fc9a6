"""Who may do what: the one table. Roles, their unit kinds, levels and circuits are the vocabulary's."""

from wasl.core.permissions import Permission as P

_EVERYONE = {P.TERRITORY_READ, P.UNIT_READ, P.CATALOGUE_READ}
#: Roles of people from outside: of a unit that protects women or children they never learn name or place.
_OUTSIDE = {"READER", "PARTNER"}
_READS_FIGURES = {P.FACT_READ, P.REPORT_READ}
_RECEIVES = {
    P.PERSON_SEARCH,
    P.PERSON_READ,
    P.PERSON_CREATE,
    P.PERSON_CORRECT,
    P.PERSON_ASK_ACCESS,
    P.PERSON_READERS,
    P.CONSENT_RECORD,
    P.CORRECTION_ASK,
    P.RECEPTION_READ,
    P.RECEPTION_RECORD,
    P.ACT_READ,
    P.ACT_RECORD,
    P.ORIENTATION_READ,
    P.ORIENTATION_SEND,
    P.ORIENTATION_ANSWER,
    P.DIRECTORY_READ,
    P.DIRECTORY_KEEP,
    P.CASE_READ,
    P.CASE_OPEN,
    P.CASE_CLOSE,
    P.APPOINTMENT_READ,
    P.APPOINTMENT_BOOK,
    P.DOCUMENT_ISSUE,
    P.DOCUMENT_READ,
    P.REGISTER_READ,
    P.REGISTER_WRITE,
    P.RECORDING_PROPOSE,
    P.ATTACHMENT_READ,
    P.ATTACHMENT_ADD,
    P.COMPLAINT_RECORD,
    P.VOICE_HEAR,
    P.LETTER_READ,
    P.LETTER_WRITE,
}
_FOLLOWS_PERSONS = {
    P.DIRECTORY_READ,
    P.PERSON_SEARCH,
    P.PERSON_READ,
    P.PERSON_READERS,
    P.RECEPTION_READ,
    P.ACT_READ,
    P.ORIENTATION_READ,
    P.CASE_READ,
    P.DOCUMENT_READ,
    P.REGISTER_READ,
    P.ATTACHMENT_READ,
    P.LETTER_READ,
}
#: Which levels each role initials or signs is said once, in documents.rules.letters.
_INITIALS = {P.LETTER_INITIAL}
_SIGNS = _INITIALS | {P.LETTER_SIGN}
_NAMES = {P.CASE_NAME}
_SUPERVISES = {P.CASE_SUPERVISE}
#: Whose word stands beside a worker's: another level than the one counted, and a plan before it is signed.
_SECONDS = {P.ASSESSMENT_OVERRIDE, P.PLAN_VALIDATE}
#: Who answers to a person's request: a correction that a colleague asked, and what is held about her.
_ANSWERS_PERSONS = {P.CORRECTION_DECIDE, P.DISCLOSURE_ANSWER}
#: Two persons erase: one proposes, another decides. Of a nominative file both are agents named on it.
_PROPOSES_ERASURE = {P.HOLD_SET, P.ERASURE_PROPOSE}
_ERASES = _PROPOSES_ERASURE | {P.ERASURE_DECIDE}
#: Who answers for a team: what a handler of complaints asks of it, who read which file, and what was opened urgently.
_ANSWERS_FOR_TEAM = {P.COMPLAINT_ANSWER, P.GLASS_REVIEW, P.READERS_WATCH, P.VOICE_PLAN}
_PLANS = {P.CATALOGUE_PROPOSE, P.FACT_DECLARE}
_WATCHES = {P.WATCH_READ, P.WATCH_HANDLE}
#: What leaves (bulletins, data sets) is prepared by one and approved by another.
_PREPARES_WATCH = {P.WATCH_PLAN, P.BULLETIN_PREPARE, P.DATASET_MAKE, P.DATASET_REVOKE}
_APPROVES_WATCH = {P.BULLETIN_APPROVE, P.DATASET_APPROVE, P.DATASET_REVOKE}

#: What is seen in the field: whoever works there says it; the watch follows it, and passes it on to who answers.
_REPORTS = {P.WATCH_SIGNAL_RECORD, P.WATCH_SIGNAL_READ}
_GOES_OUT = _REPORTS | {P.WATCH_SIGNAL_ANSWER, P.WATCH_ROUND_WALK}
#: Who may propose to contact a household follows it, or answers for who does.
_CONTACTS = {P.WATCH_OUTREACH_DECIDE}
_FOLLOWS_FIELD = _GOES_OUT | {P.WATCH_SIGNAL_FOLLOW, P.WATCH_ROUND_PLAN}

#: role -> permissions. A role that is missing here holds nothing.
GRANTS: dict[str, frozenset[P]] = {
    role: frozenset(_EVERYONE | permissions | (set() if role in _OUTSIDE else {P.UNIT_READ_PROTECTED}))
    for role, permissions in {
        "SOCIAL_WORKER": _RECEIVES | _GOES_OUT | _CONTACTS,
        "SUPERVISOR": _RECEIVES
        | _GOES_OUT
        | _CONTACTS
        | _INITIALS
        | _NAMES
        | _SUPERVISES
        | _SECONDS
        | _ANSWERS_PERSONS
        | _READS_FIGURES
        | _ANSWERS_FOR_TEAM
        | {P.PERSON_GRANT_ACCESS, P.PERSON_IMPORT, P.RECORDING_APPROVE},
        "CHILD_OFFICER": _RECEIVES
        | _GOES_OUT
        | _CONTACTS
        | _SIGNS
        | _NAMES
        | _SECONDS
        | _ANSWERS_PERSONS
        | _ERASES
        | {P.GLASS_BREAK, P.SIGNAL_RECORD, P.SIGNAL_COUNT, P.DUTY_SET, P.READERS_NAMED},
        "WOMEN_OFFICER": _RECEIVES
        | _GOES_OUT
        | _CONTACTS
        | _SIGNS
        | _NAMES
        | _SECONDS
        | _ANSWERS_PERSONS
        | _ERASES
        | {P.GLASS_BREAK, P.DUTY_SET, P.READERS_NAMED},
        "DISABILITY_OFFICER": _RECEIVES | _GOES_OUT | _CONTACTS,
        "CENTRE_DIRECTOR": _RECEIVES
        | _GOES_OUT
        | _CONTACTS
        | _SIGNS
        | _NAMES
        | _SUPERVISES
        | _SECONDS
        | _ANSWERS_PERSONS
        | _PROPOSES_ERASURE
        | _READS_FIGURES
        | _ANSWERS_FOR_TEAM
        | {P.PERSON_GRANT_ACCESS, P.PERSON_IMPORT, P.FACT_DECLARE, P.JOURNAL_READ, P.RECORDING_APPROVE},
        "BURSAR": _READS_FIGURES,
        "EDUCATOR": {P.PERSON_SEARCH, P.PERSON_READ, P.PERSON_CREATE, P.PERSON_ASK_ACCESS, P.CONSENT_RECORD}
        | {P.COMPLAINT_RECORD, P.VOICE_HEAR}
        | _REPORTS,
        "MOBILE_TEAM": _RECEIVES | _GOES_OUT,
        "STOREKEEPER": set(),
        "PARTNERSHIP_OFFICER": _READS_FIGURES | {P.DIRECTORY_READ, P.DIRECTORY_KEEP, P.FACT_DECLARE},
        "ADJUDICATOR": {P.PERSON_SEARCH, P.PERSON_READ, P.PERSON_ADJUDICATE, P.LINKAGE_READ},
        "ADJUDICATOR_PROTECTED": {P.PERSON_SEARCH, P.PERSON_READ, P.PERSON_ADJUDICATE, P.LINKAGE_READ, P.LINKAGE_CLEAR},
        "WATCH_CELL": _READS_FIGURES | _WATCHES | _FOLLOWS_FIELD | _PREPARES_WATCH,
        "DELEGATE": _FOLLOWS_PERSONS
        | _FOLLOWS_FIELD
        | {P.DIRECTORY_KEEP}
        | _SUPERVISES
        | _ANSWERS_PERSONS
        | _ERASES
        | _READS_FIGURES
        | _PLANS
        | _WATCHES
        | _APPROVES_WATCH
        | _ANSWERS_FOR_TEAM
        | {
            P.CASE_TRANSFER,
            P.COMPLAINT_RECORD,
            P.PERSON_GRANT_ACCESS,
            P.PERSON_IMPORT,
            P.LINKAGE_READ,
            P.FACT_APPROVE,
            P.REPORT_FREEZE,
            P.UNIT_CREATE,
            P.UNIT_CHANGE,
            P.UNIT_MOVE,
            P.UNIT_CLOSE,
            P.JOURNAL_READ,
            P.ACCOUNT_READ,
            P.ACCOUNT_RESET,
            P.GLASS_BREAK,
            P.REGISTER_WRITE,
            P.LETTER_WRITE,
            P.LETTER_INITIAL,
            P.LETTER_SIGN,
            P.SIGNAL_COUNT,
            P.DUTY_SET,
            P.ATTACHMENT_ADD,
        },
        "COORDINATOR": _READS_FIGURES
        | _WATCHES
        | {P.WATCH_SIGNAL_READ}
        | _APPROVES_WATCH
        | {P.LINKAGE_READ, P.REPORT_FREEZE, P.FACT_APPROVE, P.UNIT_CHANGE, P.UNIT_MOVE, P.UNIT_CLOSE},
        "STATISTICIAN": _READS_FIGURES
        | _PLANS
        | _WATCHES
        | {P.WATCH_SIGNAL_READ, P.WATCH_SCORE_EDIT, P.WATCH_SCORE_EVALUATE}
        | _PREPARES_WATCH
        | _APPROVES_WATCH
        | {P.LINKAGE_READ, P.LINKAGE_CLEAR, P.CATALOGUE_APPROVE, P.REPORT_FREEZE, P.TERRITORY_IMPORT},
        "INSPECTOR": _FOLLOWS_PERSONS | _READS_FIGURES,
        "COMPLAINT_HANDLER": {P.PERSON_SEARCH, P.PERSON_READ, P.COMPLAINT_RECORD, P.COMPLAINT_HANDLE},
        "BOARD_SECRETARY": _READS_FIGURES | {P.REPORT_FREEZE},
        "DPO": _ERASES
        | {
            P.PERSON_SEARCH,
            P.PERSON_READ,
            P.PERSON_READERS,
            P.DISCLOSURE_ANSWER,
            P.DOCUMENT_READ,
            P.JOURNAL_READ,
            P.ACCOUNT_READ,
            P.READERS_WATCH,
            P.DATASET_REVOKE,
        },
        "LOCAL_ADMIN": {P.ACCOUNT_READ, P.ACCOUNT_CREATE, P.ACCOUNT_POST, P.ACCOUNT_RESET},
        "SYSTEM_ADMIN": {
            P.ACCOUNT_READ,
            P.ACCOUNT_CREATE,
            P.ACCOUNT_POST,
            P.ACCOUNT_RESET,
            P.UNIT_CREATE,
            P.UNIT_CHANGE,
            P.UNIT_MOVE,
            P.UNIT_CLOSE,
            P.TERRITORY_IMPORT,
            P.CATALOGUE_PROPOSE,
        },
        "PARTNER": {P.ORIENTATION_READ, P.ORIENTATION_ANSWER},
        "READER": _READS_FIGURES,
    }.items()
}

#: Pairs that one account never holds at the same time: who proposes does not approve.
FOUR_EYES: tuple[frozenset[str], ...] = (
    frozenset({"SYSTEM_ADMIN", "DPO"}),
    frozenset({"LOCAL_ADMIN", "DELEGATE"}),
    frozenset({"ADJUDICATOR", "ADJUDICATOR_PROTECTED"}),
)
