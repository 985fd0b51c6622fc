"""Two permissions: to merge an actor, to merge an incident."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("incidents", "0004_claims_procedures_and_mergers")]

    operations = [
        migrations.AlterModelOptions(
            name="actor",
            options={
                "ordering": ("name_fr", "public_label_fr", "pk"),
                "permissions": [("merge_actor", "Can merge an actor into another")],
                "verbose_name": "actor",
                "verbose_name_plural": "actors",
            },
        ),
        migrations.AlterModelOptions(
            name="incident",
            options={
                "ordering": ("-updated_at", "-pk"),
                "permissions": [
                    ("approve_editorial", "Can give editorial approval"),
                    ("approve_legal", "Can give legal approval"),
                    ("publish_incident", "Can publish an incident"),
                    ("withdraw_incident", "Can withdraw a published incident"),
                    ("merge_incident", "Can merge an incident into another"),
                ],
                "verbose_name": "incident",
                "verbose_name_plural": "incidents",
            },
        ),
    ]
