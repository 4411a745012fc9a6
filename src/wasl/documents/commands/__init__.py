from wasl.documents.commands.copies import ArchiveAltered, SayWhy, copy_document, open_document
from wasl.documents.commands.issuing import issue, mark_of
from wasl.documents.commands.register import CannotEnter, follow_line, print_register, register_mail

__all__ = [
    "ArchiveAltered",
    "CannotEnter",
    "SayWhy",
    "copy_document",
    "follow_line",
    "issue",
    "mark_of",
    "open_document",
    "print_register",
    "register_mail",
]
