"""A registry to measure matching on: persons who never lived, how desks wrote them down, and who each one truly is.

Nothing here knows how `people.linkage` compares names: spellings are those attested in public data, and misspellings
follow rules of their own, so that what is measured on it is not measured on itself.
"""
