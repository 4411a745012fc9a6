"""Series of counts whose truth is known, so that whoever detects in them can be told how often it was right."""
