"""The API's own page, below /fr/ and /en/."""

from django.urls import path

from incidents.api.description.page import api_docs

urlpatterns = [path("api/", api_docs, name="api_docs")]
