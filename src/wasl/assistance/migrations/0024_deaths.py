import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import wasl.core.identifiers
from wasl.core.scope import protect

SOURCES = ["CERTIFICATE", "FAMILY", "HOSPITAL", "AUTHORITY", "OTHER"]


def _key(to, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0023_voice_tries"),
        ("network", "0006_registers_follow_units"),
        ("people", "0014_final_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Death",
            fields=[
                ("path", models.CharField(db_collation="C", editable=False, max_length=120)),
                ("level", models.PositiveSmallIntegerField(default=2)),
                ("seal", models.UUIDField(blank=True, editable=False, null=True)),
                ("id", models.UUIDField(default=wasl.core.identifiers.new_id, primary_key=True, serialize=False)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("is_simulated", models.BooleanField(default=False)),
                ("died_on", models.DateField()),
                ("source", models.CharField(max_length=12)),
                ("noted_at", models.DateTimeField()),
                ("ended", models.JSONField(default=dict)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("recorded_by", _key(settings.AUTH_USER_MODEL, db_index=False, null=True)),
                ("registration", _key("people.registration")),
                ("unit", _key("network.unit", db_constraint=False, db_index=False)),
                ("withdrawn_by", _key(settings.AUTH_USER_MODEL, db_index=False, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["registration"], name="assistance_death_of")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("registration",),
                        name="assistance_death_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", SOURCES)), name="assistance_death_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assistance_death_withdrawn",
                    ),
                ],
            },
        ),
        *protect("assistance_death"),
    ]
