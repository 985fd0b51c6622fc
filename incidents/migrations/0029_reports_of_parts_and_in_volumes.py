"""Reports of a jurisdiction or an election, in volumes, with what lists say of them. Editions that
stand already are about everything, in one volume, and keep an empty summary: they never change."""

from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration


class Migration(GroupedMigration):
    dependencies = [("incidents", "0028_details_of_listed_incidents")]

    operations = [
        migrations.AlterModelOptions(
            name="reportfile",
            options={
                "ordering": ("-language", "volume"),
                "verbose_name": "report file",
                "verbose_name_plural": "report files",
            },
        ),
        migrations.RemoveConstraint(
            model_name="reportfile", name="report_has_one_file_per_language"
        ),
        migrations.AddField(
            model_name="report",
            name="election",
            field=models.CharField(blank=True, max_length=80, verbose_name="election"),
        ),
        migrations.AddField(
            model_name="report",
            name="jurisdiction",
            field=models.CharField(blank=True, max_length=2, verbose_name="jurisdiction"),
        ),
        migrations.AddField(
            model_name="report",
            name="summary",
            field=models.JSONField(blank=True, default=dict, verbose_name="summary"),
        ),
        migrations.AddField(
            model_name="reportfile",
            name="volume",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="volume"),
        ),
        migrations.AlterField(
            model_name="report",
            name="period",
            field=models.CharField(max_length=120, verbose_name="period"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(jurisdiction="") | models.Q(election=""),
                name="report_is_about_one_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=~models.Q(kind="election") | ~models.Q(election=""),
                name="report_of_an_election_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.UniqueConstraint(
                fields=("report", "language", "volume"), name="volume_is_unique_in_its_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.CheckConstraint(
                condition=models.Q(volume__gte=1), name="volumes_begin_with_1"
            ),
        ),
    ]
