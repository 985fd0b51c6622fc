"""What is reviewed, and how it is rated: the rule stands in the package."""

from incidents.codes import PresentedAs, Verdict
from incidents.schema_org.nodes import CONTEXT, Node, Page, Record, filled, said, site, thing

BEST, WORST = 5, 1
ESTABLISHED = {
    Verdict.VERIFIED_FAKE: PresentedAs.FAKE,
    Verdict.VERIFIED_AUTHENTIC: PresentedAs.AUTHENTIC,
}
"""What a verdict establishes the content to be; other verdicts establish nothing."""

CATEGORIES = {
    "decontextualized": "DecontextualizedContent",
    "edited_or_cropped": "EditedOrCroppedContent",
    "original": "OriginalMediaContent",
    "satire_or_parody": "SatireOrParodyContent",
    "staged": "StagedContent",
    "transformed": "TransformedContent",
}
MADE = {"edited_or_cropped", "staged", "transformed"}
"""Categories that say that the media itself is not the original."""

MEDIA = {"video": "VideoObject", "live": "VideoObject", "image": "ImageObject"}
MEDIA |= {"audio": "AudioObject"}


def rating(document: Record) -> int | None:
    """The rating of what the content was presented as, None where nothing is to be rated."""
    established = ESTABLISHED.get(Verdict(document["verdict"]["code"]))
    presented = PresentedAs(document["presented_as"])
    if established is None or presented is PresentedAs.UNCLEAR:
        return None
    return BEST if presented is established else WORST


def categories(document: Record) -> list[str]:
    """The authenticity categories of the media, as schema.org names them; [] where none is recorded
    or they contradict one another or the verdict."""
    established = ESTABLISHED.get(Verdict(document["verdict"]["code"]))
    given = {term["code"] for term in document["ratings"]} & CATEGORIES.keys()
    if established is None or ("original" in given and given & MADE):
        return []
    if established is PresentedAs.AUTHENTIC and given & MADE:
        return []
    if established is PresentedAs.FAKE and given == {"original"}:
        return []
    return sorted(CATEGORIES[code] for code in given)


def reviews(document: Record, page: Page) -> list[Node]:
    """The ClaimReview and the MediaReview that the rule allows."""
    value, given = rating(document), categories(document)
    found = [] if value is None else [_claim_review(document, page, value)]
    return found + ([_media_review(document, page, given)] if given else [])


def _claim_review(document: Record, page: Page, value: int) -> Node:
    title, _language = said(document["title"], page.language)
    why, _language = said(document["verdict"]["basis"], page.language)
    return {
        "@type": "ClaimReview",
        "@id": f"{page.address}#claim-review",
        **_shared(page),
        "claimReviewed": page.claimed,
        "itemReviewed": {"@type": "Claim", "name": page.claimed, "about": thing(title)},
        "reviewRating": _rating(value, page.verdict, why),
    }


def _media_review(document: Record, page: Page, given: list[str]) -> Node:
    title, _language = said(document["title"], page.language)
    seen = [{"@type": kind, "name": title} for kind in _media(document)]
    return {
        "@type": "MediaReview",
        "@id": f"{page.address}#media-review",
        **_shared(page),
        "mediaAuthenticityCategory": [f"{CONTEXT}/{each}" for each in given],
        "itemReviewed": {"@type": "MediaReviewItem", "name": title, "mediaItemAppearance": seen},
    }


def _shared(page: Page) -> Node:
    return {
        "url": page.address,
        "datePublished": page.published_at.isoformat(),
        "author": site(page),
        "inLanguage": page.language,
        "isPartOf": {"@id": page.address},
    }


def _rating(value: int, verdict: str, why: str) -> Node:
    return filled(
        {
            "@type": "Rating",
            "ratingValue": value,
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": verdict,
            "ratingExplanation": why,
        }
    )


def _media(document: Record) -> list[str]:
    kinds = (MEDIA.get(term["code"], "MediaObject") for term in document["media"])
    return list(dict.fromkeys(kinds)) or ["MediaObject"]
