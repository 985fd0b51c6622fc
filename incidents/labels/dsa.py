"""Words for the codes of a statement of reasons, as the DSA Transparency Database has them.

The codes themselves stand in ``imports/dsa_codes.py``; a test holds this table to them. What a
platform decided is ``codes.Decision``, whose labels stand in ``law.py``.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

Words = dict[str, "str | Promise"]

GROUNDS: Words = {
    "DECISION_GROUND_ILLEGAL_CONTENT": gettext_lazy("content held to be illegal"),
    "DECISION_GROUND_INCOMPATIBLE_CONTENT": gettext_lazy("against the platform’s own rules"),
}

AUTOMATED_DECISIONS: Words = {
    "AUTOMATED_DECISION_FULLY": gettext_lazy("fully automated"),
    "AUTOMATED_DECISION_PARTIALLY": gettext_lazy("partly automated"),
    "AUTOMATED_DECISION_NOT_AUTOMATED": gettext_lazy("not automated"),
}

SOURCE_TYPES: Words = {
    "SOURCE_ARTICLE_16": pgettext_lazy("what led to it", "notice under art. 16 DSA"),
    "SOURCE_TRUSTED_FLAGGER": pgettext_lazy("what led to it", "notice by a trusted flagger"),
    "SOURCE_TYPE_OTHER_NOTIFICATION": pgettext_lazy("what led to it", "another notification"),
    "SOURCE_VOLUNTARY": pgettext_lazy("what led to it", "the platform’s own initiative"),
}

CONTENT_TYPES: Words = {
    "CONTENT_TYPE_APP": pgettext_lazy("type of content", "application"),
    "CONTENT_TYPE_AUDIO": pgettext_lazy("type of content", "audio"),
    "CONTENT_TYPE_IMAGE": pgettext_lazy("type of content", "image"),
    "CONTENT_TYPE_OTHER": pgettext_lazy("type of content", "other content"),
    "CONTENT_TYPE_PRODUCT": pgettext_lazy("type of content", "product"),
    "CONTENT_TYPE_SYNTHETIC_MEDIA": pgettext_lazy("type of content", "synthetic media"),
    "CONTENT_TYPE_TEXT": pgettext_lazy("type of content", "text"),
    "CONTENT_TYPE_VIDEO": pgettext_lazy("type of content", "video"),
}

CATEGORIES: Words = {
    "STATEMENT_CATEGORY_ANIMAL_WELFARE": pgettext_lazy("statement category", "animal welfare"),
    "STATEMENT_CATEGORY_CONSUMER_INFORMATION": pgettext_lazy(
        "statement category", "consumer information"
    ),
    "STATEMENT_CATEGORY_CYBER_VIOLENCE": pgettext_lazy("statement category", "cyber violence"),
    "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN": pgettext_lazy(
        "statement category", "cyber violence against women"
    ),
    "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS": pgettext_lazy(
        "statement category", "data protection and privacy"
    ),
    "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH": pgettext_lazy(
        "statement category", "illegal or harmful speech"
    ),
    "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS": pgettext_lazy(
        "statement category", "intellectual property"
    ),
    "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS": pgettext_lazy(
        "statement category", "negative effects on civic discourse or elections"
    ),
    "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE": pgettext_lazy(
        "statement category", "not specified in the notice"
    ),
    "STATEMENT_CATEGORY_OTHER_VIOLATION_TC": pgettext_lazy(
        "statement category", "other breach of the platform’s terms"
    ),
    "STATEMENT_CATEGORY_PROTECTION_OF_MINORS": pgettext_lazy(
        "statement category", "protection of minors"
    ),
    "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY": pgettext_lazy(
        "statement category", "risk for public security"
    ),
    "STATEMENT_CATEGORY_SCAMS_AND_FRAUD": pgettext_lazy("statement category", "scams and fraud"),
    "STATEMENT_CATEGORY_SELF_HARM": pgettext_lazy("statement category", "self-harm"),
    "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS": pgettext_lazy(
        "statement category", "unsafe or prohibited products"
    ),
    "STATEMENT_CATEGORY_VIOLENCE": pgettext_lazy("statement category", "violence"),
    "STATEMENT_CATEGORY_NON_CONSENSUAL_BEHAVIOUR": pgettext_lazy(
        "statement category", "non-consensual behaviour"
    ),
    "STATEMENT_CATEGORY_PORNOGRAPHY_OR_SEXUALIZED_CONTENT": pgettext_lazy(
        "statement category", "pornography or sexualised content"
    ),
    "STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE": pgettext_lazy(
        "statement category", "outside the scope of the platform’s service"
    ),
    "STATEMENT_CATEGORY_UNSAFE_AND_ILLEGAL_PRODUCTS": pgettext_lazy(
        "statement category", "unsafe or illegal products"
    ),
}

WORDS: Words = {**GROUNDS, **AUTOMATED_DECISIONS, **SOURCE_TYPES, **CONTENT_TYPES, **CATEGORIES}


def statement_word(code: str) -> str:
    """A code of a statement of reasons in the active language; one that is unknown stays as it
    is."""
    return str(WORDS.get(code, code))
