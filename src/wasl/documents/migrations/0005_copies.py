import django.db.models.deletion
from django.db import migrations, models

import wasl.core.identifiers

# A copy is read where its paper is: the policy asks the paper's own, level, names and denials included.
_SEEN = "EXISTS (SELECT FROM documents_issueddocument d WHERE d.id = document_id)"


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_letters")]

    operations = [
        migrations.CreateModel(
            name="DocumentCopy",
            fields=[
                ("id", models.UUIDField(default=wasl.core.identifiers.new_id, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("taken_by", models.UUIDField()),
                ("taken_at", models.DateTimeField()),
                ("who", models.CharField(max_length=20)),
                ("why", models.CharField(max_length=12)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="documents.issueddocument",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("document", "number"), name="documents_copy_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="documents_copy_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="documents_copy_says_why"
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE documents_documentcopy ENABLE ROW LEVEL SECURITY;"
            "CREATE POLICY documents_documentcopy_scope ON documents_documentcopy TO wasl_app"
            f" USING ({_SEEN}) WITH CHECK ({_SEEN});"
            "CREATE POLICY documents_documentcopy_system ON documents_documentcopy TO wasl_system"
            " USING (true) WITH CHECK (true);"
            "REVOKE UPDATE, DELETE, TRUNCATE ON documents_documentcopy FROM wasl_app;",
            migrations.RunSQL.noop,
        ),
    ]
