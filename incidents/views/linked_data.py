"""What a page says to machines in JSON-LD. A data block is no script: no policy stops it, and
nothing runs it."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from incidents.issued import Edition
from incidents.models import Publication
from incidents.open_data.linked import linked_page
from incidents.schema_org import Node, linked_data
from incidents.schema_org.issued import Issued, IssuedFile, issued_report

CLOSING = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end the block, or a line in it, is written by its number."""


def data_block(publication: Publication, document: Mapping[str, Any]) -> SafeString:
    """The JSON-LD of a current Publication, ready to stand in its page."""
    page = linked_page(publication, document, get_language() or settings.LANGUAGE_CODE)
    return _block(linked_data(document, page))


def report_block(edition: Edition) -> SafeString:
    """The JSON-LD of an edition that stands."""
    language = get_language() or settings.LANGUAGE_CODE
    archive = reverse("public:reports")
    found = Issued(
        language=language,
        address=settings.SITE_URL + edition.path,
        archive=settings.SITE_URL + archive,
        archive_name=f"{settings.SITE_NAME}: {gettext('Reports')}",
        site=settings.SITE_NAME,
        site_address=f"{settings.SITE_URL}/{language}/",
        title=edition.title,
        summary=edition.lead,
        period=edition.period,
        edition=edition.edition,
        first_day=edition.first_day,
        last_day=edition.last_day,
        issued_at=edition.issued_at,
        country=edition.country,
        files=[
            IssuedFile(each.url, each.name, each.language, each.size, each.digest)
            for each in edition.own_files
        ],
    )
    return _block(issued_report(found))


def _block(document: Node) -> SafeString:
    text = json.dumps(document, ensure_ascii=False)
    return mark_safe(text.translate(CLOSING))
