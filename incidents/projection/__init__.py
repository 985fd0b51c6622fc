"""The one public record of an incident: the allow-list is this package.

``document(incident)`` gives what a Publication holds and every public output shows. A field that
is not written here is private, in every output at once. Accusations and the answers to them leave
it together: each accusation lists ``answered_by``, and every answer listed is in ``claims``.
"""

from incidents.projection.incident import document
from incidents.projection.law import in_force_at
from incidents.projection.translation import original_text_digest, translation_is_outdated

__all__ = ["document", "in_force_at", "original_text_digest", "translation_is_outdated"]
