"""Numbers and archived papers of a unit follow it when it moves. The room of documents stands below, and cannot ask."""

from django.db import migrations

from wasl.core.scope import follow_unit


class Migration(migrations.Migration):
    dependencies = [("network", "0002_dated_tree"), ("documents", "0001_initial")]
    operations = [
        follow_unit("documents_counter", unit_column="unit_id", path_column="path"),
        follow_unit("documents_issueddocument", unit_column="unit_id", path_column="path"),
    ]
