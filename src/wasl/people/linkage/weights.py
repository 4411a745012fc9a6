"""What each agreement says: base-2 weights, learned, shared by the search before create and the batch.

A weight is log2 of how much more often two records of one person agree so than two people's: 15,000 pairs of one
person and 600,000 random pairs of each of two synthetic registries of unlike names (docs/adr/0021), the
means of the two. Names are codes of `agreement.Reason`. The batch learns its own for each registry and starts from
`batch/model.py`; these are for a single comparison, which has nothing to learn from.
"""

#: A household shares these, and strangers do not: against a relative they say far less than they were measured to say
#: against a stranger (16.5 for a telephone, 5 for a parent, 7.5 for a commune, 14.3 for a date, which twins share).
#: These are what they are worth among the candidates that a search brings, where relatives crowd (docs/adr/0012).
_HOUSEHOLD = {
    "phone_same": 5.0,
    "father_same": 2.0,
    "father_differs": -2.5,
    "mother_same": 2.0,
    "mother_differs": -2.5,
    "commune_same": 3.5,
    "commune_differs": -2.0,
    "date_same": 12.0,
    # The day of one who bears another given name: twins share it, and three births in a hundred are twins.
    "date_twin": 8.0,
}

#: Told apart by the search alone: the same date but for a digit, two days of one year, numbers compared unread.
_SEARCHED = {
    "date_near": 5.0,
    "day_differs": -2.0,
    "document_near": 9.0,
    "document_differs": -8.0,
}

#: Beginnings are typed in a search, never recorded: no registry teaches them.
_TYPED = {
    "given_begins": 3.0,
    "family_begins": 3.5,
}

WEIGHTS = {
    "given_same": 6.2,
    "given_other_script": 6.0,
    "given_other_spelling": 5.5,
    "given_near": 0.9,
    "given_differs": -5.6,
    "family_same": 8.9,
    "family_other_script": 8.4,
    "family_other_spelling": 7.4,
    "family_near": 1.5,
    "family_differs": -4.6,
    "names_swapped": -1.0,
    "date_swapped": 6.0,
    "year_same": 4.2,
    "year_near": -2.2,
    "year_differs": -6.2,
    "sex_same": 1.0,
    "sex_differs": -5.7,
    "document_same": 15.7,
    **_HOUSEHOLD,
    **_SEARCHED,
    **_TYPED,
}
