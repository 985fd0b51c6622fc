"""A made-up statement of reasons, as the DSA Transparency Database would give it."""

import json
from typing import Any

STATEMENT: dict[str, Any] = {
    "uuid": "0d6f3a52-7c1e-4b8f-9a35-5f2f7f6f1c11",
    "puid": "clipo-decision-0042",
    "platform_name": "Clipo",
    "decision_visibility": ["DECISION_VISIBILITY_CONTENT_LABELLED"],
    "decision_monetary": None,
    "decision_provision": None,
    "decision_account": "DECISION_ACCOUNT_SUSPENDED",
    "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    "decision_facts": "A made-up video shows a made-up candidate.",
    "incompatible_content_ground": "Rules of Clipo, 4.2",
    "category": "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
    "content_type": ["CONTENT_TYPE_VIDEO", "CONTENT_TYPE_SYNTHETIC_MEDIA"],
    "content_date": "2026-05-02",
    "application_date": "2026-05-09",
    "created_at": "2026-05-10 07:31:00",
    "territorial_scope": ["FR", "DE"],
    "source_type": "SOURCE_ARTICLE_16",
    "automated_detection": "No",
    "automated_decision": "AUTOMATED_DECISION_PARTIALLY",
    "permalink": "https://statements.invalid/0042",
}


def as_json(**changes: Any) -> bytes:
    """The statement as a file, with some fields changed; ``...`` takes a field out."""
    fields = {name: value for name, value in (STATEMENT | changes).items() if value is not ...}
    return json.dumps(fields).encode()
