"""The one question every command and query asks before it does anything."""

from uuid import UUID

from wasl.core.actor import Actor
from wasl.core.permissions import Permission


class NotAllowed(Exception):
    """The actor may not do this here. Its text is for the journal and developers, never for the screen."""

    def __init__(self, permission: Permission, why: str) -> None:
        super().__init__(f"{permission}: {why}")
        self.permission = permission


def require(
    actor: Actor,
    permission: Permission,
    *,
    path: str | None = None,
    level: int = 0,
    seal: UUID | None = None,
) -> None:
    """Raises NotAllowed unless the actor holds `permission`, reaches the unit at `path` and reads that level."""
    if not actor.may(permission):
        raise NotAllowed(permission, f"not granted to {actor.role}")
    if path is not None and not actor.reaches(path):
        raise NotAllowed(permission, "outside the territory of the posting in force")
    if not actor.reads(level=level, seal=seal):
        raise NotAllowed(permission, "above the level of the posting in force")
