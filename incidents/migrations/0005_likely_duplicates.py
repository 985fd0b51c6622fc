"""Likely duplicates are found by the trigrams of their titles and names."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("incidents", "0004_claims_procedures_and_mergers")]

    operations = [TrigramExtension()]
