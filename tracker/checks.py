"""What a production site is warned of: legal pages that do not say who publishes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from incidents.views.legal import OPERATOR


@register(Tags.security, deploy=True)
def check_operator(app_configs: Any, **_more: Any) -> list[CheckMessage]:
    """With `check --deploy`: each setting that the legal notice needs has a value."""
    missing = [name for name in OPERATOR if not getattr(settings, name)]
    if not settings.PRODUCTION or not missing:
        return []
    said = f"The legal pages say that these are not filled in: {', '.join(missing)}."
    hint = "Set them in the environment; docs/operations.md says what each is."
    return [Warning(said, hint=hint, id="tracker.W001")]
