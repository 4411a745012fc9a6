"""Registers of the bureau d'ordre follow their unit when it moves."""

from django.db import migrations

from wasl.core.scope import follow_unit

TABLES = ("registercounter", "registerline", "registerentry", "registermark")


class Migration(migrations.Migration):
    dependencies = [("network", "0005_messages_follow_units"), ("documents", "0002_register")]
    operations = [follow_unit(f"documents_{table}", unit_column="unit_id", path_column="path") for table in TABLES]
