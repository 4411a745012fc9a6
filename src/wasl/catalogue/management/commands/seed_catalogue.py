from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from wasl.catalogue.commands import seed
from wasl.network.models import Institution


class Command(BaseCommand):
    help = "Writes the shipped services, programmes, purposes, reasons, destinations and deadlines that are missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-founded", action="store_true", help="only where an institution was founded")

    def handle(self, *args: Any, **options: Any) -> None:
        is_wanted = not options["if_founded"] or Institution.objects.exists()
        self.stdout.write(f"{seed() if is_wanted else 0} rows written")
