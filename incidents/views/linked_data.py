"""What a page says to machines in JSON-LD. A data block is no script: no policy stops it, and
nothing runs it."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from incidents.models import Publication
from incidents.open_data.linked import linked_page
from incidents.schema_org import linked_data

CLOSING = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end the block, or a line in it, is written by its number."""


def data_block(publication: Publication, document: Mapping[str, Any]) -> SafeString:
    """The JSON-LD of a current Publication, ready to stand in its page."""
    page = linked_page(publication, document, get_language() or settings.LANGUAGE_CODE)
    text = json.dumps(linked_data(document, page), ensure_ascii=False)
    return mark_safe(text.translate(CLOSING))
