"""The one FilterSet of the public list; page, API, exports, feeds and report share it.

Lists of single records have a few filters of their own beside it.
"""

from incidents.filters.incident import IncidentFilter, Rows
from incidents.filters.records import (
    ActorFilter,
    AppearanceFilter,
    ClaimFilter,
    ProcedureFilter,
    RecordFilter,
    ReportFilter,
    SourceFilter,
)

__all__ = [
    "ActorFilter",
    "AppearanceFilter",
    "ClaimFilter",
    "IncidentFilter",
    "ProcedureFilter",
    "RecordFilter",
    "ReportFilter",
    "Rows",
    "SourceFilter",
]
