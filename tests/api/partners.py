"""A partner of the suite, and what it sends."""

import copy
import json
from typing import Any

from django.test import Client

from incidents import models
from incidents.actions import api_key
from incidents.api.submission_docs import EXAMPLE
from incidents.codes import KeyScope, Scheme
from tests.factories import (
    JurisdictionFactory,
    PartnerFactory,
    PlatformFactory,
    TermFactory,
    UserFactory,
)
from tracker.accounts.roles import Role

ADDRESS = "/api/v1/submissions/"
BOTH = (KeyScope.READ, KeyScope.WRITE)


def vocabulary() -> None:
    """The codes that the example of the documentation uses."""
    JurisdictionFactory(code="XV")
    PlatformFactory(code="whatsapp")
    TermFactory(scheme=Scheme.TECHNIQUE, code="voice_clone")
    TermFactory(scheme=Scheme.MEDIA, code="audio")


def secret_of(name: str = "Rédaction", **given: Any) -> tuple[models.ApiKey, str]:
    """A key of a partner, and its secret."""
    partner = models.Partner.objects.filter(name=name).first() or PartnerFactory(name=name)
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    asked: dict[str, Any] = {"label": "essai", "scopes": BOTH, "days": 30} | given
    return api_key.make(partner=partner, by=administrator, **asked)


def example(**incident: Any) -> dict[str, Any]:
    """The submission of the documentation, its incident changed."""
    body = copy.deepcopy(EXAMPLE)
    body["incident"] |= incident
    return body


def send(
    client: Client, secret: str, body: Any, *, key: str | None = "envoi-1", **headers: str
) -> Any:
    """POST it; a text goes as it is."""
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    given = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
    return client.post(ADDRESS, content, content_type="application/json", headers=given | headers)


def read(client: Client, secret: str, address: str) -> Any:
    return client.get(address, headers={"Authorization": f"Bearer {secret}"})
