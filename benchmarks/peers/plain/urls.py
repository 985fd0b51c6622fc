"""Addresses of the plain application."""

from django.contrib import admin
from django.urls import include, path
from rest_framework.routers import DefaultRouter

from benchmarks.peers.plain import views
from benchmarks.peers.plain.api import Incidents

router = DefaultRouter()
router.register("incidents", Incidents)
urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include(router.urls)),
    path("incidents/", views.IncidentList.as_view()),
    path("incidents/<slug:reference>/", views.IncidentDetail.as_view()),
    path("export.csv", views.export),
    path("floor/constant/", views.constant),
    path("floor/query/", views.one_query),
]
