"""Failures to sign in, counted in the database: all server processes count as one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_user_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInCount",
            fields=[
                (
                    "key",
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False, verbose_name="key"
                    ),
                ),
                ("failures", models.PositiveIntegerField(verbose_name="failures")),
                ("ends_at", models.DateTimeField(db_index=True, verbose_name="counted until")),
            ],
            options={
                "verbose_name": "count of failed sign-ins",
                "verbose_name_plural": "counts of failed sign-ins",
                "default_permissions": (),
            },
        ),
    ]
