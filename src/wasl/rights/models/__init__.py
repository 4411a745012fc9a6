from wasl.rights.models.access import AccessAnswer, Mention
from wasl.rights.models.corrections import CorrectionRequest

__all__ = ["AccessAnswer", "CorrectionRequest", "Mention"]
