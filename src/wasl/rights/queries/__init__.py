from wasl.rights.queries.corrections import correction, corrections_of, corrections_waiting

__all__ = ["correction", "corrections_of", "corrections_waiting"]
