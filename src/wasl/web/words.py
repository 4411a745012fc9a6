"""Words for codes: one shape of table, whatever the room."""

from collections.abc import Mapping
from typing import Any

#: Code -> its words, translated when they are shown. Keys are the codes of a rule's enum or of the vocabulary, or what
#: two of them make together.
Words = Mapping[Any, Any]
#: Code -> the kind of its badge and its words: how a state is shown.
Signs = Mapping[Any, tuple[str, Any]]
