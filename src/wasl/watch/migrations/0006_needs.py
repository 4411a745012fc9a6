import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import wasl.core.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0008_letters_follow_units"),
        ("watch", "0005_partner_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="NeedsRun",
            fields=[
                ("id", models.UUIDField(default=wasl.core.identifiers.new_id, primary_key=True, serialize=False)),
                ("month", models.DateField(unique=True)),
                ("model", models.CharField(max_length=60)),
                ("parameters", models.JSONField()),
                ("total", models.PositiveSmallIntegerField()),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("figures", models.JSONField(default=dict)),
                ("is_simulated", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("service", models.CharField(blank=True, max_length=60)),
                ("territory", models.CharField(max_length=20)),
                ("past", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(null=True))),
                ("mean", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField())),
                ("lower", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField())),
                ("upper", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField())),
                ("error", models.FloatField(null=True)),
                ("naive_error", models.FloatField(null=True)),
                ("tested", models.PositiveSmallIntegerField()),
                ("known", models.PositiveSmallIntegerField()),
                ("capacity", models.FloatField(null=True)),
                ("agents", models.PositiveIntegerField(default=0)),
                ("centres", models.PositiveIntegerField(default=1)),
                ("missing", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField())),
                ("room", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField())),
                ("sure", models.PositiveIntegerField(default=0)),
                ("likely", models.PositiveIntegerField(default=0)),
                ("perhaps", models.PositiveIntegerField(default=0)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="watch.needsrun"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "service", "territory"], name="watch_need_place")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "territory", "kind", "service", "unit"),
                        name="watch_need_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
