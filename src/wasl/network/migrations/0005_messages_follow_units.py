"""Messages about something of a unit follow it when it moves. Their room stands below, and cannot ask."""

from django.db import migrations

from wasl.core.scope import follow_unit


class Migration(migrations.Migration):
    dependencies = [("network", "0004_imports_held"), ("outbox", "0001_initial")]
    operations = [follow_unit("outbox_message", unit_column="unit_id", path_column="path")]
