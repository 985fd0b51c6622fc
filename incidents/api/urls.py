"""Addresses of the public API, below /api/v1/."""

from django.urls import path, re_path

from incidents.api.audit import AuditHeads
from incidents.api.base import Index, Nowhere
from incidents.api.changes import Changes, IncidentChanges
from incidents.api.dumps import Dumps, OneDump
from incidents.api.exports import Export, Exports
from incidents.api.incidents import Incident, Incidents
from incidents.api.vocabularies import Vocabularies

app_name = "api"
urlpatterns = [
    path("", Index.as_view(), name="index"),
    path("incidents/", Incidents.as_view(), name="incidents"),
    path("incidents/<str:reference>/", Incident.as_view(), name="incident"),
    path("incidents/<str:reference>/changes/", IncidentChanges.as_view(), name="incident_changes"),
    path("changes/", Changes.as_view(), name="changes"),
    path("vocabularies/", Vocabularies.as_view(), name="vocabularies"),
    path("audit/heads/", AuditHeads.as_view(), name="audit_heads"),
    path("exports/", Exports.as_view(), name="exports"),
    path("exports/<slug:kind>.<slug:end>", Export.as_view(), name="export"),
    path("dumps/", Dumps.as_view(), name="dumps"),
    re_path(r"^dumps/(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\.zip$", OneDump.as_view(), name="dump"),
    # Only what ends with a slash: without one, Django first tries the address that has it.
    re_path(r"^.*/$", Nowhere.as_view(), name="nowhere"),
]
