"""What files say of incidents and lists do not. Rows that are listed already are filled from their
documents here, set by set: deriving everything anew takes hours at a million incidents, this takes
minutes. Names of actors come from the card, which knows who was merged since."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration

ROLES = "'{depicted,impersonated,image_reused,targeted}'::text[]"


def involved(language: str) -> str:
    return f"""
    ARRAY(
        SELECT (party.involved->>'role') || ': ' || (party.involved->'actor'->'name'->>'{language}')
        FROM jsonb_array_elements(listed.card->'involvements')
            WITH ORDINALITY AS party(involved, place)
        WHERE party.involved->>'role' = ANY({ROLES})
        ORDER BY array_position({ROLES}, party.involved->>'role'), place
    )"""


def codes(terms: str) -> str:
    return f"""
    ARRAY(
        SELECT term.value->>'code' FROM jsonb_array_elements(document.{terms})
            WITH ORDINALITY AS term(value, place) ORDER BY place
    )"""


FILL = f"""
INSERT INTO incidents_listeddetail (
    listed_id, number, digest, original_language, translation_outdated, facts_precision,
    presented_as, synthetic_level, media, ratings, persona, spread, sensitivity,
    verdict_basis_fr, verdict_basis_en, verdict_on, involved_fr, involved_en
)
SELECT
    publication.id, publication.number, publication.digest, document.original_language,
    document.translation_outdated, document.facts_date->>'precision', document.presented_as,
    document.synthetic_level, {codes("media")}, {codes("ratings")},
    coalesce(document.persona->>'code', ''), document.spread, document.sensitivity,
    document.verdict->'basis'->>'fr', document.verdict->'basis'->>'en',
    (document.verdict->>'on')::date, {involved("fr")}, {involved("en")}
FROM incidents_listedincident AS listed
JOIN incidents_publication AS publication ON publication.id = listed.publication_id
CROSS JOIN LATERAL jsonb_to_record(publication.content) AS document(
    original_language text, translation_outdated boolean, facts_date jsonb, presented_as text,
    synthetic_level text, media jsonb, ratings jsonb, persona jsonb, spread smallint,
    sensitivity text[], verdict jsonb
)
ON CONFLICT DO NOTHING
"""


def array(field: models.Field) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(base_field=field, default=list, size=None)


class Migration(GroupedMigration):
    dependencies = [("incidents", "0024_room_to_search")]

    operations = [
        migrations.CreateModel(
            name="ListedDetail",
            fields=[
                (
                    "listed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="detail",
                        serialize=False,
                        to="incidents.listedincident",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("original_language", models.CharField(max_length=2)),
                ("translation_outdated", models.BooleanField(default=False)),
                ("facts_precision", models.CharField(max_length=12)),
                ("presented_as", models.CharField(max_length=20)),
                ("synthetic_level", models.CharField(max_length=20)),
                ("media", array(models.CharField(max_length=120))),
                ("ratings", array(models.CharField(max_length=120))),
                ("persona", models.CharField(blank=True, max_length=60)),
                ("spread", models.PositiveSmallIntegerField(null=True)),
                ("sensitivity", array(models.CharField(max_length=120))),
                ("verdict_basis_fr", models.TextField(blank=True)),
                ("verdict_basis_en", models.TextField(blank=True)),
                ("verdict_on", models.DateField(null=True)),
                ("involved_fr", array(models.TextField())),
                ("involved_en", array(models.TextField())),
            ],
            options={
                "verbose_name": "listed detail",
                "verbose_name_plural": "listed details",
                "ordering": ("listed_id",),
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
