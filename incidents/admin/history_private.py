"""Names in the audit under which somebody stood in the open register before becoming private.

Their values are for those who may see private identities, as the identity itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from incidents.admin.history_names import Model, Names
from incidents.models import Actor, ActorAlias, Merger

NAMING = ("name_fr", "name_en", "short_name", "slug", "wikidata_id", "party_facts_id")
UNKNOWN = "0"
"""Of an alias that is gone and whose entry does not say whose it was."""


def private_actors(
    model: Model | None, key: str, sides: Sequence[Mapping[str, Any]], names: Names
) -> frozenset[str]:
    """Keys of the actors, private now, whom the values of an entry name."""
    if model is Actor:
        naming = any(side.get(column) for side in sides for column in NAMING)
        return frozenset({key} if naming and names.is_private(key) else ())
    if model not in (ActorAlias, Merger) or not any(sides):
        return frozenset()
    tied = {str(side["actor_id"]) for side in sides if side.get("actor_id")}
    if not tied and model is ActorAlias and not names.knows(model, key):
        return frozenset({UNKNOWN})
    return frozenset(filter(names.is_private, tied))
