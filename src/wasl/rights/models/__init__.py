from wasl.rights.models.access import AccessAnswer, Mention
from wasl.rights.models.corrections import CorrectionRequest
from wasl.rights.models.retention import Erased, Erasure, ErasureItem, LegalHold, PastPeriod

__all__ = [
    "AccessAnswer",
    "CorrectionRequest",
    "Erased",
    "Erasure",
    "ErasureItem",
    "LegalHold",
    "Mention",
    "PastPeriod",
]
