"""Second factors given, used up and removed leave entries in the audit; their secrets do not."""

from django.db import migrations

from incidents.models.audit_sql import AuditTable


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0013_after_publication"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        AuditTable("mfa_authenticator", digested=("data",), ignored=("last_used_at",)),
        AuditTable("account_emailaddress"),
        AuditTable("account_emailconfirmation", digested=("key",)),
    ]
