"""An incident as STIX 2.1 describes things (OASIS Standard, 10 June 2021). Pure.

An incident with the report that tells of it; the actors who are shown or targeted, the country, the
techniques as attack patterns with their DISARM numbers, and what was seen where. Nobody is said to
be behind anything: no relationship "attributed-to", no threat actor. What somebody says of somebody
is a note, and its answers stand in the same note.

Ids are UUIDs of version 5 below the site's address: the same record has the same id in every file.
"""

from incidents.stix.bundle import Site, bundle_id, head_objects, objects
from incidents.stix.patterns import Technique, disarm_numbers

__all__ = ["Site", "Technique", "bundle_id", "disarm_numbers", "head_objects", "objects"]
