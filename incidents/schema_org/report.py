"""The incident's page as a Report: what it is about, when, where, and on which sources it rests."""

from incidents.codes import ACCUSING_ROLES, ActorKind, Role, SourceKind
from incidents.schema_org.nodes import Node, Page, Record, filled, said, site, thing

ORGANISATIONS = {ActorKind.PARTY: "PoliticalParty", ActorKind.MEDIA: "NewsMediaOrganization"}
SOURCES = {SourceKind.ARTICLE: "Article", SourceKind.POST: "SocialMediaPosting"}
SOURCES |= {SourceKind.REPORT: "Report"}


def report(document: Record, page: Page) -> Node:
    """The report; nothing of what is only said of somebody is in it."""
    title, language = said(document["title"], page.language)
    summary, _language = said(document["summary"], page.language)
    facts = document["facts_date"]
    return filled(
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
            "author": site(page),
            "publisher": site(page),
            "temporalCoverage": _interval(facts),
            "spatialCoverage": {
                "@type": "Country",
                "name": said(document["jurisdiction"]["name"], page.language)[0],
            },
            "about": _about(document, page.language),
            "keywords": [said(t["label"], page.language)[0] for t in document["techniques"]],
            "citation": [_source(source, page.language) for source in document["sources"]],
        }
    )


def _about(document: Record, language: str) -> list[Node]:
    """The election, and who is shown: nobody whom a role accuses, nobody without a public name."""
    found = [thing(said(document["election"]["name"], language)[0])] if document["election"] else []
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
    return {"@type": named, "name": said(actor["name"], language)[0]}


def _source(source: Record, language: str) -> Node:
    published, publisher = source["published"], source["publisher"]
    return filled(
        {
            "@type": SOURCES.get(SourceKind(source["kind"]), "CreativeWork"),
            "name": source["title"],
            "url": source["url"] if source["url"].startswith(("https://", "http://")) else "",
            "inLanguage": source["language"],
            "publisher": {
                "@type": "Organization",
                "name": said(publisher["name"], language)[0],
            }
            if publisher and publisher["slug"]
            else None,
            "datePublished": published["earliest"] if published["precision"] == "day" else None,
        }
    )


def _interval(facts: Record) -> str:
    """An interval of ISO 8601, as far as it is known."""
    first, last = facts["earliest"], facts["latest"]
    if not first or not last:
        return ""
    return str(first) if first == last else f"{first}/{last}"
