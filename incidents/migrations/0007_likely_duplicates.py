"""Likely duplicates are found by the trigrams of their titles and names."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("incidents", "0006_answers_to_platform_notices")]

    operations = [TrigramExtension()]
