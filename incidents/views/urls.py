"""Addresses of the public pages, below /fr/ and /en/."""

import re

from django.urls import include, path, register_converter

from incidents.views.actor import actor
from incidents.views.audit import audit, audit_head, audit_stamp
from incidents.views.changes import corrections
from incidents.views.charts import chart
from incidents.views.citation import FILES
from incidents.views.citation_file import citation_file
from incidents.views.codebook import codebook, codebook_csv, codebook_json
from incidents.views.data import data
from incidents.views.data_dictionary import data_csv, data_dictionary, data_json
from incidents.views.downloads import incidents_csv, incidents_json
from incidents.views.election import election
from incidents.views.home import home
from incidents.views.incident import incident
from incidents.views.incidents import incidents
from incidents.views.index import actors, elections, platforms
from incidents.views.legal import accessibility, legal, licence, privacy
from incidents.views.method import method
from incidents.views.passage import passage
from incidents.views.picture import picture
from incidents.views.platform import platform
from incidents.views.report import report
from incidents.views.report_file import report_citation, report_pdf
from incidents.views.reports import reports
from incidents.views.source import source
from incidents.views.statistics import statistics
from incidents.views.suggest import suggest
from incidents.views.transcript_file import transcript_file
from incidents.views.version import compare, version


class Language:
    """A language in an address: one the site has."""

    regex = "fr|en"

    def to_python(self, value: str) -> str:
        """The code itself."""
        return value

    def to_url(self, value: str) -> str:
        """The code itself."""
        return value


class CitationFile:
    """The end of the name of a citation's file: a format that the site writes."""

    regex = "|".join(re.escape(end) for end in FILES)

    def to_python(self, value: str) -> str:
        """The end itself."""
        return value

    def to_url(self, value: str) -> str:
        """The end itself."""
        return value


class Year:
    """A year of the calendar, in four digits."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int | str) -> str:
        """The number."""
        return str(value)


register_converter(Language, "language")
register_converter(Year, "year")
register_converter(CitationFile, "citation")

app_name = "public"
urlpatterns = [
    # Before the reports, one of which could else be called "verify".
    path("", include("incidents.visitors")),
    path("", home, name="home"),
    path("picture.png", picture, name="picture"),
    path("incidents/", incidents, name="incidents"),
    path("search/suggest/", suggest, name="suggest"),
    path("incidents.csv", incidents_csv, name="incidents_csv"),
    path("incidents.json", incidents_json, name="incidents_json"),
    path("incidents/<slug:reference>/", incident, name="incident"),
    path("incidents/<slug:reference>/compare/", compare, name="incident_compare"),
    path("incidents/<slug:reference>/<int:number>/", version, name="incident_version"),
    path(
        "incidents/<slug:reference>/<int:number>/cite.<citation:end>",
        citation_file,
        name="incident_citation",
    ),
    path("sources/<slug:public_id>/", source, name="source"),
    path("sources/<slug:public_id>/passage/", passage, name="passage"),
    path("sources/<slug:public_id>/transcript.vtt", transcript_file, name="transcript_file"),
    path("actors/", actors, name="actors"),
    path("actors/<slug:slug>/", actor, name="actor"),
    path("platforms/", platforms, name="platforms"),
    path("platforms/<slug:code>/", platform, name="platform"),
    path("elections/", elections, name="elections"),
    path("elections/<slug:slug>/", election, name="election"),
    path("statistics/", statistics, name="statistics"),
    path("statistics/charts/<slug:chart>.<slug:form>", chart, name="chart"),
    path("reports/", reports, name="reports"),
    path("reports/<year:year>/", reports, name="reports_year"),
    path("reports/<slug:period>/", report, name="report"),
    path("reports/<slug:period>/<language:language>.pdf", report_pdf, name="report_pdf"),
    path(
        "reports/<slug:period>/<int:edition>/<language:language>.pdf",
        report_pdf,
        name="report_edition_pdf",
    ),
    path(
        "reports/<slug:period>/<int:edition>/<language:language>-<int:volume>.pdf",
        report_pdf,
        name="report_volume_pdf",
    ),
    path(
        "reports/<slug:period>/<int:edition>/cite.<citation:end>",
        report_citation,
        name="report_citation",
    ),
    path("data/", data, name="data"),
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
    path("audit/<int:count>.json", audit_head, name="audit_head"),
    path("audit/<int:count>.<slug:authority>.tsr", audit_stamp, name="audit_stamp"),
    path("", include("incidents.api.pages")),
    path("", include("incidents.feeds")),
]
