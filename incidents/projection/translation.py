"""Whether the translation of an incident still says what the original says."""

from incidents.canonical import digest
from incidents.models import Incident


def original_text_digest(incident: Incident) -> str:
    """Digest of title and summary in the language the incident was written in."""
    language = incident.original_language
    return digest(
        [getattr(incident, f"title_{language}"), getattr(incident, f"summary_{language}")]
    )


def translation_is_outdated(incident: Incident) -> bool:
    """There is a translation, and the original changed since it was last looked at."""
    other = "en" if incident.original_language == "fr" else "fr"
    if not (getattr(incident, f"title_{other}") or getattr(incident, f"summary_{other}")):
        return False
    return incident.translated_digest != original_text_digest(incident)
