"""Claims and uses of sources have rows of their own, so that their lists and pages are found by an
index; so have the records that no current document holds any more.

The listed rows are derived: ``manage.py rebuild_listing`` fills them.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import incidents.models.publication
from incidents.grouped_migration import GroupedMigration


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0024_room_to_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListedClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "listed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claim_rows",
                        to="incidents.listedincident",
                    ),
                ),
                ("public_id", models.CharField(max_length=10)),
                ("proposition", models.CharField(max_length=20)),
                ("stance", models.CharField(max_length=20)),
                ("accusation", models.BooleanField(default=False)),
                ("speaker", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "verbose_name": "listed claim",
                "verbose_name_plural": "listed claims",
                "ordering": ("listed_id", "public_id"),
            },
        ),
        migrations.CreateModel(
            name="ListedSourceUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "listed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_rows",
                        to="incidents.listedincident",
                    ),
                ),
                ("public_id", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=20)),
                ("language", models.CharField(blank=True, max_length=20)),
                ("publisher", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "verbose_name": "listed use of a source",
                "verbose_name_plural": "listed uses of sources",
                "ordering": ("listed_id", "public_id"),
            },
        ),
        migrations.AddIndex(
            model_name="listedappearance",
            index=models.Index(fields=["public_id"], name="listed_appearance_alone"),
        ),
        migrations.AddIndex(
            model_name="listedappearance",
            index=models.Index(fields=["now", "listed"], name="listed_appearances_by_state"),
        ),
        migrations.AddIndex(
            model_name="listedprocedure",
            index=models.Index(
                fields=["track", "status", "listed"], name="listed_procedures_of_track"
            ),
        ),
        migrations.AddIndex(
            model_name="listedprocedure",
            index=models.Index(fields=["status", "listed"], name="listed_procedures_by_status"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=django.contrib.postgres.indexes.GinIndex(
                incidents.models.publication.RecordIds("content"),
                condition=models.Q(("ended_at__isnull", False)),
                name="publication_ended_records",
            ),
        ),
        migrations.AddIndex(
            model_name="listedclaim",
            index=models.Index(fields=["public_id"], name="listed_claim_alone"),
        ),
        migrations.AddIndex(
            model_name="listedclaim",
            index=models.Index(
                fields=["proposition", "stance", "accusation", "listed"], name="listed_claims_about"
            ),
        ),
        migrations.AddIndex(
            model_name="listedclaim",
            index=models.Index(
                fields=["stance", "accusation", "listed"], name="listed_claims_by_stance"
            ),
        ),
        migrations.AddIndex(
            model_name="listedclaim",
            index=models.Index(
                condition=models.Q(("speaker", ""), _negated=True),
                fields=["speaker", "listed"],
                name="listed_claims_by_speaker",
            ),
        ),
        migrations.AddConstraint(
            model_name="listedclaim",
            constraint=models.UniqueConstraint(
                fields=("listed", "public_id"), name="listed_claim_stands_once_per_incident"
            ),
        ),
        migrations.AddIndex(
            model_name="listedsourceuse",
            index=models.Index(fields=["public_id"], name="listed_source_use_alone"),
        ),
        migrations.AddIndex(
            model_name="listedsourceuse",
            index=models.Index(
                fields=["kind", "language", "listed"], name="listed_sources_of_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="listedsourceuse",
            index=models.Index(fields=["language", "listed"], name="listed_sources_in_language"),
        ),
        migrations.AddIndex(
            model_name="listedsourceuse",
            index=models.Index(
                condition=models.Q(("publisher", ""), _negated=True),
                fields=["publisher", "listed"],
                name="listed_sources_by_publisher",
            ),
        ),
        migrations.AddConstraint(
            model_name="listedsourceuse",
            constraint=models.UniqueConstraint(
                fields=("listed", "public_id"), name="listed_source_stands_once_per_incident"
            ),
        ),
        migrations.AddIndex(
            model_name="listedactor",
            index=models.Index(fields=["kind", "slug"], name="listed_actors_of_kind"),
        ),
    ]
