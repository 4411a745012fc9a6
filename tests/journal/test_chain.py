import psycopg
from django.db import transaction

from wasl.core.scope import system
from wasl.journal.commands import record, seal_lines
from wasl.journal.models import SealedLine
from wasl.journal.queries import broken_links


def test_the_chain_follows_and_a_forged_line_breaks_it(fresh_database):
    for number in range(3):
        with transaction.atomic():
            record(actor=None, verb="account:sign_in", subject="account", subject_id=number)
    assert seal_lines() == 3
    assert list(broken_links()) == []
    with psycopg.connect(fresh_database.owner) as owner:
        owner.execute("UPDATE journal_line SET subject_id = '9' WHERE subject_id = '1'")
    assert len(list(broken_links())) == 1
    with transaction.atomic(), system("seal journal"):
        assert SealedLine.objects.count() == 3
