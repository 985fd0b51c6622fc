"""The one FilterSet of the public list; page, API, exports, feeds and report share it."""

from incidents.filters.incident import IncidentFilter, Rows

__all__ = ["IncidentFilter", "Rows"]
