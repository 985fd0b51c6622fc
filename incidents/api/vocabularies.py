"""Every code that documents and filters use, with its labels."""

from enum import StrEnum
from typing import Any

from django.utils import translation
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import codes, labels
from incidents.api.base import PublicView
from incidents.api.endpoint import Endpoint
from incidents.labels.public import PUBLIC
from incidents.models import Jurisdiction, Platform, Term


class Vocabularies(PublicView):
    """Behavioural codes, descriptive terms, platforms, jurisdictions. Three queries."""

    endpoint = Endpoint("vocabularies", "vocabularies")

    def get(self, request: Request) -> Response:
        """All of them at once: they are small."""
        self.asked(request)
        terms: dict[str, list[dict[str, Any]]] = {scheme.value: [] for scheme in codes.Scheme}
        for row in Term.objects.select_related("replaced_by"):
            terms[row.scheme].append(_term(row))
        body = {
            "codes": {name: _codes(enum) for name, enum in PUBLIC.items()},
            "terms": terms,
            "platforms": _platforms(),
            "jurisdictions": _jurisdictions(),
        }
        return Response(body)


class Vocabulary(PublicView):
    """One vocabulary, by the name that it has among all of them."""

    endpoint = Endpoint("vocabulary", "vocabulary")

    def get(self, request: Request, vocabulary: str) -> Response:
        """Its codes with their labels. One query at most."""
        self.asked(request)
        if vocabulary in PUBLIC:
            found = _codes(PUBLIC[vocabulary])
        elif vocabulary in set(codes.Scheme):
            rows = Term.objects.filter(scheme=vocabulary).select_related("replaced_by")
            found = [_term(row) for row in rows]
        elif vocabulary in REGISTERS:
            found = REGISTERS[vocabulary]()
        else:
            raise NotFound
        return Response({"name": vocabulary, "codes": found})


def _platforms() -> list[dict[str, Any]]:
    return [platform(row) for row in Platform.objects.all()]


def _jurisdictions() -> list[dict[str, Any]]:
    rows = Jurisdiction.objects.all()
    return [{"code": row.code, "name": {"fr": row.name_fr, "en": row.name_en}} for row in rows]


REGISTERS = {"platforms": _platforms, "jurisdictions": _jurisdictions}


def _codes(enum: type[StrEnum]) -> list[dict[str, Any]]:
    found = []
    for code in enum:
        words = {}
        for language in ("fr", "en"):
            with translation.override(language):
                words[language] = str(labels.label(code))
        found.append({"code": code.value, "label": words})
    return found


def _term(row: Term) -> dict[str, Any]:
    return {
        "code": row.code,
        "label": {"fr": row.label_fr, "en": row.label_en},
        "definition": {"fr": row.definition_fr, "en": row.definition_en},
        "source": row.source,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "replaced_by": row.replaced_by.code if row.replaced_by else None,
    }


def platform(row: Platform) -> dict[str, Any]:
    """What the register has of a platform."""
    return {
        "code": row.code,
        "name": {"fr": row.name_fr, "en": row.name_en},
        "kind": row.kind,
        "operator": row.operator,
        "vlop_since": row.vlop_since,
    }
