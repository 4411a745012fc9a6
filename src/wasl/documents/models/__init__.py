from wasl.documents.models.issued import Counter, IssuedDocument
from wasl.documents.models.register import RegisterCounter, RegisterEntry, RegisterLine, RegisterMark

__all__ = ["Counter", "IssuedDocument", "RegisterCounter", "RegisterEntry", "RegisterLine", "RegisterMark"]
