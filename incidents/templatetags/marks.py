"""Icons and badges: a shape and a word for each code, so that no colour carries meaning alone."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from incidents.templatetags.wording import heading, label

register = template.Library()

SELF_EXPLAINING = {"none"}
"""Legal statuses whose label says by itself that it is about law."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon of `icons.svg`; the words beside it say what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vigie/icons.svg"),
        name,
    )


@register.simple_tag
def badge(kind: str, code: str) -> SafeString:
    """A badge for a verdict or a legal status: shape, border and words that stand alone."""
    words = heading(label(code, kind))
    if kind == "legal_status" and code not in SELF_EXPLAINING:
        words = gettext("Legal: %(status)s") % {"status": label(code, kind)}
    return format_html('<span class="badge badge--{}">{}{}</span>', code, icon(code), words)
