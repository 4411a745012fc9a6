"""A woman who came for the last time in 2018, with everything that may be held about somebody."""

from datetime import UTC, datetime

from tests.assistance import factories
from tests.assistance.factories import orientation, person, reception, working
from tests.assistance.test_acts import listen
from wasl.assistance.commands import issue_slip
from wasl.core.scope import system
from wasl.people.commands import add_address, add_document, add_phone, correct_registration
from wasl.people.commands.details import NewAddress, NewDocument, NewPhone
from wasl.people.queries import registration
from wasl.rights.personal import HELD

LONG_AGO = datetime(2018, 6, 1, 9, 0, tzinfo=UTC)
JOB = "load demo"
SECRETS = ("Zoubida", "زبيدة", "Moulouya", "0612345678", "JB44551", "derrière la fontaine", "Hôpital Ibn Rochd")


def old_file(actor, **values):
    """Words of SECRETS stand in every place where words may stand."""
    her = person(actor, given_latin="Zoubida", family_latin="Moulouya", given_ar="زبيدة", birth_year=1970, **values)
    today = factories.NOW.date()
    with working(actor) as who:
        add_phone(actor=who, registration_id=her.pk, phone=NewPhone("0612345678"))
        add_document(actor=who, registration_id=her.pk, document=NewDocument("CNIE", "JB44551"), today=today)
        add_address(actor=who, registration_id=her.pk, address=NewAddress(landmark="derrière la fontaine"), today=today)
        _correct(who, her.pk)
    row = reception(actor, registration_id=her.pk)
    listen(actor, reception_id=row.pk, registration_ids=[her.pk], anonymous_count=0, note="Zoubida raconte")
    orientation(actor, registration_id=her.pk, destination="CSU", destination_name="Hôpital Ibn Rochd", words="Zoubida")
    with working(actor) as who:
        issue_slip(actor=who, now=factories.NOW, reception_id=row.pk, lang="fr")
    make_old(her)
    return her


def _correct(who, pk):
    from dataclasses import replace

    kept = registration(actor=who, registration_id=pk)
    given = replace(kept.particulars, douar="Imlil", known_as="Zoubida la couturière")
    correct_registration(actor=who, registration_id=pk, version=kept.version, particulars=given, now=factories.NOW)


def make_old(her, at=LONG_AGO):
    """Every contact moves to that instant."""
    with system(JOB):
        for held in HELD:
            if held.contact:
                rows = held.model.objects.for_system(JOB)
                ids = list(rows.filter(**{held.way: her.pk}).values_list("pk", flat=True))
                rows.filter(pk__in=ids).update(**{held.contact: at})
