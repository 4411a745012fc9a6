"""A link without an account as whoever holds it meets it: each code that is typed is heard, and counted if wrong."""

from datetime import datetime

from django.utils.timezone import localtime

from wasl.assistance.models.links import AccountlessLink
from wasl.assistance.queries.links import most_wrong, state_of
from wasl.assistance.rules.links import CodeSaid, LinkState, code_said
from wasl.core.sealed import ring


class HeldLink[L: AccountlessLink]:
    """`link` is locked by whoever makes this."""

    def __init__(self, link: L, *, now: datetime, is_over: bool) -> None:
        self.link, self.now, self.today = link, now, localtime(now).date()
        self.state = state_of(link, now=now, is_over=is_over)

    @property
    def attempts_left(self) -> int:
        return max(0, most_wrong(on=self.today) - self.link.wrong_codes)

    def hear(self, code: str) -> CodeSaid | None:
        """A wrong one is counted, and the last that may be wrong blocks the link. None: it opens nothing now."""
        if self.state != LinkState.OPEN:
            return None
        said = code_said(code, key=ring().blind, link_id=self.link.pk, turn=self.link.turn)
        if said == CodeSaid.WRONG:
            self.link.wrong_codes += 1
            self.link.save(update_fields=["wrong_codes"])
            if not self.attempts_left:
                self.state = LinkState.BLOCKED
                self.tell_blocked()
        return said

    def tell_blocked(self) -> None:
        """To the sender."""
        raise NotImplementedError
