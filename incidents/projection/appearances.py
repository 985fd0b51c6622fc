"""Where content was seen, in public."""

from incidents import derived
from incidents.documents import Document
from incidents.models import Appearance
from incidents.projection.citations import Cited
from incidents.projection.values import both, day, fact_date, term


def appearance(appearance: Appearance, cited: Cited) -> Document:
    """An appearance with its events and readings; no account that is masked, nor its archive."""
    return {
        "id": appearance.public_id,
        "platform": {
            "code": appearance.platform.code,
            "name": both(appearance.platform, "name"),
        },
        "kind": appearance.kind,
        "account": "" if appearance.account_masked else appearance.account,
        "account_masked": appearance.account_masked,
        "archived_url": "" if appearance.account_masked else appearance.archived_url,
        "disclosure": term(appearance.disclosure),
        "state": derived.of_appearance([e.seen for e in appearance.events.all()]),
        "events": [
            {
                "kind": event.kind,
                "date": fact_date(event),
                "note": both(event, "note"),
                "citations": cited.of(event),
            }
            for event in appearance.events.all()
        ],
        "observations": [
            {
                "measure": seen.measure,
                "value": seen.value,
                "as_of": day(seen.as_of),
                "headline": seen.is_headline,
                "headline_reason": both(seen, "headline_reason"),
                "citations": cited.of(seen),
            }
            for seen in appearance.observations.all()
        ],
    }
