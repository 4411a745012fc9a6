"""What a circuit is, as plain data: a file of `wasl.assistance.circuits` declares one."""

from dataclasses import dataclass
from enum import StrEnum

from wasl.core.bilingual import Bilingual


class Route(StrEnum):
    """Judicial and administrative steps run side by side; the others belong to both."""

    COMMON = "common"
    JUDICIAL = "judicial"
    ADMINISTRATIVE = "administrative"


class Kind(StrEnum):
    """What one writes in a field: a code, several codes (a space between them), words, a day, an order number, an
    establishment of the network (its id)."""

    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    LINE = "line"
    DATE = "date"
    NUMBER = "number"
    AUTHORITY = "authority"
    PLACE = "place"
    YES_NO = "yes_no"


class Measure(StrEnum):
    HOURS = "hours"
    DAYS = "days"


class Since(StrEnum):
    """What a deadline is counted from: the first word of the matter, or the moment the step opened."""

    START = "start"
    OPENED = "opened"


#: In `by_form`: the day on which it was answered.
ANSWERED_ON = "@day"


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline: a parameter of the catalogue, in hours, or in days that end at midnight (0: the same day).

    `day_of`: counted from this recorded day instead, when it is there (what an appeal runs from).
    """

    parameter: str
    measure: Measure = Measure.DAYS
    since: Since = Since.OPENED
    day_of: "tuple[str, str] | None" = None


@dataclass(frozen=True, slots=True)
class Field:
    """Something a step must record. `choices` are for a CHOICE or SEVERAL; an AUTHORITY is a code of
    `referral_destinations`.

    `only_if` asks the field only when another field of the same step says one of these. `is_whole`: of SEVERAL, every
    choice must be ticked. `is_request`: the choices are services, and each one ticked becomes a request. `by_form`:
    what an answered questionnaire says for it, by level (EXTREME), by questionnaire (WG_SS), or its day (ANSWERED_ON).
    """

    name: str
    label: Bilingual
    kind: Kind
    choices: tuple[Choice, ...] = ()
    is_required: bool = True
    help: Bilingual | None = None
    only_if: "Said | None" = None
    counted: Clock | None = None
    is_whole: bool = False
    is_request: bool = False
    by_form: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """True when `field` of `step` was answered with one of `values` ("yes" and "no" for a YES_NO; of SEVERAL, with one
    of them at least)."""

    step: str
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    `after`: steps that must be settled first (none: opens at once; `is_any`: one of them is enough). `when`: opens only
    if any of these was said, else it is not needed, nor what follows it alone. `roles`: whose work it is (none: every
    role of the circuit).
    `papers`: templates it issues. `questionnaire`: codes of the catalogue, of which her age says one: the step is done
    once it was answered. `destinations`: where it proposes to orient.
    `repeats`: opens again this long after it was done, until `stops` is said. `is_end`: the circuit may end after it.
    `not_by`: whoever did that step does not do this one.
    """

    code: str
    label: Bilingual
    purpose: Bilingual
    route: Route = Route.COMMON
    after: tuple[str, ...] = ()
    is_any: bool = False
    when: tuple[Said, ...] = ()
    roles: tuple[str, ...] = ()
    clock: Clock | None = None
    records: tuple[Field, ...] = ()
    papers: tuple[str, ...] = ()
    questionnaire: str = ""
    destinations: tuple[str, ...] = ()
    repeats: Clock | None = None
    stops: Said | None = None
    may_skip: bool = True
    is_end: bool = False
    not_by: str = ""

    @property
    def questionnaires(self) -> tuple[str, ...]:
        return tuple(self.questionnaire.split())

    @property
    def fields(self) -> dict[str, Field]:
        return {field.name: field for field in self.records}


@dataclass(frozen=True, slots=True)
class Circuit:
    """`roles_circuits`: circuits of the vocabulary's roles that work in it. `level`: the least a dossier must have.

    `situations` propose it. `closing`: reasons of the vocabulary with which it may end. `hides_names`: no name stands
    in its titles, addresses and notices. `establishments`: categories (`eps_legal_categories`) where it places.
    `barred_by` situations open in the dossier, and `barred_beside` circuits running in it: it is neither proposed nor
    begun, and of a run only what ends it is still done.
    """

    code: str
    label: Bilingual
    roles_circuits: tuple[str, ...]
    level: int
    situations: tuple[str, ...]
    steps: tuple[Step, ...]
    closing: tuple[str, ...]
    hides_names: bool = False
    establishments: tuple[str, ...] = ()
    barred_by: tuple[str, ...] = ()
    barred_beside: tuple[str, ...] = ()

    @property
    def by_code(self) -> dict[str, Step]:
        return {step.code: step for step in self.steps}
