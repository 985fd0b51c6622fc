"""Addresses of the public pages, below /fr/ and /en/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "public"
urlpatterns: list[URLPattern] = []
