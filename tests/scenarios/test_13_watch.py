"""Scenario 13. Absences and lost jobs rise by half for three weeks in two communes of Azilal.

At the end of the second week the watch cell reads one sentence, with the census beside it; opens what stands behind;
has it checked; confirms it; hands it on; the bulletin goes to partners in both languages without a name or a small
number; the outcome is recorded, and the method page says one more alert that was right. The neighbouring delegation
reads nothing of it, and a campaign noted in the calendar explains a rise instead of raising it.
"""

import re
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from random import Random

import pytest
from django.db import transaction
from django.test import Client

from tests.access import factories as access
from tests.conftest import default_connection_to
from tests.network.factories import unit
from wasl.access.models import Account
from wasl.assistance.bulk import write_receptions
from wasl.catalogue.commands import seed
from wasl.core.identifiers import new_id
from wasl.core.scope import entered
from wasl.network.models import Coverage, Institution
from wasl.simulation.watch import World, receptions_of, states_of
from wasl.territory.commands import load_reference
from wasl.watch.bulk import write_week_states
from wasl.watch.commands.alerts import advance_alert, note_intervention
from wasl.watch.commands.bulletins import approve_bulletin, prepare_bulletin
from wasl.watch.models import Alert
from wasl.watch.queries.alerts import desk_of, steps_of
from wasl.watch.queries.behind import rows_behind
from wasl.watch.queries.bulletins import pdf_of
from wasl.watch.queries.precision import precision_by_indicator
from wasl.watch.rules.bulletins import read
from wasl.watch.rules.sentences import sentence
from wasl.watch.running.run import run_watch

#: The Wednesday after the second week of the rise.
TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
#: November is over: its bulletin is prepared.
LATER = datetime(2026, 12, 4, 9, tzinfo=UTC)
DEMNATE, AZILAL = "05.081.01.03", "05.081.01.01"


class Province:
    """Two communes that rise and four that do not, each with kindergartens, a home for pupils and a counter."""

    def __init__(self):
        seed()
        Institution.objects.get_or_create(pk=1, defaults={"name_fr": "Essai", "name_ar": "تجربة", "mode": "demo"})
        self.hq = unit("HQ")
        self.coordination = unit("COORD", parent=self.hq)
        self.delegation = self.deleg("05.081", "Azilal", "أزيلال")
        self.other = self.deleg("05.091", "Béni Mellal", "بني ملال")
        self.cell, self.delegate = (access.actor(role, self.delegation) for role in ("WATCH_CELL", "DELEGATE"))
        communes = [DEMNATE, AZILAL, "05.081.03.13", "05.081.15.13", "05.081.09.09", "05.081.11.01"]
        homes = [self.centre(commune, type) for commune in communes for type in ("JE", "JE", "JE", "DAR_TALIBA")]
        counters = [self.centre(commune, "CAS") for commune in communes[:4]]
        weeks = [date(2026, 11, 16) - timedelta(weeks=back) for back in range(109, -1, -1)]
        self.world = World(homes, counters, weeks, frozenset({DEMNATE, AZILAL}))

    def deleg(self, province, name_fr, name_ar):
        names = {"province_code": province, "name_fr": name_fr, "name_ar": name_ar}
        made = unit("DELEG", parent=self.coordination, **names)
        Coverage.objects.create(unit=made, territory_code=province, since=date(2010, 1, 1))
        return made

    def centre(self, commune, type):
        made = unit("CENTRE", parent=self.delegation, type=type, commune_code=commune, province_code="05.081")
        return made.states.select_related("unit").get()

    def live(self, seed_number=13):
        random = Random(seed_number)
        typist, approver = (access.account(self.delegation) for _ in range(2))
        at = datetime.combine(TODAY, clock(9), UTC)
        write_week_states(states_of(random, self.world), entered_by=typist.pk, approved_by=approver.pk, at=at)
        write_receptions(receptions_of(random, self.world))


@pytest.fixture(scope="module")
def world(server, django_test_environment, django_db_blocker):
    """The province after its second week of the rise, looked at once; what a test changes is rolled back."""
    with (
        server.clone("watch_world") as addresses,
        django_db_blocker.unblock(),
        default_connection_to(addresses.app),
    ):
        with transaction.atomic():
            load_reference()
            made = Province()
            made.live()
            made.run = run_watch(now=NOW, today=TODAY)
        yield addresses, made


@pytest.fixture
def province(world, django_db_blocker):
    addresses, made = world
    with django_db_blocker.unblock(), default_connection_to(addresses.app), transaction.atomic():
        yield made
        transaction.set_rollback(True)


def desk(who):
    with entered(who):
        return desk_of(actor=who, today=TODAY)


