from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import pgettext

from wasl.documents.papers.paper import Paper


@dataclass(frozen=True, kw_only=True)
class ErasureCertificate(Paper):
    """Proof that files past their time were anonymised: how many, by which rules, what went, and its hash.

    `rules`: code of the rule, its period in days, number of files; `tables`: what went, and how many rows of it;
    `kept_back`: files that a legal hold or a new visit kept.
    """

    template: ClassVar[str] = "erasure_certificate"

    proposed: date
    decided: date
    done: date
    files: int
    kept_back: int
    rules: tuple[tuple[str, int, int], ...]
    tables: tuple[tuple[str, int], ...]
    digest: str

    def content(self, lang: str) -> dict[str, Any]:
        names, kinds = _rules(), _tables()
        days = pgettext("paper", "%(count)d days after the last contact")
        return super().content(lang) | {
            "files": str(self.files),
            "kept_back": str(self.kept_back) if self.kept_back else "",
            "rules": [[names[code], days % {"count": period}, str(number)] for code, period, number in self.rules],
            "tables": [[kinds.get(table, table), str(number)] for table, number in self.tables],
        }

    def words(self, lang: str) -> dict[str, str]:
        return {
            "title": pgettext("paper", "Certificate of anonymisation"),
            "law": pgettext("paper", "Law 09-08: data are kept no longer than their purpose asks."),
            "proposed": pgettext("paper", "Proposed on"),
            "decided": pgettext("paper", "Approved by another agent on"),
            "done": pgettext("paper", "Carried out on"),
            "files": pgettext("paper", "Files anonymised"),
            "kept_back": pgettext("paper", "Files kept back (legal hold or new visit)"),
            "rule": pgettext("paper", "Rule"),
            "period": pgettext("paper", "Time kept"),
            "how_many": pgettext("paper", "Number"),
            "what": pgettext("paper", "What was emptied or removed, with its history"),
            "stays": pgettext(
                "paper",
                "Acts, dates, sex and year of birth stay without a name, so that every report says what it said "
                "before. The erasure is repeated after any restore of an older copy.",
            ),
            "digest": pgettext("paper", "SHA-256 of what was done, file by file:"),
        }


def _rules() -> dict[str, str]:
    return {
        "retention.social_days": pgettext("paper", "Social file"),
        "retention.sensitive_days": pgettext("paper", "Sensitive file"),
        "retention.protection_days": pgettext("paper", "Protection file"),
    }


def _tables() -> dict[str, str]:
    return {
        "people_registration": pgettext("paper", "Names, parents, birth day and place, home, languages"),
        "people_phone": pgettext("paper", "Phones"),
        "people_address": pgettext("paper", "Addresses"),
        "people_identitydocument": pgettext("paper", "Identity papers"),
        "people_documentnumber": pgettext("paper", "Numbers of identity papers"),
        "people_listrow": pgettext("paper", "Lines of received lists"),
        "people_accessrequest": pgettext("paper", "Words of requests for access"),
        "assistance_listening": pgettext("paper", "Notes of what was heard"),
        "assistance_reception": pgettext("paper", "Numbers of reception forms"),
        "assistance_act": pgettext("paper", "Numbers of act forms"),
        "assistance_orientation": pgettext("paper", "Words and shared data of orientations"),
        "documents_issueddocument": pgettext("paper", "Archived papers"),
        "rights_mention": pgettext("paper", "Names of other persons"),
        "rights_correctionrequest": pgettext("paper", "Values of requests for correction"),
        "rights_accessanswer": pgettext("paper", "Names in requests to see data"),
        "rights_legalhold": pgettext("paper", "Words of legal holds"),
        "rights_pastperiod": pgettext("paper", "Lines of the list of old files"),
    }
