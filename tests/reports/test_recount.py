"""Another province, drawn by a seed, equals an independent recount in every cell of the provincial report."""

import pytest

from tests.access import factories as access
from tests.facts.factories import TODAY, YEAR, Delegation
from tests.people.factories import registration
from tests.reports.world import DrawnProvince, recounted
from wasl.assistance.bulk import NewReception, write_receptions
from wasl.core.scope import entered
from wasl.reports.queries import sheet_of

UNITS = {
    (1, "establishments"): "s.type IN ('DAR_TALIB', 'DAR_TALIBA')",
    (4, "establishments"): "s.type = 'CEF'",
    (5, "establishments"): "s.type = 'JE'",
    (6, "establishments"): "s.type = 'ALPHA'",
}
MERGED = {(14, "beneficiaries"): "reception.beneficiaries", (15, "children"): "child_protection.children"}
OPEN = (
    "SELECT count(*) FROM network_unit u JOIN network_unitstate s ON s.unit_id = u.id WHERE s.province_code = %s AND "
)
DECLARED = (
    "SELECT sum(d.value) FROM facts_declaredfact d WHERE d.status = 'approved' AND d.period = '2018' AND d.measure = %s"
    " AND d.path LIKE %s"
)
PERSONS = (
    "SELECT count(*) FROM (SELECT DISTINCT l.person_id FROM assistance_reception r JOIN people_personlink l"
    " ON l.registration_id = r.registration_id AND l.until_at IS NULL WHERE r.path LIKE %s"
    " AND r.arrived_at >= '2018-01-01' AND r.arrived_at < '2019-01-01') x"
)


@pytest.mark.parametrize("seed", [1, 20260101])
@pytest.mark.usefixtures("db", "reference")
def test_a_drawn_province_equals_its_recount(seed: int) -> None:
    province = DrawnProvince(seed)
    Delegation("05.081", hq=province.hq).centre("CEF")
    centre = province.centres[0]
    worker = access.actor("SOCIAL_WORKER", centre)
    with entered(worker):
        people = [registration(worker, given_latin=f"N{n}") for n in range(7)]
    visits = [
        NewReception(unit_id=centre.pk, path=centre.path, registration_id=people[n % 7].pk, need="ECO",
                     arrived_at=YEAR.instants()[0].replace(month=1 + n % 12, day=5, hour=10))
        for n in range(province.random.randrange(20, 40))
    ]  # fmt: skip
    write_receptions(visits)
    sheet = sheet_of(actor=None, code="provincial", territory="05.091", period=YEAR, today=TODAY)
    below = f"{province.unit.path}%"
    for cell in sheet.cells:
        if cell.key in UNITS:
            expected = recounted(OPEN + UNITS[cell.key], "05.091")
        elif cell.key in MERGED:
            # The first centre wrote every month: its declared state gives way to its visits.
            declared = recounted(f"{DECLARED} AND d.unit_id <> %s", MERGED[cell.key], below, centre.pk) or 0
            seen = recounted(PERSONS, below) if cell.row == 14 else 0
            is_known = seen or recounted(DECLARED, MERGED[cell.key], below)
            expected = declared + seen if is_known else None
        else:
            expected = recounted(DECLARED, cell.indicator, below)
        assert (cell.figure and cell.figure.counted) == expected, cell.key
    assert len(sheet.cells) == 26
