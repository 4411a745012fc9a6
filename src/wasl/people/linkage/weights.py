"""What each agreement says: base-2 weights, learned, shared by the search before create and the batch.

A weight is log2 of how much more often two records of one person agree so than two people's: 15,000 pairs of one
person and 600,000 random pairs of each of two synthetic registries of unlike names (docs/adr/0021), the
means of the two. Names are codes of `agreement.Reason`. The batch learns its own for each registry and starts from
`batch/model.py`; these are for a single comparison, which has nothing to learn from.
"""

#: A household shares these, and strangers do not: against a relative they say far less than they were measured to say
#: against a stranger (16.5 for a telephone, 5 for a parent, 7.5 for a commune), so they are held to that.
_HOUSEHOLD = {
    "phone_same": 9.0,
    "father_same": 4.0,
    "mother_same": 4.0,
    "commune_same": 6.0,
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
    "father_differs": -5.4,
    "mother_differs": -5.1,
    "date_same": 14.3,
    "date_swapped": 9.8,
    "year_same": 4.2,
    "year_near": -2.2,
    "year_differs": -6.2,
    "sex_same": 1.0,
    "sex_differs": -5.7,
    "document_same": 15.7,
    **_HOUSEHOLD,
    **_TYPED,
}
