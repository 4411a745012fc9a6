"""The code lists every room stores and every screen prints.

Codes never change meaning: a term leaves by ``valid_to``. Labels are French and Arabic (Amazigh where known),
aliases feed the search. The lists ship with the program in ``data/*.toml`` and are read once.
"""

from wasl.vocabulary.queries import UnknownList, UnknownTerm, find, label, lists, term, terms, version
from wasl.vocabulary.rules import Term

__all__ = ["Term", "UnknownList", "UnknownTerm", "find", "label", "lists", "term", "terms", "version"]
