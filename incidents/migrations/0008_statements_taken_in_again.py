"""A statement of reasons that no standing event shows any more may be taken in again.

Only a row that replaces none is unique by the ids of its statement, and each row is replaced once.
To be taken back while no statement was taken in again.
"""

import django.db.models.deletion
from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0007_likely_duplicates"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="statementofreasons",
            name="statement_of_reasons_is_recorded_once",
        ),
        migrations.AddField(
            model_name="statementofreasons",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="incidents.statementofreasons",
            ),
        ),
        migrations.AlterField(
            model_name="statementofreasons",
            name="uuid",
            field=models.UUIDField(null=True, verbose_name="UUID in the database"),
        ),
        migrations.AddConstraint(
            model_name="statementofreasons",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("puid", ""), _negated=True), ("replaces__isnull", True)
                ),
                fields=("platform_name", "puid"),
                name="statement_of_reasons_is_recorded_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementofreasons",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces__isnull", True)),
                fields=("uuid",),
                name="statement_of_reasons_is_recorded_once_by_uuid",
            ),
        ),
    ]
