"""Search: texts of published incidents by tier, their words, and how words are indexed and asked for.

A word is a run of letters and digits (in Unicode form NFKC): apostrophes, hyphens, ``@``, dots and
every other sign part words, in an index and in a question alike. A vector holds, apart from one
another so that no phrase is found across them: the words without accents, the words as written
(weight B), their French stems, the French stems of the words without accents, the English ones.
Unaccenting *before* French stemming alone would lose inflected forms: the stemmer needs accents.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import incidents.models.listing
from incidents.grouped_migration import GroupedMigration

WORDS_OF_0002 = """
CREATE OR REPLACE FUNCTION vigie_words(content text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    to_tsvector('pg_catalog.french', content)
    || to_tsvector('pg_catalog.french', public.unaccent('public.unaccent', content))
    || to_tsvector('pg_catalog.english', content)
    || to_tsvector('pg_catalog.english', public.unaccent('public.unaccent', content))
"""
ASKED_OF_0002 = """
CREATE OR REPLACE FUNCTION vigie_asked(content text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    websearch_to_tsquery('pg_catalog.french', content)
    || websearch_to_tsquery('pg_catalog.french', public.unaccent('public.unaccent', content))
    || websearch_to_tsquery('pg_catalog.english', content)
    || websearch_to_tsquery('pg_catalog.english', public.unaccent('public.unaccent', content))
"""
SPACED = """
CREATE FUNCTION vigie_spaced(content text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    trim(regexp_replace(normalize(content, NFKC), '[^[:alnum:]]+', ' ', 'g'))
"""
FOLDED = """
CREATE FUNCTION vigie_folded(content text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    lower(public.unaccent('public.unaccent', public.vigie_spaced(content)))
"""
# What "truquées" is without its accent, the French stemmer does not know for a participle.
ENDED = """
CREATE FUNCTION vigie_ended(folded text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    rtrim(replace(replace(folded || ' ', 'ees ', 'e '), 'ee ', 'e '))
"""
# The words without accents begin with a letter that no text has, so that what begins as a word does
# is found by the index alone, and no stem among it.
# No word is a blank: it only keeps 24 places free, more than a question has words.
WORDS = """
CREATE OR REPLACE FUNCTION vigie_words(content text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE BEGIN ATOMIC
    SELECT to_tsvector('pg_catalog.simple', 'ꙮ' || replace(folded, ' ', ' ꙮ')) || ' '' '':24'::tsvector
        || setweight(to_tsvector('pg_catalog.simple', spaced), 'B') || ' '' '':24'::tsvector
        || to_tsvector('pg_catalog.french', spaced) || ' '' '':24'::tsvector
        || CASE WHEN public.vigie_ended(folded) = lower(spaced) THEN ''::tsvector
            ELSE to_tsvector('pg_catalog.french', public.vigie_ended(folded))
                || ' '' '':24'::tsvector END
        || to_tsvector('pg_catalog.english', folded)
    FROM (
        SELECT spaced, lower(public.unaccent('public.unaccent', spaced)) AS folded
        FROM (SELECT public.vigie_spaced(content) AS spaced OFFSET 0) AS in_words
        OFFSET 0
    ) AS both_ways;
END
"""
TEXTS = """
CREATE FUNCTION vigie_apart(ours tsvector, theirs tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE WHEN ours = ''::tsvector THEN theirs ELSE ours || ' '' '':24'::tsvector || theirs END;
CREATE AGGREGATE vigie_together(tsvector) (
    SFUNC = vigie_apart, STYPE = tsvector, INITCOND = '', PARALLEL = SAFE
);
CREATE FUNCTION vigie_texts(contents text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE BEGIN ATOMIC
    SELECT coalesce(
        public.vigie_together(public.vigie_words(content) ORDER BY place), ''::tsvector
    )
    FROM unnest(contents) WITH ORDINALITY AS each(content, place) WHERE content <> '';
END;
CREATE FUNCTION vigie_names(content jsonb) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    public.vigie_texts(
        ARRAY[content #>> '{name,fr}', content #>> '{name,en}', content ->> 'short_name']
        || CASE WHEN jsonb_typeof(content -> 'aliases') = 'array'
            THEN ARRAY(SELECT jsonb_array_elements_text(content -> 'aliases')) END
    )
"""
# A word that only accents tell from a common one ("sûr", "thé") is asked for as written alone.
ASKED = """
CREATE OR REPLACE FUNCTION vigie_asked(content text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE BEGIN ATOMIC
    SELECT phraseto_tsquery('pg_catalog.french', spaced) || CASE
        WHEN spaced NOT LIKE '% %' AND (
            to_tsvector('pg_catalog.french', folded) = ''::tsvector
            OR to_tsvector('pg_catalog.english', folded) = ''::tsvector
        ) THEN ''::tsquery
        ELSE phraseto_tsquery('pg_catalog.french', public.vigie_ended(folded))
            || phraseto_tsquery('pg_catalog.english', folded)
    END
    FROM (
        SELECT public.vigie_spaced(content) AS spaced, public.vigie_folded(content) AS folded
        OFFSET 0
    ) AS both_ways;
END
"""
BEGUN = """
CREATE FUNCTION vigie_begun(content text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE WHEN public.vigie_folded(content) = '' THEN ''::tsquery ELSE
        to_tsquery('pg_catalog.simple',
            'ꙮ' || replace(public.vigie_folded(content), ' ', ' <-> ꙮ') || ':*')
    END
"""
# Common words among them ask for nothing, and so does no word at all.
ALL = """
CREATE FUNCTION vigie_all(words text[]) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE BEGIN ATOMIC
    SELECT coalesce(
        string_agg('(' || public.vigie_asked(word)::text || ')', ' & ')
            FILTER (WHERE NOT public.vigie_is_common(word)),
        ''
    )::tsquery
    FROM unnest(words) AS word;
END
"""
# What the list of French stop words lacks of the same kind stands here.
COMMON = """
CREATE FUNCTION vigie_is_common(content text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE BEGIN ATOMIC
    SELECT numnode(public.vigie_asked(spaced)) = 0 OR (
        spaced NOT LIKE '% %' AND (
            to_tsvector('pg_catalog.french', spaced) = ''::tsvector
            OR to_tsvector('pg_catalog.english', spaced) = ''::tsvector
            OR lower(spaced) IN ('les', 'cet', 'cette', 'ils', 'elles')
        )
    )
    FROM (SELECT public.vigie_spaced(content) AS spaced OFFSET 0) AS in_words;
END
"""
# A planner that does not know what reading long vectors costs would read all of them.
FOUND = """
CREATE FUNCTION vigie_keys(expression tsquery) RETURNS SETOF integer
LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off BEGIN ATOMIC
    SELECT unnest(incidents) FROM public.incidents_listedtext WHERE words @@ expression;
END;
CREATE FUNCTION vigie_packed(expression tsquery) RETURNS TABLE (tier smallint, keys bytea)
LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off BEGIN ATOMIC
    SELECT found.tier, string_agg(int4send(key), ''::bytea)
    FROM public.incidents_listedtext AS found, unnest(found.incidents) AS key
    WHERE found.words @@ expression GROUP BY found.tier;
END;
CREATE FUNCTION vigie_titled(expression tsquery, most integer) RETURNS SETOF integer
LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off BEGIN ATOMIC
    SELECT incidents[1] FROM public.incidents_listedtext WHERE tier = 1 AND words @@ expression
    ORDER BY incidents[1] DESC LIMIT most;
END
"""
NOT_FOUND = """
DROP FUNCTION vigie_titled(tsquery, integer);
DROP FUNCTION vigie_packed(tsquery);
DROP FUNCTION vigie_keys(tsquery)
"""
NO_TEXTS = """
DROP FUNCTION vigie_names(jsonb);
DROP FUNCTION vigie_texts(text[]);
DROP AGGREGATE vigie_together(tsvector);
DROP FUNCTION vigie_apart(tsvector, tsvector)
"""


class Migration(GroupedMigration):
    dependencies = [("incidents", "0018_facets")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(SPACED, "DROP FUNCTION vigie_spaced(text)"),
        migrations.RunSQL(FOLDED, "DROP FUNCTION vigie_folded(text)"),
        migrations.RunSQL(ENDED, "DROP FUNCTION vigie_ended(text)"),
        migrations.RunSQL(WORDS, WORDS_OF_0002),
        migrations.RunSQL(ASKED, ASKED_OF_0002),
        migrations.RunSQL(TEXTS, NO_TEXTS),
        migrations.RunSQL(BEGUN, "DROP FUNCTION vigie_begun(text)"),
        migrations.RunSQL(COMMON, "DROP FUNCTION vigie_is_common(text)"),
        migrations.RunSQL(ALL, "DROP FUNCTION vigie_all(text[])"),
        migrations.CreateModel(
            name="ListedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tier", models.PositiveSmallIntegerField()),
                (
                    "incidents",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=None
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=10)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("first_position", models.PositiveIntegerField(default=0)),
                ("last_position", models.PositiveIntegerField(default=0)),
                ("part", models.PositiveIntegerField(default=0)),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "verbose_name": "listed text",
                "verbose_name_plural": "listed texts",
                "ordering": (
                    "tier",
                    "source",
                    "digest",
                    "first_position",
                    "last_position",
                    "part",
                    "incidents",
                ),
            },
        ),
        migrations.CreateModel(
            name="ListedWord",
            fields=[
                ("word", models.TextField(primary_key=True, serialize=False)),
                ("folded", models.TextField()),
                ("texts", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "listed word",
                "verbose_name_plural": "listed words",
                "ordering": ("word",),
            },
        ),
        migrations.RemoveIndex(
            model_name="listedincident",
            name="listed_words",
        ),
        migrations.RemoveField(
            model_name="listedincident",
            name="words",
        ),
        migrations.AddIndex(
            model_name="listedactor",
            index=django.contrib.postgres.indexes.GinIndex(
                incidents.models.listing.Names("content"), name="listed_actor_names"
            ),
        ),
        migrations.AddIndex(
            model_name="listedelection",
            index=django.contrib.postgres.indexes.GinIndex(
                incidents.models.listing.Names("content"), name="listed_election_names"
            ),
        ),
        migrations.AddIndex(
            model_name="listedtext",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["incidents", "words"], name="listed_text_words"
            ),
        ),
        migrations.AddIndex(
            model_name="listedtext",
            index=models.Index(
                condition=models.Q(("tier", 4)), fields=["source"], name="listed_text_of_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="listedtext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", ""), ("tier__in", (1, 2, 3))),
                    models.Q(("tier", 4), models.Q(("source", ""), _negated=True)),
                    _connector="OR",
                ),
                name="listed_text_of_tier_four_and_no_other_has_a_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="listedtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_position__gte", models.F("first_position"))),
                name="listed_text_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="listedword",
            index=models.Index(
                fields=["folded"], name="listed_word_begins", opclasses=("text_pattern_ops",)
            ),
        ),
        migrations.AddIndex(
            model_name="listedword",
            index=django.contrib.postgres.indexes.GistIndex(
                fields=["folded"], name="listed_word_alike", opclasses=("gist_trgm_ops",)
            ),
        ),
        migrations.AddConstraint(
            model_name="listedword",
            constraint=models.CheckConstraint(
                condition=models.Q(("texts__gt", 0)), name="listed_word_stands_in_a_text"
            ),
        ),
        migrations.RunSQL(FOUND, NOT_FOUND),
    ]
