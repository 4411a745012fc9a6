from datetime import timedelta

from tests.assistance.factories import NOW, person, working
from wasl.access.models import Account
from wasl.assistance.bulk import NewAct, NewReception, write_acts, write_receptions
from wasl.assistance.models import Act, ActPerson, Reception
from wasl.core.permissions import Permission


def test_receptions_and_acts_written_by_the_thousand_are_read_like_any_other(place):
    worker = place.worker()
    agent = Account.objects.get(pk=worker.account_id).agent_id
    her = person(worker)
    here = {"unit_id": place.centre.pk, "path": place.centre.path}
    days = [NOW - timedelta(days=day) for day in range(1, 41)]
    visits = [NewReception(**here, arrived_at=at, need="ADM", registration_id=her.pk) for at in days]
    assert write_receptions(visits) == 40
    acts = [
        NewAct(**here, occurred_at=one.arrived_at, service="INF", agent_id=agent, registration_ids=[her.pk],
               reception_id=one.id)
        for one in visits
    ]  # fmt: skip
    assert write_acts(acts) == 40
    with working(worker) as who:
        assert Reception.objects.visible_to(who, Permission.RECEPTION_READ).filter(is_simulated=True).count() == 40
        assert Act.objects.visible_to(who, Permission.ACT_READ).count() == 40
        assert ActPerson.objects.visible_to(who, Permission.ACT_READ).filter(registration=her).count() == 40


def test_nothing_to_write_is_nothing(place):
    assert write_receptions([]) == 0
