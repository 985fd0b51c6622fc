"""Whether a platform answered a notice, apart from the days on which it did.

The listed rows are derived: ``manage.py rebuild_listing`` fills the new columns.
"""

from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration


class Migration(GroupedMigration):
    dependencies = [("incidents", "0005_permissions_to_merge")]

    operations = [
        migrations.AddField(
            model_name="listedprocedure",
            name="received",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="listedprocedure",
            name="decided",
            field=models.BooleanField(default=False),
        ),
    ]
