from wasl.people.rules.birth import Birth, BirthColumns, Precision, age_on, birth_columns, birth_problem
from wasl.people.rules.papers import number_problem, one_deletion_variants, phone_problem, plain_number
from wasl.people.rules.particulars import Particulars, Problem, is_arabic, problems_of
from wasl.people.rules.sought import Sought, sought_as, sought_in_box
from wasl.people.rules.states import (
    AccessState,
    Contact,
    DocumentStatus,
    DoubleState,
    LinkReason,
    NoneOfThese,
    RegistryStatus,
    WhyAccess,
)

__all__ = [
    "AccessState",
    "Birth",
    "BirthColumns",
    "Contact",
    "DocumentStatus",
    "DoubleState",
    "LinkReason",
    "NoneOfThese",
    "Particulars",
    "Precision",
    "Problem",
    "RegistryStatus",
    "Sought",
    "WhyAccess",
    "age_on",
    "birth_columns",
    "birth_problem",
    "is_arabic",
    "number_problem",
    "one_deletion_variants",
    "phone_problem",
    "plain_number",
    "problems_of",
    "sought_as",
    "sought_in_box",
]
