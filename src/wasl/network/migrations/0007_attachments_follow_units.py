"""Files follow their unit when it moves."""

from django.db import migrations

from wasl.core.scope import follow_unit

TABLES = ("attachment", "attachmentcontent")


class Migration(migrations.Migration):
    dependencies = [("network", "0006_registers_follow_units"), ("documents", "0003_attachments")]
    operations = [follow_unit(f"documents_{table}", unit_column="unit_id", path_column="path") for table in TABLES]
