"""The sets from which facets are counted, and orders of the list beside the newest first.

The listed rows are derived: ``manage.py rebuild_listing`` fills the new columns and the sets. Until
then the rows are of rules 0, and the site says that it is not ready.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration

SEQUENCE = "incidents_listedfacet_version"


class Migration(GroupedMigration):
    dependencies = [("incidents", "0017_audit_checks")]

    operations = [
        migrations.CreateModel(
            name="ListedFacet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("facet", models.CharField(max_length=16)),
                ("value", models.CharField(blank=True, max_length=160)),
                ("chunk", models.PositiveIntegerField()),
                ("keys", models.BinaryField(blank=True, default=b"")),
                ("version", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "listed facet",
                "verbose_name_plural": "listed facets",
                "ordering": ("facet", "value", "chunk"),
                "indexes": [models.Index(fields=["version"], name="listed_facet_version")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("facet", "value", "chunk"), name="listed_facet_chunk_stands_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(f"CREATE SEQUENCE {SEQUENCE}", f"DROP SEQUENCE {SEQUENCE}"),
        migrations.RemoveIndex(model_name="listedincident", name="listed_codes"),
        migrations.AddField(
            model_name="listedincident",
            name="goals",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=120), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="listedincident",
            name="claims",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listedincident",
            name="denials",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="listedincident",
            name="rules",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="listedincident",
            index=models.Index(fields=["rules"], name="listed_by_rules"),
        ),
        migrations.AddIndex(
            model_name="listedincident",
            index=models.Index(fields=["-published_at", "-reference"], name="listed_updated_first"),
        ),
        migrations.AddIndex(
            model_name="listedincident",
            index=models.Index(
                fields=["-claims", "-first_published_at", "-reference"],
                name="listed_most_claims_first",
            ),
        ),
        migrations.AddIndex(
            model_name="listedincident",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=[
                    "platforms",
                    "techniques",
                    "propositions",
                    "goals",
                    "legal_statuses",
                    "parties",
                    "party_roles",
                    "actors",
                    "sources",
                ],
                name="listed_codes",
            ),
        ),
    ]
