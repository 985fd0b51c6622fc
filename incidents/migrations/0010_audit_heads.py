"""Heads of the audit and their time stamps: only added, never changed, and never a head that does
not stand in the chain."""

import django.db.models.deletion
from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration
from incidents.models.audit_sql import STAYS, AuditFunction, AuditTriggers

STANDS = """
CREATE FUNCTION vigie_audit_head() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    before record;
BEGIN
    PERFORM pg_advisory_xact_lock(7310575175);
    SELECT count, digest, made_at INTO before FROM incidents_audithead
        ORDER BY count DESC LIMIT 1;
    IF NOT EXISTS (
        SELECT FROM incidents_auditentry WHERE sequence = NEW.count AND hash = NEW.hash
    ) THEN
        RAISE EXCEPTION 'the head of % entries does not stand in the chain', NEW.count;
    END IF;
    IF NEW.previous <> coalesce(before.digest, repeat('0', 64))
        OR NEW.count <= before.count OR NEW.made_at < before.made_at THEN
        RAISE EXCEPTION 'the head of % entries does not follow the last one', NEW.count;
    END IF;
    RETURN NEW;
END $$
"""
KEPT = AuditTriggers(
    (
        "CREATE TRIGGER vigie_audit_head BEFORE INSERT ON incidents_audithead"
        " FOR EACH ROW EXECUTE FUNCTION vigie_audit_head()",
        "CREATE TRIGGER vigie_stays BEFORE DELETE OR UPDATE ON incidents_audithead"
        " FOR EACH ROW EXECUTE FUNCTION vigie_audit_refuse()",
        STAYS.format(table="incidents_audithead"),
        "CREATE TRIGGER vigie_stays BEFORE DELETE OR UPDATE ON incidents_auditstamp"
        " FOR EACH ROW EXECUTE FUNCTION vigie_audit_refuse()",
        STAYS.format(table="incidents_auditstamp"),
    )
)


class Migration(GroupedMigration):
    dependencies = [("incidents", "0009_audit")]

    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "count",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="entries"
                    ),
                ),
                ("hash", models.CharField(max_length=64)),
                ("merkle_root", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(verbose_name="when")),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "verbose_name": "head of the audit",
                "verbose_name_plural": "heads of the audit",
                "ordering": ("-count",),
            },
        ),
        migrations.CreateModel(
            name="AuditStamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("authority", models.CharField(max_length=40, verbose_name="authority")),
                ("url", models.CharField(max_length=300, verbose_name="address")),
                ("answer", models.BinaryField()),
                ("stamped_at", models.DateTimeField(verbose_name="stamped at")),
                (
                    "head",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stamps",
                        to="incidents.audithead",
                    ),
                ),
            ],
            options={
                "verbose_name": "time stamp of a head",
                "verbose_name_plural": "time stamps of heads",
                "ordering": ("head", "authority"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("head", "authority"), name="head_has_one_stamp_per_authority"
                    )
                ],
            },
        ),
        AuditFunction("vigie_audit_head()", STANDS),
        KEPT,
    ]
