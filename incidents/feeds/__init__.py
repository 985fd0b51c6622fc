"""The Atom feeds, and their addresses below /fr/ and /en/.

Of publications for any filter of the list, of one actor, platform or election; of one incident's
changes; of all changes; of issued reports; of the audit's heads.
"""

from django.urls import path

from incidents.feeds.changes import changes_feed, incident_feed
from incidents.feeds.heads import heads
from incidents.feeds.publications import actor_feed, election_feed, feed, platform_feed
from incidents.feeds.reports import reports_feed

urlpatterns = [
    path("feed.atom", feed, name="feed"),
    path("incidents/<slug:reference>/feed.atom", incident_feed, name="incident_feed"),
    path("actors/<slug:slug>/feed.atom", actor_feed, name="actor_feed"),
    path("platforms/<slug:code>/feed.atom", platform_feed, name="platform_feed"),
    path("elections/<slug:slug>/feed.atom", election_feed, name="election_feed"),
    path("corrections/feed.atom", changes_feed, name="changes_feed"),
    path("reports/feed.atom", reports_feed, name="reports_feed"),
    path("audit/feed.atom", heads, name="audit_feed"),
]
