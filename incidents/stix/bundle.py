"""The objects of one incident, and what a bundle begins with."""

from collections.abc import Iterable, Iterator
from uuid import NAMESPACE_URL, uuid5

from incidents.canonical import canonical_json
from incidents.codes import ACCUSING_ROLES, NAMED_ROLES, ActorKind
from incidents.schema_org import Page
from incidents.stix.nodes import (
    OBSERVABLES,
    SPEC,
    Node,
    Record,
    Site,
    moment,
    node,
    related,
    text_of,
)
from incidents.stix.patterns import Technique, attack_pattern
from incidents.stix.statements import notes


def bundle_id(address: str) -> str:
    """The id of the bundle that an address gives."""
    return f"bundle--{uuid5(NAMESPACE_URL, address)}"


def head_objects(site: Site, techniques: Iterable[Technique]) -> Iterator[Node]:
    """What incidents refer to: the site, and the techniques."""
    own = node(site, "identity", "site", name=site.name, identity_class="organization")
    yield own | {"external_references": [{"source_name": site.name, "url": site.address}]}
    for technique in techniques:
        yield attack_pattern(site, technique)


def objects(document: Record, page: Page, site: Site) -> list[Node]:
    """The incident, its report, and whatever they refer to beyond the head."""
    incident = _incident(document, page, site)
    country = _country(document, site)
    parts = [country, related(site, incident["id"], country["id"], "jurisdiction")]
    for technique in document["techniques"]:
        pattern = site.id("attack-pattern", technique["code"])
        parts.append(related(site, incident["id"], pattern, "technique"))
    parts += _people(document, page, site, incident)
    parts += _seen(document, site, incident)
    parts += notes(site, document, incident, page.language)
    report = node(
        site,
        "report",
        page.reference,
        name=incident["name"],
        description=incident.get("description"),
        published=moment(page.first_published_at),
        object_refs=[incident["id"], *dict.fromkeys(each["id"] for each in parts)],
        external_references=incident["external_references"],
    )
    return [incident, *parts, report | _dated(page)]


def _incident(document: Record, page: Page, site: Site) -> Node:
    codes = {
        "verdict": document["verdict"]["code"],
        "presented-as": document["presented_as"],
        "synthetic-level": document["synthetic_level"],
    }
    made = node(
        site,
        "incident",
        page.reference,
        name=text_of(document["title"], page.language),
        description=text_of(document["summary"], page.language),
        labels=[f"{name}:{code}" for name, code in codes.items()],
        external_references=[
            {
                "source_name": site.name,
                "external_id": f"{page.reference} version {page.version}",
                "url": page.address,
            }
        ],
    )
    return made | _dated(page)


def _dated(page: Page) -> Node:
    return {
        "created": moment(page.first_published_at),
        "modified": moment(page.published_at),
        "lang": page.language,
    }


def _country(document: Record, site: Site) -> Node:
    where = document["jurisdiction"]
    place = {"region": "europe"} if where["code"] == "EU" else {"country": where["code"]}
    name = text_of(where["name"], "en")
    return node(site, "location", where["code"], name=name, **place)


CLASSES = {ActorKind.PERSON: "individual"}


def _people(document: Record, page: Page, site: Site, incident: Node) -> Iterator[Node]:
    """Who is shown or targeted and has a public name; nobody whom a role accuses."""
    accused = {i["actor"]["slug"] for i in document["involvements"] if i["role"] in ACCUSING_ROLES}
    for involvement in document["involvements"]:
        actor = involvement["actor"]
        if involvement["role"] not in NAMED_ROLES or not actor["slug"] or actor["slug"] in accused:
            continue
        person = node(
            site,
            "identity",
            actor["slug"],
            name=text_of(actor["name"], page.language),
            identity_class=CLASSES.get(ActorKind(actor["kind"]), "organization"),
        )
        yield person
        yield related(site, incident["id"], person["id"], f"role: {involvement['role']}")


def _seen(document: Record, site: Site, incident: Node) -> Iterator[Node]:
    """Accounts that showed the content, where they are public and it is known when. The addresses
    of the content are left to our page, which puts them behind a warning."""
    for seen in document["appearances"]:
        first = seen["state"]["first_seen"]
        if not seen["account"] or not first or not first["earliest"]:
            continue
        last = (seen["state"]["last_seen_alive"] or first)["latest"] or first["earliest"]
        account = _account(seen)
        observed = node(
            site,
            "observed-data",
            f"{incident['id']}/{seen['id']}",
            first_observed=f"{first['earliest']}T00:00:00.000Z",
            last_observed=f"{max(last, first['earliest'])}T00:00:00.000Z",
            number_observed=1,
            object_refs=[account["id"]],
        )
        yield account
        yield observed
        yield related(site, incident["id"], observed["id"], f"seen: {seen['kind']}")


def _account(seen: Record) -> Node:
    """An account: its id follows from what it is, as STIX asks."""
    from_spec = {"account_login": seen["account"], "account_type": seen["platform"]["code"]}
    return {
        "type": "user-account",
        "spec_version": SPEC,
        "id": f"user-account--{uuid5(OBSERVABLES, canonical_json(from_spec))}",
        **from_spec,
    }
