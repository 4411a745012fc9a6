"""Scenario 2. The institution's year 2016, and the three-year plan.

10 coordinations, 82 delegations, 4,086 centres of which 1,905 in the countryside: "46 %" on paper, where it is cut
off, 46.6 % on screen; 567,981 beneficiaries, "about +30 %", since 2015 is only known as about 436,867.
The year 2015 still prints with its own structure: 72 delegations, more than 3,500 agents.
The plan: 500 CAS, 90 COAPH, 100 UPE, 100 EMF, 100 watch cells, with what opened after 27 April 2017 beyond those
that existed, and what remains; and more than 14,000 persons expected in 2015.
"""

import json
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from wasl.access.models import Account
from wasl.core.period import Period
from wasl.network.models import UnitState
from wasl.reports.commands import write_report

pytestmark = pytest.mark.usefixtures("in_world")
TODAY = date(2026, 11, 21)


def rows(code: str, period: str, language: str = "fr") -> dict[tuple[int, str], dict[str, Any]]:
    content = write_report(
        code=code, territory="MA", period=Period.parse(period), language=language, format="json", today=TODAY
    )
    return {(row["row"], row["measure"]): row for row in json.loads(content)["rows"]}


def printed(code: str, period: str, language: str = "fr") -> dict[tuple[int, str], str]:
    found = rows(code, period, language)
    return {key: row["printed"].replace("\u202f", " ") for key, row in found.items()}


def test_2016_as_it_was_published() -> None:
    said = printed("national", "2016")
    assert said[1, "beneficiaries"] == "567 981"
    assert said[1, "growth"] == "environ +30 %"
    assert (said[2, "units"], said[3, "units"]) == ("10", "82")
    assert (said[4, "establishments"], said[5, "establishments"], said[5, "share"]) == ("4 086", "1 905", "46 %")


def test_2016_in_arabic() -> None:
    said = printed("national", "2016", "ar")
    assert said[1, "beneficiaries"] == "567981"
    assert said[1, "growth"] == "حوالي +30%"
    assert said[5, "share"] == "46%"


def test_the_screen_rounds_the_share_that_paper_cuts_off() -> None:
    client = Client()
    client.force_login(Account.objects.get(staff_number="HQ001"))
    page = unescape(client.get("/reports/national/?territory=MA&period=2016").content.decode())
    assert "46,6\u202f%" in re.findall(r"<bdi>([^<]*)</bdi>", page)


def test_2015_prints_with_its_own_structure() -> None:
    said = printed("national", "2015")
    assert (said[2, "units"], said[3, "units"]) == ("10", "72")
    assert said[1, "beneficiaries"] == "environ 436 867"
    assert said[6, "agents"] == "plus de 3 500"
    assert said[1, "growth"] == "—"


def test_published_figures_are_declared_and_counted_ones_recorded() -> None:
    found = rows("national", "2016")
    assert found[1, "beneficiaries"]["source"] == "declared"
    assert found[4, "establishments"]["source"] == "recorded"


def test_the_targets_of_the_plan() -> None:
    found = rows("plan", "2017-2020")
    targets = {row: cell["value"] for (row, measure), cell in found.items() if measure == "target"}
    assert targets == {1: 500, 2: 90, 3: 100, 4: 100, 5: 100, 6: 14_000}
    assert printed("plan", "2017-2020")[6, "target"] == "plus de 14 000"


def test_achieved_is_what_opened_after_the_launch_and_remaining_what_lacks() -> None:
    found = rows("plan", "2017-2020")
    launch, end = date(2017, 4, 27), date(2020, 12, 31)
    for row, code in enumerate(("CAS", "COAPH", "UPE", "EMF", "CVS"), 1):
        units = UnitState.objects.filter(type=code).values("unit_id", "unit__opened_on").distinct()
        before = sum(unit["unit__opened_on"] <= launch for unit in units)
        after = sum(launch < unit["unit__opened_on"] <= end for unit in units)
        values = {measure: found[row, measure]["value"] for measure in ("target", "existing", "achieved", "remaining")}
        assert (values["existing"], values["achieved"]) == (before, after)
        assert values["remaining"] == values["target"] - after > 0


def test_what_nobody_declared_is_not_said_to_be_zero() -> None:
    said = printed("plan", "2017-2020")
    assert (said[6, "achieved"], said[6, "remaining"]) == ("—", "—")
