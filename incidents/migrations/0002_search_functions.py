"""How words are indexed and asked for: French and English, each as written and without accents.

The union finds inflected forms and words typed without their accents; unaccenting *before*
stemming would lose the inflected ones, because the French stemmer needs the accents. English without
accents finds "vidéos" for "video", which the French stemmer leaves as it is.
"""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

WORDS = """
CREATE FUNCTION vigie_words(content text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    to_tsvector('pg_catalog.french', content)
    || to_tsvector('pg_catalog.french', public.unaccent('public.unaccent', content))
    || to_tsvector('pg_catalog.english', content)
    || to_tsvector('pg_catalog.english', public.unaccent('public.unaccent', content))
"""
ASKED = """
CREATE FUNCTION vigie_asked(content text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    websearch_to_tsquery('pg_catalog.french', content)
    || websearch_to_tsquery('pg_catalog.french', public.unaccent('public.unaccent', content))
    || websearch_to_tsquery('pg_catalog.english', content)
    || websearch_to_tsquery('pg_catalog.english', public.unaccent('public.unaccent', content))
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_records")]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL(WORDS, "DROP FUNCTION vigie_words(text)"),
        migrations.RunSQL(ASKED, "DROP FUNCTION vigie_asked(text)"),
    ]
