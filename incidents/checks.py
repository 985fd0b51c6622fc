"""System checks of our own: a word on each field, public or not; no half settings for mail."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import models

from incidents import disclosure

OURS = ("incidents", "accounts")
WHERE = "Name it in incidents/disclosure.py: published, or internal with its reason."


@register("disclosure")
def check_disclosure(app_configs: Sequence[AppConfig] | None, **_more: Any) -> list[CheckMessage]:
    """Each field of each record is published, or named as internal with a reason; once."""
    if app_configs is not None and not any(app.label in OURS for app in app_configs):
        return []
    return problems(model for label in OURS for model in apps.get_app_config(label).get_models())


def problems(records: Iterable[type[models.Model]]) -> list[CheckMessage]:
    """What the table of disclosure lacks, has twice, or has too much, of these models."""
    fields = {
        f"{model.__name__}.{field.name}"
        for model in records
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.name not in disclosure.EVERYWHERE and model.__name__ not in disclosure.WHOLE
    }
    named = Counter(disclosure.named())
    return [
        *(_error(n, "is neither published nor named as internal.", 1) for n in fields - set(named)),
        *(
            _error(n, "is named in incidents/disclosure.py, and no field.", 2)
            for n in set(named) - fields
        ),
        *(
            _error(n, "is named twice in incidents/disclosure.py.", 3)
            for n, times in named.items()
            if times > 1
        ),
    ]


@register("mail")
def check_mail(app_configs: Sequence[AppConfig] | None, **_more: Any) -> list[CheckMessage]:
    """A server without a sender, or a sender without a server, sends nothing."""
    given = (bool(settings.EMAIL_URL), bool(settings.DEFAULT_FROM_EMAIL))
    if given[0] == given[1]:
        return []
    said = "EMAIL_URL and DEFAULT_FROM_EMAIL are set together, or neither: no mail is sent now."
    return [Error(said, hint="See docs/operations.md.", id="incidents.E010")]


def _error(name: str, said: str, number: int) -> Error:
    return Error(f"{name} {said}", hint=WHERE, id=f"incidents.E{number:03d}")
