"""Who may ask for which address: one line each, a file a room. An address without its line fails the build."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wasl.core.permissions import Permission

#: Whoever is on the host's network, signed in or not.
OPEN = "open"
#: Whoever is signed in, with or without a posting.
SIGNED_IN = "signed in"
#: Whoever has a posting in force.
POSTED = "posted"

Arguments = Callable[["World"], dict[str, Any]]


@dataclass(frozen=True)
class Address:
    """`needs` is a permission, or one of the three words above; `methods` those that the view answers.

    `inside` and `outside` give the address's arguments for something of `world.centre`, and for the same thing of
    another delegation; `sealed` for the same thing in a nominative file on which nobody asking is named.
    `empty_at_first` allows "not there" to somebody who has not made the thing yet.
    `reach` is the unit the thing hangs on: a posting that does not reach it meets nothing there;
    "everywhere" for what hangs on no unit.
    """

    needs: Permission | str
    methods: tuple[str, ...] = ("GET",)
    inside: Arguments | None = None
    outside: Arguments | None = None
    sealed: Arguments | None = None
    reach: str = "centre"
    empty_at_first: bool = False
    form: Mapping[str, str] = field(default_factory=dict)


class World:
    """The small institution, and whatever the rooms' addresses need in it; each room's file says how to make it."""

    def __init__(self, institution: Any) -> None:
        self.institution = institution
        self.made: dict[str, Any] = {}

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """The same thing at each call within one test."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]
