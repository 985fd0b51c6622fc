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

from incidents.schema_org.nodes import CONTEXT, Node, Page, Record
from incidents.schema_org.report import report
from incidents.schema_org.reviews import categories, rating, reviews

__all__ = ["CONTEXT", "Node", "Page", "categories", "feed_item", "graph", "linked_data", "rating"]


def linked_data(document: Record, page: Page) -> Node:
    """One JSON-LD document; the reviews are part of the report."""
    return {"@context": CONTEXT, "@graph": graph(document, page)}


def graph(document: Record, page: Page) -> list[Node]:
    """The report and its reviews, without the context that they are read in."""
    return [report(document, page), *reviews(document, page)]


def feed_item(document: Record, page: Page) -> Node | None:
    """The reviews of an incident as an item of a DataFeed; None where the rule allows none."""
    found = reviews(document, page)
    if not found:
        return None
    return {
        "@type": "DataFeedItem",
        "@id": f"{page.address}#reviews",
        "dateCreated": page.first_published_at.isoformat(),
        "dateModified": page.published_at.isoformat(),
        "item": found,
    }
