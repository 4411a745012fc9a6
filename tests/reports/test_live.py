"""Who may ask for what, and what they are told."""

from datetime import UTC, date, datetime

import pytest

from tests.access import factories as access
from tests.assistance.factories import NOW
from tests.facts.factories import TODAY, YEAR, Delegation, approved, entry
from tests.facts.test_acts import act
from tests.people.factories import registration
from wasl.assistance.bulk import NewReception, write_receptions
from wasl.catalogue.commands import approve, propose, seed
from wasl.catalogue.models import Service
from wasl.core.authority import NotAllowed
from wasl.core.identifiers import new_id
from wasl.core.period import Period
from wasl.core.scope import entered
from wasl.facts.commands import Wording, approve_proposal, propose_indicator
from wasl.facts.rules.indicator import Rule
from wasl.facts.rules.small_cells import Thresholds
from wasl.reports.queries import CannotReport, behind, sheet_of
from wasl.reports.rules.sheet import published

pytestmark = pytest.mark.usefixtures("db", "reference")


@pytest.fixture
def azilal() -> Delegation:
    return Delegation()


def sheet(actor=None, code="provincial", territory="05.081", period=YEAR, today=TODAY):
    return sheet_of(actor=actor, code=code, territory=territory, period=period, today=today)


@pytest.mark.parametrize(
    ("code", "territory", "period", "why"),
    [("provincial", "99.999", "2018", "territory"), ("national", "05.081", "2018", "depth"),
     ("provincial", "05.081", "2020", "period")],
)  # fmt: skip
def test_what_cannot_be_reported_is_said_by_name(code, territory, period, why) -> None:
    with pytest.raises(CannotReport) as refusal:
        sheet(code=code, territory=territory, period=Period.parse(period))
    assert refusal.value.why == why


def test_a_renumbered_territory_tells_its_new_code() -> None:
    from wasl.territory.models import FormerCode

    former = FormerCode.objects.select_related("territory").first()
    with pytest.raises(CannotReport) as refusal:
        sheet(territory=former.code)
    assert (refusal.value.why, refusal.value.code) == ("renumbered", former.territory.code)


def test_a_delegate_does_not_read_another_province(azilal: Delegation) -> None:
    other = Delegation("05.091", hq=azilal.hq)
    with entered(other.delegate), pytest.raises(NotAllowed):
        sheet(other.delegate)


def test_a_reader_of_part_of_a_territory_is_told_that_it_is_a_part(azilal: Delegation) -> None:
    Delegation("05.091", hq=azilal.hq).centre("CEF")
    azilal.centre("CEF")
    with entered(azilal.delegate):
        part, whole = sheet(azilal.delegate, territory="05"), sheet(azilal.delegate)
    count = {one.narrowed_to: next(c for c in one.cells if c.key == (4, "establishments")) for one in (part, whole)}
    assert {path: int(cell.figure.value) for path, cell in count.items()} == {azilal.unit.path: 1, "": 1}


def test_a_declared_figure_stands_beside_the_recorded_one_with_their_difference(azilal: Delegation) -> None:
    cas = azilal.centre("CAS")
    approved(azilal, cas, entry("reception.beneficiaries", 120))
    with entered(worker := access.actor("SOCIAL_WORKER", cas)):
        seen = registration(worker)
    march = datetime(2018, 3, 5, 10, tzinfo=UTC)
    write_receptions([
        NewReception(unit_id=cas.pk, path=cas.path, registration_id=seen.pk, need="ECO", arrived_at=march)
    ])  # fmt: skip
    with entered(azilal.delegate):
        found = behind(
            actor=azilal.delegate, code="provincial", territory="05.081", period=YEAR, row=14,
            measure="beneficiaries", today=TODAY,
        )  # fmt: skip
    compared = found.answer.compared
    assert (found.answer.figure.value, compared.recorded.value, compared.gap.value) == (120, 1, -119)
    assert found.rows.counted == 1


def test_an_outside_reader_sees_no_small_count_and_no_row(azilal: Delegation) -> None:
    reader = access.actor("READER", azilal.hq)
    approved(azilal, azilal.centre("CEF", area="RUR"), entry("cef.beneficiaries_f", 3))
    approved(azilal, azilal.centre("CEF", area="URB"), entry("cef.beneficiaries_f", 40))
    with entered(reader):
        found = behind(
            actor=reader, code="provincial", territory="05.081", period=YEAR, row=4, measure="beneficiaries_f",
            today=TODAY,
        )  # fmt: skip
    shown = {part.code: part.figure and int(part.figure.value) for part in found.breakdowns[0].parts}
    assert shown == {"RUR": None, "URB": None, "": 0} and found.rows is None


def test_a_small_count_leaves_as_less_than(azilal: Delegation) -> None:
    approved(azilal, azilal.centre("CEF"), entry("cef.beneficiaries_f", 3))
    left = published(sheet(), Thresholds())
    cell = next(c for c in left.cells if c.key == (4, "beneficiaries_f"))
    assert (cell.figure, cell.hidden_below) == (None, 5)


def test_a_new_service_and_a_simple_indicator_are_printed_without_a_deployment(azilal: Delegation) -> None:
    seed()
    proposer, approver = (access.actor("STATISTICIAN", azilal.hq) for _ in range(2))
    service = Service(
        code="EAU", label_fr="Aide à l’eau", label_ar="دعم الماء", since=date(2026, 1, 1), mission="M2", counts="act"
    )
    propose(actor=proposer, row=service, now=NOW)
    approve(actor=approver, kind=Service, row_id=service.pk, now=NOW)
    wording = Wording(code="EAU_FAMILLES", label_fr="Familles aidées", label_ar="أسر", since=date(2026, 1, 1))
    made = propose_indicator(
        actor=proposer, row_id=new_id(), wording=wording, report="provincial", section="assistance", service="EAU",
        rule=Rule.ACTS, now=NOW,
    )  # fmt: skip
    worker = access.actor("SOCIAL_WORKER", azilal.centre("CAS"))
    with entered(worker):
        person = registration(worker)
    act(worker, person, service="EAU")
    year, today = Period.parse("2026"), NOW.date()
    assert max(row.number for row in sheet(period=year, today=today).rows) == 16
    approve_proposal(actor=approver, kind="indicators", row_id=made.pk, now=NOW)
    (new,) = [row for row in sheet(period=year, today=today).rows if row.number == 17]
    (line,) = [row for row in sheet(code="activity", period=year, today=today).rows if row.label.fr == "Aide à l’eau"]
    assert (new.label.fr, new.cells[0].figure.value) == ("Familles aidées", 1)
    assert [cell.figure.value for cell in line.cells] == [1, 1, 1]
    assert max(row.number for row in sheet().rows) == 16, "not before it was in force"
