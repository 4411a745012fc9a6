"""Words for codes: one shape of table, whatever the room."""

from collections.abc import Mapping
from typing import Any

#: Code -> its words, translated when they are shown. Keys are the codes of a rule's StrEnum or of the vocabulary.
Words = Mapping[str, Any]
