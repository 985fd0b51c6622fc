"""Which names each published incident is tied to and how many each has, so that their pages count
nothing; where incidents were seen; and the calendar of a round.

The listed rows are derived: ``manage.py rebuild_listing`` fills the new tables and columns.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0021_mode"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListedAppearance",
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
                        related_name="appearances",
                        to="incidents.listedincident",
                    ),
                ),
                ("public_id", models.CharField(max_length=10)),
                ("platform", models.CharField(max_length=40)),
                ("now", models.CharField(max_length=10)),
            ],
            options={
                "verbose_name": "listed appearance",
                "verbose_name_plural": "listed appearances",
                "ordering": ("listed_id", "public_id"),
            },
        ),
        migrations.CreateModel(
            name="ListedTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tie", models.CharField(max_length=24)),
                ("name", models.CharField(max_length=80)),
                ("incidents", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "listed tally",
                "verbose_name_plural": "listed tallies",
                "ordering": ("name", "tie"),
            },
        ),
        migrations.AddField(
            model_name="electionround",
            name="lists_from",
            field=models.DateField(
                blank=True, null=True, verbose_name="candidacies handed in from"
            ),
        ),
        migrations.AddField(
            model_name="electionround",
            name="lists_to",
            field=models.DateField(blank=True, null=True, verbose_name="candidacies handed in to"),
        ),
        migrations.AddField(
            model_name="listedactor",
            name="sort_en",
            field=models.CharField(default="", max_length=400),
        ),
        migrations.AddField(
            model_name="listedactor",
            name="sort_fr",
            field=models.CharField(default="", max_length=400),
        ),
        migrations.AddField(
            model_name="listedincident",
            name="ties",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=120), default=list, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="listedactor",
            index=models.Index(fields=["sort_fr", "slug"], name="listed_actors_in_french"),
        ),
        migrations.AddIndex(
            model_name="listedactor",
            index=models.Index(fields=["sort_en", "slug"], name="listed_actors_in_english"),
        ),
        migrations.AddIndex(
            model_name="listedincident",
            index=django.contrib.postgres.indexes.GinIndex(fields=["ties"], name="listed_ties"),
        ),
        migrations.AddIndex(
            model_name="listedincident",
            index=models.Index(
                condition=models.Q(("election", ""), _negated=True),
                fields=["election", "-first_published_at", "-reference"],
                name="listed_of_election",
            ),
        ),
        migrations.AddConstraint(
            model_name="electionround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lists_from__isnull", True), ("lists_to__isnull", True)),
                    ("lists_from__lte", models.F("lists_to")),
                    _connector="OR",
                ),
                name="candidacies_begin_before_they_end",
            ),
        ),
        migrations.AddIndex(
            model_name="listedprocedure",
            index=models.Index(fields=["public_id"], name="listed_procedure_alone"),
        ),
        migrations.AddIndex(
            model_name="listedtally",
            index=models.Index(fields=["tie", "name"], name="tally_by_tie"),
        ),
        migrations.AddConstraint(
            model_name="listedtally",
            constraint=models.UniqueConstraint(
                fields=("name", "tie"), name="tally_counts_each_tie_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="listedtally",
            constraint=models.CheckConstraint(
                condition=models.Q(("incidents__gt", 0)), name="tally_counts_something"
            ),
        ),
        migrations.AddIndex(
            model_name="listedappearance",
            index=models.Index(fields=["platform", "now"], name="listed_seen_on"),
        ),
    ]
