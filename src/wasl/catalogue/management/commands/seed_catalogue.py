from typing import Any

from django.core.management.base import BaseCommand

from wasl.catalogue.commands import seed


class Command(BaseCommand):
    help = "Writes the shipped services, programmes, reasons, destinations and deadlines that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seed()} rows written")
