"""Addresses of the public API, below /api/v1/."""

from django.urls import path, re_path

from incidents.api.audit import AuditHeads
from incidents.api.base import Nowhere
from incidents.api.changes import Changes, Corrections, IncidentChanges
from incidents.api.description.serving import DescriptionJson, DescriptionYaml
from incidents.api.dumps import Dumps, OneDump
from incidents.api.exports import Export, Exports
from incidents.api.incidents import Incident, Incidents
from incidents.api.index import Index
from incidents.api.record_views import (
    Appearance,
    Appearances,
    Claim,
    Claims,
    Procedure,
    Procedures,
)
from incidents.api.registers import (
    Actor,
    Actors,
    Election,
    Elections,
    OnePlatform,
    Platforms,
)
from incidents.api.reports import OneReport, Reports
from incidents.api.sources import Segments, Source, Sources, Transcripts
from incidents.api.submissions import Submissions, SubmissionView
from incidents.api.vocabularies import Vocabularies, Vocabulary

app_name = "api"
urlpatterns = [
    path("", Index.as_view(), name="index"),
    path("incidents/", Incidents.as_view(), name="incidents"),
    path("incidents/<str:reference>/", Incident.as_view(), name="incident"),
    path("incidents/<str:reference>/changes/", IncidentChanges.as_view(), name="incident_changes"),
    path("claims/", Claims.as_view(), name="claims"),
    path("claims/<str:public_id>/", Claim.as_view(), name="claim"),
    path("procedures/", Procedures.as_view(), name="procedures"),
    path("procedures/<str:public_id>/", Procedure.as_view(), name="procedure"),
    path("appearances/", Appearances.as_view(), name="appearances"),
    path("appearances/<str:public_id>/", Appearance.as_view(), name="appearance"),
    path("sources/", Sources.as_view(), name="sources"),
    path("sources/<str:public_id>/", Source.as_view(), name="source"),
    path("sources/<str:public_id>/transcripts/", Transcripts.as_view(), name="transcripts"),
    path("sources/<str:public_id>/segments/", Segments.as_view(), name="segments"),
    path("actors/", Actors.as_view(), name="actors"),
    path("actors/<str:slug>/", Actor.as_view(), name="actor"),
    path("platforms/", Platforms.as_view(), name="platforms"),
    path("platforms/<str:code>/", OnePlatform.as_view(), name="platform"),
    path("elections/", Elections.as_view(), name="elections"),
    path("elections/<str:slug>/", Election.as_view(), name="election"),
    path("vocabularies/", Vocabularies.as_view(), name="vocabularies"),
    path("vocabularies/<str:vocabulary>/", Vocabulary.as_view(), name="vocabulary"),
    path("corrections/", Corrections.as_view(), name="corrections"),
    path("changes/", Changes.as_view(), name="changes"),
    path("reports/", Reports.as_view(), name="reports"),
    path("reports/<str:period>/<int:edition>/", OneReport.as_view(), name="report"),
    path("audit/heads/", AuditHeads.as_view(), name="audit_heads"),
    path("exports/", Exports.as_view(), name="exports"),
    path("exports/<str:kind>.<str:end>", Export.as_view(), name="export"),
    path("dumps/", Dumps.as_view(), name="dumps"),
    path("dumps/<str:day>.zip", OneDump.as_view(), name="dump"),
    path("openapi.json", DescriptionJson.as_view(), name="openapi_json"),
    path("openapi.yaml", DescriptionYaml.as_view(), name="openapi_yaml"),
    path("submissions/", Submissions.as_view(), name="submissions"),
    path("submissions/<str:public_id>/", SubmissionView.as_view(), name="submission"),
    # Only what ends with a slash: without one, Django first tries the address that has it.
    re_path(r"^[\s\S]*/$", Nowhere.as_view(), name="nowhere"),
]
