"""The staff site: its names. Nothing is deleted in bulk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

admin.site.site_header = "Vigie"
admin.site.site_title = _("Vigie, staff")
admin.site.index_title = _("Desk")
admin.site.empty_value_display = "–"
admin.site.disable_action("delete_selected")
admin.site.unregister(ProcrastinateJob)  # jobs are looked into by `manage.py procrastinate`
