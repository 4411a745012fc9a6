from wasl.rights.queries.access import access_answers, case_named, mentions_of
from wasl.rights.queries.corrections import correction, corrections_of, corrections_waiting

__all__ = ["access_answers", "case_named", "correction", "corrections_of", "corrections_waiting", "mentions_of"]
