"""Who follows what by e-mail, in a table that the audit does not read; a right of reply may come in
by the form of the site."""

from django.db import migrations, models

import incidents.codes.publication
import incidents.models.base
from incidents.grouped_migration import GroupedMigration


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0019_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    incidents.models.base.PublicIdField(
                        default=incidents.models.base.new_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="address")),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[("daily", "each morning"), ("weekly", "each Monday")],
                        max_length=8,
                        verbose_name="frequency",
                    ),
                ),
                (
                    "query",
                    models.CharField(blank=True, max_length=1500, verbose_name="what is followed"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="asked to confirm at")),
                ("token_hash", models.CharField(blank=True, max_length=64)),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                ("told", models.BigIntegerField(null=True)),
                ("digest_on", models.DateField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="failures")),
                ("retry_at", models.DateTimeField(null=True)),
                ("paused_at", models.DateTimeField(null=True, verbose_name="paused at")),
            ],
            options={
                "verbose_name": "subscription",
                "verbose_name_plural": "subscriptions",
                "ordering": ("pk",),
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint(
            model_name="reply",
            name="reply_received_how_is_a_known_code",
        ),
        migrations.AlterField(
            model_name="reply",
            name="received_how",
            field=models.CharField(
                choices=[
                    ("email", "e-mail"),
                    ("letter", "letter"),
                    ("counsel", "through a lawyer"),
                    ("bailiff", "served by a bailiff"),
                    ("form", "the form of this site"),
                    ("other", "another way"),
                ],
                default=incidents.codes.publication.ReplyChannel["EMAIL"],
                max_length=10,
                verbose_name="received by",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_how__in", ["email", "letter", "counsel", "bailiff", "form", "other"])
                ),
                name="reply_received_how_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("frequency__in", ["daily", "weekly"])),
                name="subscription_frequency_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["fr", "en"])),
                name="subscription_language_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed_at__isnull", False)),
                fields=("address", "query"),
                name="address_follows_a_thing_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed_at__isnull", True)),
                fields=("address", "query"),
                name="address_asks_for_a_thing_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("confirmed_at__isnull", True),
                        ("digest_on__isnull", True),
                        ("told__isnull", True),
                    ),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        ("digest_on__isnull", False),
                        ("token_hash", ""),
                        ("told__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="confirmed_subscription_is_told_from_somewhere_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("token_hash", ""), _negated=True),
                fields=("token_hash",),
                name="token_leads_to_one_subscription",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mailed_at__isnull", False), ("token_hash", ""), _connector="OR"
                ),
                name="token_exists_once_it_is_mailed",
            ),
        ),
    ]
