"""Every permission there is, as room:verb. Who holds which is the one table in `wasl.access.grants`."""

from enum import StrEnum


class Permission(StrEnum):
    """Stored and compared as its string value; a value never changes meaning."""

    TERRITORY_READ = "territory:read"
    TERRITORY_IMPORT = "territory:import"

    UNIT_READ = "unit:read"
    UNIT_READ_PROTECTED = "unit:read_protected"
    UNIT_CREATE = "unit:create"
    UNIT_CHANGE = "unit:change"
    UNIT_MOVE = "unit:move"
    UNIT_CLOSE = "unit:close"

    ACCOUNT_READ = "account:read"
    ACCOUNT_CREATE = "account:create"
    ACCOUNT_POST = "account:post"
    ACCOUNT_RESET = "account:reset"

    CATALOGUE_READ = "catalogue:read"
    CATALOGUE_PROPOSE = "catalogue:propose"
    CATALOGUE_APPROVE = "catalogue:approve"

    PERSON_SEARCH = "person:search"
    PERSON_READ = "person:read"
    PERSON_CREATE = "person:create"
    PERSON_CORRECT = "person:correct"
    PERSON_ASK_ACCESS = "person:ask_access"
    PERSON_GRANT_ACCESS = "person:grant_access"
    PERSON_ADJUDICATE = "person:adjudicate"
    PERSON_IMPORT = "person:import"
    LINKAGE_READ = "linkage:read"
    LINKAGE_CLEAR = "linkage:clear"
    PERSON_READERS = "person:readers"
    CONSENT_RECORD = "consent:record"
    CORRECTION_ASK = "correction:ask"
    CORRECTION_DECIDE = "correction:decide"
    DISCLOSURE_ANSWER = "disclosure:answer"
    HOLD_SET = "hold:set"
    ERASURE_PROPOSE = "erasure:propose"
    ERASURE_DECIDE = "erasure:decide"

    RECEPTION_READ = "reception:read"
    RECEPTION_RECORD = "reception:record"
    ACT_READ = "act:read"
    ACT_RECORD = "act:record"
    ORIENTATION_READ = "orientation:read"
    ORIENTATION_SEND = "orientation:send"
    ORIENTATION_ANSWER = "orientation:answer"
    CASE_READ = "case:read"
    CASE_OPEN = "case:open"
    CASE_CLOSE = "case:close"
    CASE_NAME = "case:name"
    CASE_SUPERVISE = "case:supervise"
    CASE_TRANSFER = "case:transfer"
    GLASS_BREAK = "glass:break"
    SIGNAL_RECORD = "signal:record"
    SIGNAL_COUNT = "signal:count"
    DUTY_SET = "duty:set"

    APPOINTMENT_READ = "appointment:read"
    APPOINTMENT_BOOK = "appointment:book"

    DOCUMENT_ISSUE = "document:issue"
    DOCUMENT_READ = "document:read"
    REGISTER_READ = "register:read"
    REGISTER_WRITE = "register:write"

    FACT_READ = "fact:read"
    FACT_DECLARE = "fact:declare"
    FACT_APPROVE = "fact:approve"
    REPORT_READ = "report:read"
    REPORT_FREEZE = "report:freeze"

    JOURNAL_READ = "journal:read"
