"""Who may be reached how: every combination against sentences copied from the texts, in another form than the rule."""

import uuid
from itertools import product

import pytest

from wasl.people.rules import Contact
from wasl.people.rules.reaching import ALLOWED, Because, Line, Purpose, Way, way_to_reach

ALL = (Way.SMS, Way.VOICE)
CIRCUITS = ((), ("WOMEN",), ("CHILD",), ("FAMILY",))
CONSENTS = (None, "GIVEN", "REFUSED", "WITHDRAWN")
CASES = list(product(Contact, range(5), CIRCUITS, (False, True), CONSENTS, Purpose, ((), ALL, (Way.SMS,))))


def line(contact=Contact.CALL, **values):
    return Line(uuid.uuid4(), contact, **({"level": 0} | values))


def reach(*lines, level=2, **values):
    return way_to_reach(lines, **({"purpose": Purpose.REMINDER, "level": level, "carried": ALL} | values))


def expected(contact, level, circuits, is_shared, consent, purpose, carried):
    """The texts, one sentence a line."""
    said_no = consent in ("REFUSED", "WITHDRAWN")
    protected = level == 4 or "WOMEN" in circuits or "CHILD" in circuits
    if said_no:  # "Nobody calls or writes to her: she comes back to the centre."
        return Way.NOTHING
    if protected and consent is None:  # "then only what she explicitly chose"
        return Way.HAND
    if contact in (Contact.NEVER, Contact.VISIT):  # "Never contact", "Only when she visits"
        return Way.HAND
    if is_shared and (protected or purpose == Purpose.NEWS):  # "never anything that names a service"
        return Way.HAND
    if purpose == Purpose.NEWS:  # only an agent who makes sure of who answers
        return Way.CALL if contact in (Contact.CALL, Contact.CALL_SMS) else Way.HAND
    if contact in (Contact.SMS, Contact.CALL_SMS) and Way.SMS in carried:
        return Way.SMS
    if contact == Contact.SMS:
        return Way.HAND
    return Way.VOICE if not protected and Way.VOICE in carried else Way.CALL


@pytest.mark.parametrize("contact", Contact)
def test_every_flag_level_circuit_and_answer(contact):
    mine = [case for case in CASES if case[0] == contact]
    assert len(mine) == 5 * 4 * 2 * 4 * 2 * 3
    for _, level, circuits, is_shared, consent, purpose, carried in mine:
        found = reach(
            line(contact, is_shared=is_shared), level=level, circuits=circuits, consent=consent, purpose=purpose,
            carried=carried,
        )  # fmt: skip
        assert found.way == expected(contact, level, circuits, is_shared, consent, purpose, carried)


@pytest.mark.parametrize("contact", Contact)
@pytest.mark.parametrize("level", [0, 2, 3])
def test_no_message_without_a_flag_that_says_so(contact, level):
    if reach(line(contact), level=level).way == Way.SMS:
        assert contact in {Contact.SMS, Contact.CALL_SMS}


@pytest.mark.parametrize(("level", "circuits"), [(4, ()), (2, ("WOMEN",)), (3, ("CHILD",))])
def test_where_somebody_is_protected_nothing_goes_out_by_default(level, circuits):
    for contact in Contact:
        assert reach(line(contact), level=level, circuits=circuits).way == Way.HAND
    assert reach(line(Contact.CALL_SMS), level=level, circuits=circuits, consent="GIVEN").way == Way.SMS
    assert reach(line(Contact.CALL), level=level, circuits=circuits, consent="GIVEN").way == Way.CALL


def test_a_machine_never_speaks_where_somebody_is_protected():
    for case in CASES:
        contact, level, circuits, is_shared, consent, purpose, carried = case
        if level == 4 or {"WOMEN", "CHILD"} & set(circuits):
            found = reach(
                line(contact, is_shared=is_shared), level=level, circuits=circuits, consent=consent, purpose=purpose,
                carried=carried,
            )  # fmt: skip
            assert found.way != Way.VOICE


def test_a_shared_telephone_never_gets_anything_that_names_a_service():
    for contact in Contact:
        assert reach(line(contact, is_shared=True), purpose=Purpose.NEWS).way == Way.HAND


def test_a_number_that_fewer_may_read_is_not_used_for_a_file_that_more_may_read():
    hidden, known = line(Contact.CALL_SMS, level=4), line(Contact.CALL, level=2)
    assert reach(hidden, level=2).way == Way.HAND
    assert reach(hidden, level=2).because == Because.NO_NUMBER
    assert reach(hidden, known, level=2).line_id == known.id


def test_the_best_way_of_several_numbers_the_latest_first():
    first, second, third = line(Contact.CALL), line(Contact.SMS), line(Contact.CALL_SMS)
    assert reach(first, second, third).line_id == second.id
    assert reach(first, second, third, carried=()).line_id == first.id


@pytest.mark.parametrize(
    ("lines", "more", "because"),
    [
        ((), {}, Because.NO_NUMBER),
        ((line(Contact.SMS),), {"carried": ()}, Because.NO_CARRIER),
        ((line(Contact.NEVER), line(Contact.VISIT)), {}, Because.NEVER),
        ((line(Contact.CALL, is_shared=True),), {"purpose": Purpose.NEWS}, Because.SHARED),
        ((line(),), {"consent": "REFUSED"}, Because.REFUSED),
        ((line(),), {"level": 4}, Because.NOT_ASKED),
    ],
)
def test_the_agent_is_told_why(lines, more, because):
    assert reach(*lines, **more).because == because


def test_every_flag_has_its_line():
    assert set(ALLOWED) == set(Contact)
