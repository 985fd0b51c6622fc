"""Which rows an entry of the audit ties its row to: so that the history of a record finds its parts,
those that are gone too.

``incidents_citation.incident_id=5``: table, column and value of every foreign key among the values
before and after. Who made and last saved a row says nothing about where it belongs, and is left
out. An erased payload ties to nothing.
"""

from django.db import migrations

TIES = """
CREATE FUNCTION vigie_audit_ties(header jsonb, payload text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ARRAY(
    SELECT DISTINCT concat(header->>'table', '.', given.key, '=', given.value)
    FROM (VALUES (payload::jsonb->'before'), (payload::jsonb->'after')) AS side (content),
        jsonb_each_text(CASE WHEN jsonb_typeof(side.content) = 'object' THEN side.content
            ELSE '{}' END) AS given
    WHERE given.key LIKE '%\\_id' AND given.value IS NOT NULL
        AND given.key NOT IN ('created_by_id', 'updated_by_id')
)
"""
INDEX = """
CREATE INDEX audit_by_tie ON incidents_auditpayload USING gin (vigie_audit_ties(header, payload))
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0011_review")]

    operations = [
        migrations.RunSQL(TIES, "DROP FUNCTION vigie_audit_ties(jsonb, text)"),
        migrations.RunSQL(INDEX, "DROP INDEX audit_by_tie"),
    ]
