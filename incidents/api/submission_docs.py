"""A submission as an example: of the API's description, of ``docs/submitting.md`` and of tests."""

from typing import Any

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
