"""Alerts, weekly states and what leaves, in any small institution."""

from datetime import UTC, date, datetime, timedelta

from tests.access import factories as access
from wasl.core.identifiers import new_id
from wasl.core.scope import entered, system
from wasl.watch.commands.alerting import finish_run, start_run, write_alerts
from wasl.watch.commands.weeks import approve_week, declare_week
from wasl.watch.models import Alert, Bulletin, DataSet
from wasl.watch.queries.weeks import state_of_week
from wasl.watch.rules.findings import Finding
from wasl.watch.rules.states import WeekEntry

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
WEEK = date(2026, 11, 16)


def run(week=WEEK, now=NOW, **tests):
    made = start_run(week=week, month=date(2026, 10, 1), model="wasl", parameters={}, now=now)
    return finish_run(run=made, figures={}, tests=tests, at=now)


def finding(unit, **values):
    observed = [20.0] * 40 + [35.0, 36.0]
    given = {
        "indicator": "absences.kindergarten", "territory": "05.081.01.03", "level": "commune", "unit_id": unit.pk,
        "path": unit.path, "step": "week", "since": WEEK - timedelta(weeks=1), "week": WEEK, "channel": "shock",
        "observed": 71.0, "expected": 40.0, "upper": 29.0, "p_value": 1e-6, "rung": "own",
        "evidence": {
            "first": (WEEK - timedelta(weeks=41)).isoformat(), "observed": observed, "expected": [20.0] * 42,
            "upper": [29.0] * 42, "also": [], "feast": "",
            "neighbours": [{"code": "05.081.01.07", "observed": 3.0, "expected": 4.0}],
        },
    } | values  # fmt: skip
    return Finding(**given)


def alert(unit, made=None, now=NOW, **values):
    one = finding(unit, **values)
    write_alerts(run=made or run(**{unit.path: 1_000}), findings=[one], now=now, join_weeks=3)
    with system("watch alerts"):
        rows = Alert.objects.for_system("watch alerts").filter(indicator=one.indicator, territory=one.territory)
        return rows.get(about_unit=one.about_unit)


def week_state(unit, delegation, week=WEEK, measure="je.absences", value=12, enrolled=30, is_approved=False):
    typist, delegate = (access.actor("DELEGATE", delegation) for _ in range(2))
    with entered(typist):
        known = state_of_week(actor=typist, unit=unit, week=week)
        seen = {code: row.pk for code, row in known.items()}
        entry = WeekEntry(measure, value, enrolled)
        declare_week(actor=typist, unit=unit, week=week, entries=[entry], seen=seen, now=NOW, today=TODAY)
    if is_approved:
        with entered(delegate):
            approve_week(actor=delegate, unit=unit, week=week, now=NOW)
    with entered(delegate):
        return state_of_week(actor=delegate, unit=unit, week=week)[measure]


CONTENT = (
    '{"context":[],"dismissed":0,"items":[],"month":"2026-10-01","numbers":[],"place":{"ar":"أزيلال","fr":"Azilal"}}'
)


def bulletin(unit, number=1):
    account = access.account(unit)
    with system("watch alerts"):
        return Bulletin.objects.for_system("watch alerts").create(
            unit=unit, path=unit.path, level=0, territory="05.081", month=date(2026, 10, 1), number=number,
            content=CONTENT, sha256="0" * 64, prepared_by=account, prepared_at=NOW,
        )  # fmt: skip


def dataset(unit, **values):
    account = access.account(unit)
    given = {
        "partner": "Association d’essai", "purpose": "Préparer l’hiver", "indicators": ["receptions.food"],
        "territory": "05.081", "since": date(2026, 9, 1), "until": date(2026, 11, 1), "expires_on": date(2027, 5, 1),
    } | values  # fmt: skip
    with system("watch alerts"):
        return DataSet.objects.for_system("watch alerts").create(
            id=new_id(), unit=unit, path=unit.path, level=0, made_by=account, made_at=NOW, **given
        )
