from wasl.rights.models.corrections import CorrectionRequest

__all__ = ["CorrectionRequest"]
