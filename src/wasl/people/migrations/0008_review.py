"""Pairs to review, what was said of them, and what must not be linked; all three behind one wall."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import wasl.core.identifiers
from wasl.people.walls import PAIRS, place_follows, protect_pairs

DENIED = """
CREATE FUNCTION people_pair_denied(a uuid, b uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH denied AS (SELECT unnest(COALESCE(NULLIF(current_setting('wasl.denied', true), ''), '{}')::uuid[]) AS seal)
    SELECT EXISTS (
        SELECT 1 FROM people_personlink mine
        JOIN people_personlink theirs ON theirs.person_id = mine.person_id AND theirs.until_at IS NULL
        JOIN people_registration r ON r.id = theirs.registration_id
        WHERE mine.registration_id IN (a, b) AND mine.until_at IS NULL AND (
            r.seal IN (SELECT seal FROM denied)
            OR EXISTS (SELECT 1 FROM people_protection p WHERE p.registration_id = r.id AND p.until_at IS NULL
                       AND p.seal IN (SELECT seal FROM denied))
            OR EXISTS (SELECT 1 FROM people_address a WHERE a.registration_id = r.id
                       AND a.seal IN (SELECT seal FROM denied)))) $$;
"""


def _registration():
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.registration"
    )


def _unit():
    return models.ForeignKey(
        db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
    )


def _pair():
    return [
        (
            "id",
            models.UUIDField(default=wasl.core.identifiers.new_id, primary_key=True, serialize=False),
        ),
        ("path", models.CharField(db_collation="C", max_length=120)),
        ("other_path", models.CharField(db_collation="C", max_length=120)),
        ("level", models.PositiveSmallIntegerField()),
        ("one", _registration()),
        ("other", _registration()),
        ("unit", _unit()),
        ("other_unit", _unit()),
    ]


OPEN = models.Q(("is_open", True))
IN_FORCE = models.Q(("until_at__isnull", True))
NOW = django.db.models.functions.datetime.Now()


class Migration(migrations.Migration):
    dependencies = [("network", "0004_imports_held"), ("people", "0007_lists")]

    operations = [
        migrations.RunSQL(DENIED, "DROP FUNCTION people_pair_denied(uuid, uuid)"),
        migrations.CreateModel(
            name="LinkageRun",
            fields=[
                (
                    "id",
                    models.UUIDField(default=wasl.core.identifiers.new_id, primary_key=True, serialize=False),
                ),
                ("is_full", models.BooleanField(default=False)),
                ("state", models.CharField(max_length=8)),
                ("halt", models.CharField(blank=True, max_length=20)),
                ("records", models.PositiveIntegerField(default=0)),
                ("automatic", models.PositiveIntegerField(default=0)),
                ("review", models.PositiveIntegerField(default=0)),
                ("vetoed", models.PositiveIntegerField(default=0)),
                ("expected_wrong", models.FloatField(default=0)),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("cleared_at", models.DateTimeField(null=True)),
                ("cleared_by", models.UUIDField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["-began_at"], name="people_run_latest")]},
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                *_pair(),
                ("answer", models.CharField(max_length=10)),
                ("source", models.CharField(max_length=8)),
                ("reason", models.CharField(blank=True, max_length=12)),
                ("account_id", models.UUIDField(null=True)),
                ("said_at", models.DateTimeField(db_default=NOW)),
                ("until_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                (
                    "ended_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.verdict",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(condition=IN_FORCE, fields=["one"], name="people_verdict_one"),
                    models.Index(condition=IN_FORCE, fields=["other"], name="people_verdict_other"),
                    models.Index(
                        condition=models.Q(("ended_for__isnull", False)),
                        fields=["ended_for"],
                        name="people_verdict_for",
                    ),
                    models.Index(fields=["-said_at"], name="people_verdict_latest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("until_at__isnull", True),
                            models.Q(("answer", "UNSURE"), _negated=True),
                        ),
                        fields=("one", "other"),
                        name="people_verdict_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "UNSURE"), ("until_at__isnull", True)),
                        fields=("one", "other"),
                        name="people_verdict_unsure_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CannotLink",
            fields=[
                *_pair(),
                ("reason", models.CharField(max_length=8)),
                ("account_id", models.UUIDField(null=True)),
                ("since_at", models.DateTimeField(db_default=NOW)),
                ("until_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                (
                    "verdict",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.verdict",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(condition=IN_FORCE, fields=["other"], name="people_apart_other"),
                    models.Index(fields=["verdict"], name="people_apart_verdict"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=IN_FORCE, fields=("one", "other", "reason"), name="people_apart_once"
                    )
                ],
            },
        ),
        migrations.RemoveIndex(model_name="likelydouble", name="people_double_queue"),
        migrations.RenameField(model_name="likelydouble", old_name="state", new_name="origin"),
        migrations.RenameField(model_name="likelydouble", old_name="score", new_name="weight"),
        migrations.AddField("likelydouble", "tier", models.CharField(blank=True, max_length=8, default=""), False),
        migrations.AddField("likelydouble", "strength", models.FloatField(default=0)),
        migrations.AddField(
            "likelydouble",
            "reasons",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=32), default=list
            ),
        ),
        migrations.AddField("likelydouble", "veto", models.CharField(blank=True, max_length=20, default=""), False),
        migrations.AddField("likelydouble", "is_sample", models.BooleanField(default=False)),
        migrations.AddField("likelydouble", "is_open", models.BooleanField(default=True)),
        migrations.AddField("likelydouble", "cluster", models.UUIDField(null=True)),
        migrations.AddField(
            "likelydouble",
            "run",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.linkagerun",
            ),
        ),
        migrations.AddIndex(
            "likelydouble",
            models.Index(
                models.OrderBy(models.F("strength"), descending=True),
                models.F("id"),
                condition=OPEN,
                name="people_double_strongest",
            ),
        ),
        migrations.AddIndex(
            "likelydouble",
            models.Index(condition=OPEN, fields=["path", "other_path"], name="people_double_places"),
        ),
        migrations.AddIndex("likelydouble", models.Index(fields=["cluster"], name="people_double_cluster")),
        migrations.AddIndex("likelydouble", models.Index(fields=["other"], name="people_double_other")),
        *[
            place_follows(
                table, columns=f"{side}_id, {prefix}unit_id, {prefix}path", target="people_registration",
                name=f"{side}_follows",
            )
            for table in PAIRS
            if table != "people_likelydouble"
            for side, prefix in (("one", ""), ("other", "other_"))
        ],
        *[protect_pairs(table) for table in PAIRS],
    ]
