"""Every address of the site. Public pages carry their language; machines' addresses do not."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from tracker import health, pages, preview

urlpatterns = [
    path("", pages.choose_language, name="root"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security, name="security"),
    path("", include("incidents.sitemaps")),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("health/jobs", health.jobs, name="jobs"),
    path("admin/", include("tracker.accounts.urls")),
    path(
        "admin/incidents/incident/<int:pk>/preview/",
        admin.site.admin_view(preview.incident),
        name="incident_preview",
    ),
    path("admin/", admin.site.urls),
    path("api/v1/", include("incidents.api.urls")),
    *i18n_patterns(path("", include("incidents.views.urls")), prefix_default_language=True),
]

handler400 = "tracker.pages.bad_request"
handler403 = "tracker.pages.forbidden"
handler404 = "tracker.pages.not_found"
handler500 = "tracker.pages.server_error"
