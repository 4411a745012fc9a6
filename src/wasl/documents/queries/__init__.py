from wasl.documents.queries.issued import Verified, document_of, document_with_code, documents_of, verified
from wasl.documents.queries.register import (
    Shown,
    Told,
    found_in_register,
    line_numbered,
    lines_of,
    shown,
    shown_line,
)

__all__ = [
    "Shown",
    "Told",
    "Verified",
    "document_of",
    "document_with_code",
    "documents_of",
    "found_in_register",
    "line_numbered",
    "lines_of",
    "shown",
    "shown_line",
    "verified",
]
