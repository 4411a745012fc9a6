"""How a room declares the personal data it holds: table by table, column by column, and what becomes of them when the
time to keep them is over. A house test finds every column with words that hangs on a registration and is not declared.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Of the scope, on every row.
SCOPE = ("path", "other_path", "to_path")


@dataclass(frozen=True, kw_only=True)
class Held:
    """One table. `way` is the lookup from a row to the id of its registration.

    `clears`: column to what replaces it; `rewrites`: column to a function of the row that gives it; `keeps`: columns
    with words that are codes, states and numbers, and stay for the counts; `goes`: the whole row is removed.
    `is_shared`: one row tells of several persons by the same `way`; it is left whole until the last of them is erased.
    `contact` is the column that says when the person was last there; `ends` the one that is null while that lasts.
    """

    model: Any
    way: str
    clears: Mapping[str, Any] = field(default_factory=dict)
    rewrites: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    keeps: tuple[str, ...] = ()
    goes: bool = False
    is_shared: bool = False
    contact: str = ""
    ends: str = ""
