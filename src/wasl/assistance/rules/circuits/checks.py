"""Whether a circuit holds together: the house test asks it of every file, and starting a run asks it too."""

from collections.abc import Iterator

from wasl.assistance.rules.circuits.shape import ANSWERED_ON, Circuit, Clock, Field, Kind, Said, Step
from wasl.core.bilingual import Bilingual


def faults_of(circuit: Circuit) -> list[str]:
    """What is wrong, one line each, for whoever writes the file; empty when the circuit can run from start to end."""
    return [f"{circuit.code}: {fault}" for fault in (*_of_steps(circuit), *_of_paths(circuit), *_of_words(circuit))]


def _of_steps(circuit: Circuit) -> Iterator[str]:
    codes = [step.code for step in circuit.steps]
    for code in {code for code in codes if codes.count(code) > 1}:
        yield f"step {code} stands twice"
    for step in circuit.steps:
        for code in step.after:
            if code not in codes:
                yield f"{step.code} waits for {code}, which is not there"
        for said in step.when:
            yield from _of_said(circuit, step, said)
            if said.step not in _before(circuit, step.code):
                yield f"{step.code} looks at {said.step}, which it does not come after"
        if step.not_by and step.not_by not in _before(circuit, step.code):
            yield f"{step.code} is not for who did {step.not_by}, which it does not come after"
        yield from _of_days(circuit, step)
        yield from _of_records(circuit, step)


def _of_days(circuit: Circuit, step: Step) -> Iterator[str]:
    for clock in (step.clock, step.repeats):
        if clock and clock.day_of:
            code, name = clock.day_of
            asked = circuit.by_code.get(code)
            field = asked.fields.get(name) if asked else None
            if field is None or field.kind is not Kind.DATE or code not in _before(circuit, step.code):
                yield f"{step.code} counts from {code}.{name}, which is no day recorded before it"


def _of_records(circuit: Circuit, step: Step) -> Iterator[str]:
    if step.stops and (step.repeats is None or step.stops.step != step.code):
        yield f"{step.code} stops on what it does not repeat"
    elif step.stops:
        yield from _of_said(circuit, step, step.stops)
    names = [field.name for field in step.records]
    if len(names) != len(set(names)):
        yield f"{step.code} asks a field twice"
    for field in step.records:
        yield from _of_field(step, field)


def _of_said(circuit: Circuit, step: Step, said: Said) -> Iterator[str]:
    asked = circuit.by_code.get(said.step)
    field = asked.fields.get(said.field) if asked else None
    if field is None:
        yield f"{step.code} looks at {said.step}.{said.field}, which nobody asks"
    elif not set(said.values) <= _possible(field):
        yield f"{step.code} looks for an answer that {said.step}.{said.field} does not offer"


def _possible(field: Field) -> set[str]:
    return {"yes", "no"} if field.kind is Kind.YES_NO else {one.code for one in field.choices}


def _of_field(step: Step, field: Field) -> Iterator[str]:
    if (field.kind in {Kind.CHOICE, Kind.SEVERAL}) != bool(field.choices):
        yield f"{step.code}.{field.name}: choices are for a choice"
    if (field.is_whole or field.is_request) and field.kind is not Kind.SEVERAL:
        yield f"{step.code}.{field.name}: only what offers several is whole, or a request"
    if any(" " in one.code for one in field.choices):
        yield f"{step.code}.{field.name}: a code with a space reads as two"
    if field.by_form and not (step.questionnaire and _fits(field)):
        yield f"{step.code}.{field.name}: a questionnaire says something that it does not offer"
    if field.only_if and (field.only_if.step != step.code or field.only_if.field not in step.fields):
        yield f"{step.code}.{field.name} hangs on a field that is not beside it"


def _fits(field: Field) -> bool:
    """Whether every answer of a questionnaire is one of the field's, or a day for a day."""
    said = {value for key, value in field.by_form if key != ANSWERED_ON}
    is_day = any(key == ANSWERED_ON for key, _ in field.by_form)
    return said <= _possible(field) and is_day == (field.kind is Kind.DATE)


def _before(circuit: Circuit, code: str) -> set[str]:
    """Steps that `code` comes after, directly or not."""
    known: set[str] = set()
    left = [code]
    while left:
        step = circuit.by_code.get(left.pop())
        more = set(step.after) - known if step else set()
        known |= more
        left.extend(more)
    return known


def _of_paths(circuit: Circuit) -> Iterator[str]:
    if not any(not step.after for step in circuit.steps):
        yield "no step opens at once"
    ends = {step.code for step in circuit.steps if step.is_end}
    if not ends:
        yield "no step is an end"
    for step in circuit.steps:
        if step.code in _before(circuit, step.code):
            yield f"{step.code} waits for itself"
        if step.repeats and step.stops is None:
            yield f"{step.code} repeats and never stops"


def _of_words(circuit: Circuit) -> Iterator[str]:
    texts: list[tuple[str, Bilingual]] = [("label", circuit.label)]
    for step in circuit.steps:
        texts += [(step.code, step.label), (step.code, step.purpose)]
        for field in step.records:
            texts += [(f"{step.code}.{field.name}", field.label)]
            texts += [(f"{step.code}.{field.name}", field.help)] if field.help else []
            texts += [(f"{step.code}.{field.name}.{one.code}", one.label) for one in field.choices]
    for where, text in texts:
        if not text.fr.strip() or not any("\u0600" <= sign <= "\u06ff" for sign in text.ar):
            yield f"{where} is not said in both languages"


def clocks_of(circuit: Circuit) -> list[Clock]:
    """Every deadline of its steps and every day it counts by itself."""
    clocks = [clock for step in circuit.steps for clock in (step.clock, step.repeats)]
    clocks += [field.counted for step in circuit.steps for field in step.records]
    return [clock for clock in clocks if clock]
