"""The stock list of the admin."""

from django.contrib import admin

from benchmarks.peers.plain.models import Incident


@admin.register(Incident)
class IncidentAdmin(admin.ModelAdmin):
    """What an ordinary project declares."""

    list_display = ("title_fr", "first_published_at", "platform", "party", "verdict", "status")
    list_filter = ("platform", "party", "technique", "verdict", "status")
    list_select_related = ("platform", "party")
    search_fields = ("title_fr", "title_en", "summary")
    date_hierarchy = "first_published_at"
