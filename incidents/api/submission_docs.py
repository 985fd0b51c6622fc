"""What the API's description says of submissions: their shapes, errors and an example."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from incidents.api.strict_schema import schema_of
from incidents.api.submission_body import HEADER
from incidents.api.submission_shape import SubmissionShape
from incidents.codes import SubmissionState

TAGS = ["submissions"]
PROBLEM = "application/problem+json"


class KeyScheme(OpenApiAuthenticationExtension):
    """How a key is sent."""

    target_class = "incidents.api.keys.KeyAuthentication"
    name = "partnerKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """RFC 6750, without its form and query parameters."""
        return {"type": "http", "scheme": "bearer", "description": "A key of a partner."}


class SubmissionErrorShape(serializers.Serializer):
    """One problem of a body: where (RFC 6901), what, and the nearest right word."""

    pointer = serializers.CharField()
    message = serializers.CharField()
    nearest = serializers.CharField(required=False)


class SubmissionProblemShape(serializers.Serializer):
    """Problem details (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = SubmissionErrorShape(many=True, required=False)  # type: ignore[assignment]


class ReceiptShape(serializers.Serializer):
    """The answer to a submission: always the same for the same idempotency key."""

    id = serializers.CharField()
    url = serializers.URLField()
    received_at = serializers.DateTimeField()


class MessageShape(serializers.Serializer):
    """Words of the staff for the sender."""

    at = serializers.DateTimeField()
    about = serializers.ChoiceField(choices=["changes_requested", "rejected"], allow_null=True)
    text = serializers.CharField()


class PageShape(serializers.Serializer):
    """Addresses of a public page, by language."""

    fr = serializers.URLField()
    en = serializers.URLField()


class StandingShape(serializers.Serializer):
    """What became of a submission, and why."""

    id = serializers.CharField()
    url = serializers.URLField()
    received_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=[state.value for state in SubmissionState])
    reason = serializers.CharField(allow_null=True)
    messages = MessageShape(many=True)
    reference = serializers.CharField(allow_null=True)
    page = PageShape(allow_null=True)
    incident = serializers.URLField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        """With a name that is a word of Python."""
        return {**super().get_fields(), "class": serializers.CharField(allow_null=True)}


class StandingsShape(serializers.Serializer):
    """A page of the list of one's own submissions."""

    next = serializers.URLField(allow_null=True)
    results = StandingShape(many=True)


EXAMPLE: dict[str, Any] = {
    "incident": {
        "title_fr": "Une fausse voix de candidate annonce son retrait",
        "summary_fr": "Un message vocal imite une candidate et annonce qu’elle se retire.",
        "facts": "2026-09-12",
        "jurisdiction": "XV",
        "synthetic_level": "deepfake",
        "techniques": ["voice_clone"],
        "media": ["audio"],
        "cite": [{"source": "page", "supports": "what", "quote": "ce n'est pas sa voix"}],
        "involvement": [
            {
                "key": "voice",
                "actor": "candidate",
                "role": "impersonated",
                "cite": [{"source": "page", "from": "00:05"}],
            }
        ],
        "appearance": [{"platform": "whatsapp", "kind": "call"}],
    },
    "actor": [{"key": "candidate", "kind": "person", "name_fr": "Odile Vallon"}],
    "source": [
        {
            "key": "page",
            "kind": "video",
            "title": "Le message qui trompe",
            "url": "https://journal.example/message",
            "published": "2026-09-13",
            "language": "fr",
            "transcript": {
                "text": "00:00 Un message circule.\n00:05 Non, ce n'est pas sa voix.\n",
                "made_by": "publisher",
            },
        }
    ],
    "claim": [
        {
            "key": "denial",
            "proposition": "authenticity",
            "stance": "denies",
            "speaker_label_fr": "une voix du journal",
            "about": ["candidate"],
            "summary_fr": "La voix du message n’est pas celle de la candidate.",
            "cite": [{"source": "page", "quote": "ce n'est pas sa voix"}],
            "answers": [{"involvement": "voice", "kind": "comments"}],
        }
    ],
    "note": "Joignable à la rédaction pour l’enregistrement.",
}


def _problems(*statuses: int) -> dict[Any, OpenApiResponse]:
    return {
        (status, PROBLEM): OpenApiResponse(SubmissionProblemShape, description=SAYS[status])
        for status in statuses
    }


SAYS = {
    400: "The request cannot be read.",
    401: "No key, or one that opens nothing; WWW-Authenticate asks for one.",
    403: "The key lacks the scope `write`.",
    404: "Nothing of yours is here.",
    409: "The idempotency key stands for another body.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    422: "The submission cannot be kept; every problem is listed by JSON pointer.",
    429: "Too many requests of this key.",
    503: "Nothing is written at the moment; Retry-After says when to try again.",
}
SEND: dict[str, Any] = {
    "operation_id": "submissions_send",
    "tags": TAGS,
    "summary": "Submit a draft",
    "request": {"application/json": schema_of(SubmissionShape())},
    "parameters": [
        OpenApiParameter(
            HEADER,
            str,
            OpenApiParameter.HEADER,
            required=True,
            description="Your own word for this submission, 1 to 200 visible ASCII characters.",
        )
    ],
    "responses": {
        201: ReceiptShape,
        **_problems(400, 401, 403, 409, 413, 415, 422, 429, 503),
    },
    "examples": [OpenApiExample("A voice clone", EXAMPLE, request_only=True)],
}
LIST: dict[str, Any] = {
    "operation_id": "submissions_list",
    "tags": TAGS,
    "summary": "Your own submissions",
    "parameters": [OpenApiParameter("cursor", str, description="From `next`, as it is.")],
    "responses": {200: StandingsShape, **_problems(400, 401, 403, 429, 503)},
}
READ: dict[str, Any] = {
    "operation_id": "submissions_read",
    "tags": TAGS,
    "summary": "What became of a submission",
    "responses": {200: StandingShape, **_problems(400, 401, 403, 404, 429, 503)},
}
