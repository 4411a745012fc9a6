import sys
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils.timezone import localtime

from wasl.rights.commands import replay_erasure


class Command(BaseCommand):
    help = "Erases again what was erased since a backup: one registration and its rule a line, on standard input."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for line in sys.stdin:
            registration_id, rule = line.split()
            done += replay_erasure(registration_id=UUID(registration_id), rule=rule, now=localtime())
        self.stdout.write(f"{done} erased again")
