from wasl.facts.models.dated import SimpleIndicator, Target
from wasl.facts.models.declared import DeclaredFact

__all__ = ["DeclaredFact", "SimpleIndicator", "Target"]
