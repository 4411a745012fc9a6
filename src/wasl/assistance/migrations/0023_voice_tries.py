import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Each account reads and writes its own line alone.
_OWN = """
ALTER TABLE assistance_voicetry ENABLE ROW LEVEL SECURITY;
CREATE POLICY assistance_voicetry_own ON assistance_voicetry TO wasl_app
    USING (account_id::text = (SELECT current_setting('wasl.account', true)))
    WITH CHECK (account_id::text = (SELECT current_setting('wasl.account', true)));
CREATE POLICY assistance_voicetry_system ON assistance_voicetry TO wasl_system USING (true) WITH CHECK (true);
"""
_NOT = """
DROP POLICY assistance_voicetry_own ON assistance_voicetry;
DROP POLICY assistance_voicetry_system ON assistance_voicetry;
ALTER TABLE assistance_voicetry DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0022_move_and_raise_the_past"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VoiceTry",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("day", models.DateField()),
                ("wrong", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunSQL(_OWN, _NOT),
    ]
