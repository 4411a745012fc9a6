from wasl.documents.commands.issuing import ArchiveAltered, issue, mark_of, open_document
from wasl.documents.commands.register import CannotEnter, follow_line, print_register, register_mail

__all__ = [
    "ArchiveAltered",
    "CannotEnter",
    "follow_line",
    "issue",
    "mark_of",
    "open_document",
    "print_register",
    "register_mail",
]
