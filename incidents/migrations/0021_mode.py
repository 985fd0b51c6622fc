"""The mode of the site: while it is read only, no change of a record is taken.

Every entry of the audit asks it, so that each table that is audited obeys. Writers hold an advisory
lock together; whoever sets the mode takes it alone, and so waits for what is being written. A
reading of a private identity is an entry too, and goes on.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration
from incidents.models.audit_sql import AuditFunction, AuditTable

NOTE: str = import_module("incidents.migrations.0009_audit").NOTE
ASKS = """BEGIN
    IF operation <> 'read' AND table_name <> 'incidents_mode' THEN
        PERFORM vigie_may_write();
    END IF;
"""
ASKING = NOTE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace("BEGIN\n", ASKS, 1)

KEY = """
CREATE FUNCTION vigie_writing() RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT 7310575176::bigint
$$
"""
MAY = """
CREATE FUNCTION vigie_may_write() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    said record;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(vigie_writing());
    SELECT reason_fr, reason_en INTO said FROM incidents_mode WHERE read_only;
    IF FOUND THEN
        RAISE EXCEPTION 'the site is set to read only: %', coalesce(
                nullif(said.reason_fr, ''), said.reason_en)
            USING ERRCODE = 'read_only_sql_transaction';
    END IF;
END $$
"""


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0020_subscriptions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mode",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("read_only", models.BooleanField(default=False, verbose_name="read only")),
                (
                    "reason_fr",
                    models.CharField(blank=True, max_length=300, verbose_name="reason (French)"),
                ),
                (
                    "reason_en",
                    models.CharField(blank=True, max_length=300, verbose_name="reason (English)"),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="set by",
                    ),
                ),
            ],
            options={
                "verbose_name": "mode of the site",
                "verbose_name_plural": "modes of the site",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_mode"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("read_only", False),
                            models.Q(("reason_en", ""), ("reason_fr", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="read_only_mode_has_a_reason",
                    ),
                ],
            },
        ),
        AuditFunction("vigie_writing()", KEY),
        AuditFunction("vigie_may_write()", MAY),
        AuditFunction("vigie_audit_note(text, text, text, jsonb)", ASKING, NOTE),
        AuditTable("incidents_mode"),
    ]
