"""What a page says to machines in JSON-LD. A data block is no script: no policy stops it, and
nothing runs it."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from incidents import labels
from incidents.codes import PresentedAs, Verdict
from incidents.models import Publication
from incidents.schema_org import Page, linked_data

CLOSING = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end the block, or a line in it, is written by its number."""


def data_block(publication: Publication, document: Mapping[str, Any]) -> SafeString:
    """The JSON-LD of a current Publication, ready to stand in its page."""
    page = Page(
        language=get_language() or settings.LANGUAGE_CODE,
        address=settings.SITE_URL + reverse("public:incident", args=[publication.reference]),
        site=settings.SITE_NAME,
        site_address=settings.SITE_URL + reverse("public:home"),
        reference=publication.reference,
        version=publication.number,
        first_published_at=publication.first_published_at,
        published_at=publication.published_at,
        verdict=labels.label(Verdict(document["verdict"]["code"])),
        claimed=_claimed(PresentedAs(document["presented_as"])),
    )
    text = json.dumps(linked_data(document, page), ensure_ascii=False)
    return mark_safe(text.translate(CLOSING))


def _claimed(presented: PresentedAs) -> str:
    if presented is PresentedAs.FAKE:
        return gettext("The content is a fake.")
    return gettext("The content is authentic.")
