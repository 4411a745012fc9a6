from wasl.documents.models.attachments import Attachment, AttachmentContent
from wasl.documents.models.copies import DocumentCopy
from wasl.documents.models.issued import Counter, IssuedDocument
from wasl.documents.models.letters import Letter, LetterStep
from wasl.documents.models.register import RegisterCounter, RegisterEntry, RegisterLine, RegisterMark

__all__ = [
    "Attachment",
    "AttachmentContent",
    "Counter",
    "DocumentCopy",
    "IssuedDocument",
    "Letter",
    "LetterStep",
    "RegisterCounter",
    "RegisterEntry",
    "RegisterLine",
    "RegisterMark",
]
