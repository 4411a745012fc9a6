"""The directory of the demo province, entered through the same commands as by everybody."""

import pytest

from wasl.access.models import Posting
from wasl.access.queries import actor_of
from wasl.assistance.models import DirectoryEntry
from wasl.core.scope import entered

pytestmark = pytest.mark.usefixtures("in_world")


def test_its_lines_are_marked_as_simulated_and_say_what_they_do():
    delegate = actor_of(posting=Posting.objects.select_related("unit").get(account__staff_number="AZ001"))
    with entered(delegate):
        lines = list(DirectoryEntry.objects.all())
    assert sum(line.of_unit_id is None for line in lines) == 16
    assert len(lines) > 20 and all(line.is_simulated and line.services for line in lines)
