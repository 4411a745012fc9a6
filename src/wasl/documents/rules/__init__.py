"""Numbers and codes of papers, and the registers of the bureau d'ordre."""

from wasl.documents.rules.numbers import (
    ALPHABET,
    CODE_LENGTH,
    SENSITIVE,
    IssuingUnit,
    code_as_typed,
    code_in_print,
    new_code,
    number_in_print,
)
from wasl.documents.rules.register import Direction, Fault, Follow, Medium, number_in_register

__all__ = [
    "ALPHABET",
    "CODE_LENGTH",
    "SENSITIVE",
    "Direction",
    "Fault",
    "Follow",
    "IssuingUnit",
    "Medium",
    "code_as_typed",
    "code_in_print",
    "new_code",
    "number_in_print",
    "number_in_register",
]
