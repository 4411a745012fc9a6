"""The lowest room of all makes the function that every room above may key its columns with."""

from django.db import migrations

from wasl.core.text import CREATE_SEARCH_KEY


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [CREATE_SEARCH_KEY]
