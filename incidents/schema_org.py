"""An incident as schema.org describes things: a Report, and where the verdict allows a ClaimReview
and a MediaReview. Pure.

The rule. What is reviewed is only what the content was presented as: "authentic" or "a fake"
(``presented_as``), never who made it.

===================  =====================  =========================================
verdict              presented as           rating of that claim, from 1 to 5
===================  =====================  =========================================
verified fake        authentic              1: what it was presented as is wrong
verified fake        fake                   5: what it was presented as is right
verified authentic   fake                   1
verified authentic   authentic              5
any                  unclear                no review: no claim is recorded
any other            any                    no review: nothing is established
===================  =====================  =========================================

A MediaReview needs one of these two verdicts as well, and gives the categories that an editor
recorded, none that we infer. Categories that contradict one another, or the verdict, give none:
"original" excludes "transformed", "edited" and "staged"; an authentic content is none of those
three; a fake is not "original" unless it is shown out of its context or as satire.

Left out on purpose: accusing roles, since an accusation never stands without its answers; the
addresses of the content, which our page puts behind a warning; private persons.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from incidents.codes import ACCUSING_ROLES, ActorKind, PresentedAs, Role, SourceKind, Verdict

Node = dict[str, Any]
Record = Mapping[str, Any]

CONTEXT = "https://schema.org"
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
ORGANISATIONS = {ActorKind.PARTY: "PoliticalParty", ActorKind.MEDIA: "NewsMediaOrganization"}
SOURCES = {SourceKind.ARTICLE: "Article", SourceKind.POST: "SocialMediaPosting"}
SOURCES |= {SourceKind.REPORT: "Report"}


@dataclass(frozen=True)
class Page:
    """What the site knows and the document does not. ``verdict`` and ``claimed`` are the words of
    the verdict and of what the content was presented as, in the page's language."""

    language: str
    address: str
    site: str
    site_address: str
    reference: str
    version: int
    first_published_at: datetime
    published_at: datetime
    verdict: str
    claimed: str


def linked_data(document: Record, page: Page) -> Node:
    """One JSON-LD document; the reviews are part of the report."""
    return {"@context": CONTEXT, "@graph": [_report(document, page), *_reviews(document, page)]}


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


def _report(document: Record, page: Page) -> Node:
    title, language = _said(document["title"], page.language)
    summary, _language = _said(document["summary"], page.language)
    facts = document["facts_date"]
    return _filled(
        {
            "@type": "Report",
            "@id": page.address,
            "url": page.address,
            "headline": title,
            "description": summary,
            "inLanguage": language,
            "reportNumber": page.reference,
            "version": str(page.version),
            "datePublished": page.first_published_at.isoformat(),
            "dateModified": page.published_at.isoformat(),
            "isAccessibleForFree": True,
            "author": _site(page),
            "publisher": _site(page),
            "temporalCoverage": _interval(facts),
            "spatialCoverage": {
                "@type": "Country",
                "name": _said(document["jurisdiction"]["name"], page.language)[0],
            },
            "about": _about(document, page.language),
            "keywords": [_said(t["label"], page.language)[0] for t in document["techniques"]],
            "citation": [_source(source, page.language) for source in document["sources"]],
        }
    )


def _reviews(document: Record, page: Page) -> list[Node]:
    found: list[Node] = []
    title, language = _said(document["title"], page.language)
    shared: Node = {
        "url": page.address,
        "datePublished": page.published_at.isoformat(),
        "author": _site(page),
        "inLanguage": language,
        "isPartOf": {"@id": page.address},
    }
    value, given = rating(document), categories(document)
    if value is not None:
        why, _language = _said(document["verdict"]["basis"], page.language)
        found.append(
            {
                "@type": "ClaimReview",
                "@id": f"{page.address}#claim-review",
                **shared,
                "claimReviewed": page.claimed,
                "itemReviewed": {"@type": "Claim", "name": page.claimed, "about": _thing(title)},
                "reviewRating": _rating(value, page.verdict, why),
            }
        )
    if given:
        found.append(
            {
                "@type": "MediaReview",
                "@id": f"{page.address}#media-review",
                **shared,
                "mediaAuthenticityCategory": [f"{CONTEXT}/{each}" for each in given],
                "itemReviewed": {
                    "@type": "MediaReviewItem",
                    "name": title,
                    "mediaItemAppearance": [
                        {"@type": kind, "name": title} for kind in _media(document)
                    ],
                },
            }
        )
    return found


def _rating(value: int, verdict: str, why: str) -> Node:
    return _filled(
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


def _about(document: Record, language: str) -> list[Node]:
    """The election, and who is shown: nobody whom a role accuses, nobody without a public name."""
    found = (
        [_thing(_said(document["election"]["name"], language)[0])] if document["election"] else []
    )
    accused = {i["actor"]["slug"] for i in document["involvements"] if i["role"] in ACCUSING_ROLES}
    for involvement in document["involvements"]:
        actor = involvement["actor"]
        shown = involvement["role"] in (Role.DEPICTED, Role.IMPERSONATED)
        if shown and actor["slug"] and actor["slug"] not in accused:
            found.append(_actor(actor, language))
    return [each for place, each in enumerate(found) if each not in found[:place]]


def _actor(actor: Record, language: str) -> Node:
    kind = ActorKind(actor["kind"])
    named = "Person" if kind is ActorKind.PERSON else ORGANISATIONS.get(kind, "Organization")
    return {"@type": named, "name": _said(actor["name"], language)[0]}


def _source(source: Record, language: str) -> Node:
    published, publisher = source["published"], source["publisher"]
    return _filled(
        {
            "@type": SOURCES.get(SourceKind(source["kind"]), "CreativeWork"),
            "name": source["title"],
            "url": source["url"] if source["url"].startswith(("https://", "http://")) else "",
            "inLanguage": source["language"],
            "publisher": {
                "@type": "Organization",
                "name": _said(publisher["name"], language)[0],
            }
            if publisher and publisher["slug"]
            else None,
            "datePublished": published["earliest"] if published["precision"] == "day" else None,
        }
    )


def _site(page: Page) -> Node:
    return {"@type": "Organization", "name": page.site, "url": page.site_address}


def _thing(name: str) -> Node:
    return {"@type": "Thing", "name": name}


def _interval(facts: Record) -> str:
    """An interval of ISO 8601, as far as it is known."""
    first, last = facts["earliest"], facts["latest"]
    if not first or not last:
        return ""
    return str(first) if first == last else f"{first}/{last}"


def _said(value: Mapping[str, str], language: str) -> tuple[str, str]:
    """A text in a language, or in the one that has it."""
    for tongue in (language, *value):
        if value.get(tongue):
            return value[tongue], tongue
    return "", language


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None, [])}
