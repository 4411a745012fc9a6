from wasl.documents.models.attachments import Attachment, AttachmentContent
from wasl.documents.models.issued import Counter, IssuedDocument
from wasl.documents.models.register import RegisterCounter, RegisterEntry, RegisterLine, RegisterMark

__all__ = [
    "Attachment",
    "AttachmentContent",
    "Counter",
    "IssuedDocument",
    "RegisterCounter",
    "RegisterEntry",
    "RegisterLine",
    "RegisterMark",
]