def stepped(who, alert, after, **more):
    with entered(who):
        return advance_alert(actor=who, alert_id=alert.pk, after=after, version=alert.version, now=NOW, **more)


def page(who, address, language="fr"):
    client = Client()
    client.force_login(Account.objects.get(pk=who.account_id))
    return client.get(address, headers={"accept-language": language}).content.decode()


def test_the_alert_stands_in_the_top_three_and_is_followed_to_its_end(province):
    assert province.run.week == date(2026, 11, 9) and province.run.figures["series"] > 20
    first = desk(province.cell).now[:3]
    ranked = next(one for one in first if one.alert.territory.startswith("05.081"))
    alert = ranked.alert
    assert re.search(r"de moitié|un tiers|un peu|deux fois", sentence(ranked.told, "fr"))
    assert {"first", "observed", "expected", "upper", "neighbours"} <= set(alert.evidence)
    assert (alert.run.model, alert.run.cut_off) == ("wasl", NOW)

    shown = page(province.cell, f"/watch/alerts/{alert.pk}/")
    assert "8,8" in shown and "19,8" in shown and "47,6" in shown and "38,3" in shown
    with entered(province.cell):
        rows = rows_behind(actor=province.cell, alert=alert)
    assert rows.counted >= 3 and len(rows.rows) + rows.closed >= min(rows.counted, 50)

    alert = stepped(province.cell, alert, "A_VERIFIER", words="Appel aux jardins d’enfants")
    alert = stepped(province.cell, alert, "CONFIRMEE", words="La carrière a fermé")
    alert = stepped(province.delegate, alert, "TRANSMISE", partners=("EDUC", "ANAPEC"))
    with entered(province.cell):
        bulletin = prepare_bulletin(
            actor=province.cell, bulletin_id=new_id(), territory="05.081", month=date(2026, 11, 1), now=LATER,
            today=LATER.date(),
        )  # fmt: skip
    (item,) = read(bulletin.content).items
    assert item.sentence.fr == sentence(ranked.told, "fr") and item.state == "TRANSMISE"
    with entered(province.delegate):
        done = approve_bulletin(actor=province.delegate, bulletin_id=bulletin.pk, now=LATER, today=LATER.date())
        papers = [pdf_of(actor=province.delegate, bulletin=done, language=language) for language in ("fr", "ar")]
    assert all(paper.startswith(b"%PDF") for paper in papers)
    alert = stepped(province.delegate, alert, "TRAITEE", outcome="partner")
    alert = stepped(province.delegate, alert, "CLOSE")
    assert alert.was_right is True
    with entered(province.cell):
        lived = [step.after for step in steps_of(actor=province.cell, alert=alert)]
        (known,) = [
            one
            for one in precision_by_indicator(actor=province.cell, today=TODAY)
            if one.code == alert.indicator and one.judged
        ]
    assert lived == ["DETECTEE", "A_VERIFIER", "CONFIRMEE", "TRANSMISE", "TRAITEE", "CLOSE"]
    assert (known.right, known.judged) == (1, 1)


def test_another_week_of_the_same_rise_joins_its_alert(province):
    before = {one.alert.pk for one in desk(province.cell).now}
    run_watch(now=NOW + timedelta(weeks=1), today=TODAY + timedelta(weeks=1))
    after = desk(province.cell).now
    assert before & {one.alert.pk for one in after}
    with entered(province.cell):
        rows = Alert.objects.visible_to(province.cell, "watch:read")
        twice = [(one.indicator, one.territory) for one in rows if one.channel != "silence"]
    assert len(twice) == len(set(twice))


def test_the_neighbouring_delegation_reads_nothing_of_it(province):
    neighbour = access.actor("WATCH_CELL", province.other)
    found = desk(neighbour)
    assert (found.now, found.going, found.silent) == ((), (), ())


def test_a_campaign_in_the_calendar_explains_the_rise(province):
    with entered(province.cell):
        note_intervention(
            actor=province.cell, intervention_id=new_id(), kind="campaign", territory="05.081", now=NOW, today=TODAY,
            since=date(2026, 11, 2), last_on=date(2026, 11, 20), words="Semaine de sensibilisation",
        )  # fmt: skip
    run_watch(now=NOW, today=TODAY)
    alerts = [one.alert for one in desk(province.cell).now]
    assert alerts and all(alert.explained_by is not None for alert in alerts)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_first_screen_says_it_in_plain_words(province, language):
    text = re.sub(r"<[^>]+>", " ", page(province.cell, "/watch/", language))
    assert ("semaine du" if language == "fr" else "منذ أسبوع") in text
    assert not re.search(r"p-value|seuil|écart|significati|probabilit|EWMA|إحصائي|انحراف", text, re.IGNORECASE)
