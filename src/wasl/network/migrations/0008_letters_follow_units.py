"""Letters follow their unit when it moves."""

from django.db import migrations

from wasl.core.scope import follow_unit

TABLES = ("letter", "letterstep")


class Migration(migrations.Migration):
    dependencies = [("network", "0007_attachments_follow_units"), ("documents", "0004_letters")]
    operations = [follow_unit(f"documents_{table}", unit_column="unit_id", path_column="path") for table in TABLES]
