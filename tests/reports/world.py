"""One province with centres of every sort, drawn by a seed, and the same numbers kept apart in plain Python."""

from random import Random

from django.db import connection

from tests.facts.factories import NOW, YEAR, Delegation
from wasl.access.models import Account
from wasl.core.scope import system
from wasl.facts.bulk import NewState, write_states
from wasl.facts.measures import MEASURES

TYPES = ("DAR_TALIB", "DAR_TALIBA", "CEF", "JE", "ALPHA", "UPE", "COAPH", "CAS")


class DrawnProvince(Delegation):
    """Centres of random types, some closed before the end of the year; each declares at random what it may."""

    def __init__(self, seed: int, province: str = "05.091") -> None:
        super().__init__(province)
        self.random = Random(seed)
        self.centres = [self._drawn() for _ in range(40)]
        states = [state for unit in [*self.centres, self.unit] for state in self._declared(unit)]
        write_states(
            states, entered_by=Account.objects.get(pk=self.declarant.account_id),
            approved_by=Account.objects.get(pk=self.delegate.account_id), at=NOW,
        )  # fmt: skip

    def _drawn(self):
        type = self.random.choice(TYPES)
        category = "EPS-SCO" if type.startswith("DAR_") else ""
        return self.centre(type, eps_category=category, area=self.random.choice(["RUR", "URB", ""]))

    def _declared(self, unit):
        state = unit.states.get()
        for measure in MEASURES.values():
            asked = measure.is_expected_of(kind=unit.kind, type=state.type, eps_category=state.eps_category)
            lines = [f"L{n}" for n in range(self.random.randrange(4))] if measure.has_lines else [""]
            for line in lines if asked and self.random.random() < 0.8 else []:
                yield NewState(
                    unit=unit, measure=measure.code, period=YEAR, value=self.random.randrange(1, 5_000), line=line
                )


def recounted(sql, *parameters):
    """One number, by SQL written for the test alone."""
    with system("count facts"), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]
