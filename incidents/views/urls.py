"""Addresses of the public pages, below /fr/ and /en/."""

from django.urls import include, path, register_converter

from incidents.views.actor import actor
from incidents.views.audit import audit, audit_head, audit_stamp
from incidents.views.changes import corrections
from incidents.views.codebook import codebook, codebook_csv, codebook_json
from incidents.views.data_dictionary import data_csv, data_dictionary, data_json
from incidents.views.home import home
from incidents.views.incident import incident, version
from incidents.views.incidents import incidents
from incidents.views.legal import accessibility, legal, licence, privacy
from incidents.views.method import method
from incidents.views.registers import election, platform
from incidents.views.reports import report, report_pdf, reports
from incidents.views.source import source
from incidents.views.statistics import statistics
from incidents.views.transcript_file import transcript_file


class Language:
    """A language in an address: one the site has."""

    regex = "fr|en"

    def to_python(self, value: str) -> str:
        """The code itself."""
        return value

    def to_url(self, value: str) -> str:
        """The code itself."""
        return value


register_converter(Language, "language")

app_name = "public"
urlpatterns = [
    path("", home, name="home"),
    path("incidents/", incidents, name="incidents"),
    path("incidents/<slug:reference>/", incident, name="incident"),
    path("incidents/<slug:reference>/<int:number>/", version, name="incident_version"),
    path("sources/<slug:public_id>/", source, name="source"),
    path("sources/<slug:public_id>/transcript.vtt", transcript_file, name="transcript_file"),
    path("actors/<slug:slug>/", actor, name="actor"),
    path("platforms/<slug:code>/", platform, name="platform"),
    path("elections/<slug:slug>/", election, name="election"),
    path("statistics/", statistics, name="statistics"),
    path("reports/", reports, name="reports"),
    path("reports/<slug:period>/", report, name="report"),
    path("reports/<slug:period>/<language:language>.pdf", report_pdf, name="report_pdf"),
    path(
        "reports/<slug:period>/<int:edition>/<language:language>.pdf",
        report_pdf,
        name="report_edition_pdf",
    ),
    path("corrections/", corrections, name="corrections"),
    path("method/", method, name="method"),
    path("method/codebook/", codebook, name="codebook"),
    path("method/codebook.csv", codebook_csv, name="codebook_csv"),
    path("method/codebook.json", codebook_json, name="codebook_json"),
    path("method/data/", data_dictionary, name="data_dictionary"),
    path("method/data.csv", data_csv, name="data_csv"),
    path("method/data.json", data_json, name="data_json"),
    path("method/licence/", licence, name="licence"),
    path("accessibility/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path("legal/", legal, name="legal"),
    path("audit/", audit, name="audit"),
    path("audit/feed.atom", include("incidents.head_feed")),
    path("audit/<int:count>.json", audit_head, name="audit_head"),
    path("audit/<int:count>.<slug:authority>.tsr", audit_stamp, name="audit_stamp"),
    path("", include("incidents.feeds")),
]
