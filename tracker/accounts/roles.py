"""Who may do what: each role's permissions, as code.

A role is a group of the same name. `sync_roles` makes the database say what this file says and
undoes what was changed by hand. A right that also depends on a record's state (nobody deletes an
incident that was published, nobody approves their own work) is refused by the action concerned;
a role only says who may ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from incidents.models.partner import GROUP

REGISTERS = ("platform", "actor", "affiliation", "election", "term", "legalbasis")
"""Shared records that every incident refers to."""

DETAILS = ("actoralias", "electionround")
"""Rows written inside the form of a register; the only ones of a register that may be taken out."""

SOURCES = ("sourcemedia", "transcript", "segment", "speaker")
"""Where we learned something, and its words."""

CASES = (
    "incident",
    "involvement",
    "appearance",
    "appearanceevent",
    "observation",
    "citation",
    "claim",
    "claimanswer",
    "procedure",
    "procedureevent",
)
"""What an incident is made of."""

SENT = ("submission", "submissionmessage", "submittedactor")
"""What partners sent, and what they were told."""

WORK = ("tag",)
"""How staff group incidents among themselves; never public."""

IMPORTS = ("import", "importline", "proposedactor", "proposedinvolvement", "savedmapping")
"""Files on their way in: their names may be those of private persons, so few of staff read them.

Whoever takes a file in makes many drafts at once, and undoes those of others: that is for who may
edit everybody's drafts, which a reporter may not."""

OUTPUTS = (
    "import",
    "importedrow",
    "importedsource",
    "jurisdiction",
    "storedfile",
    "redaction",
    "merger",
    "approval",
    "incidentmove",
    "reviewedcontent",
    "plannedpublication",
    "publication",
    "notice",
    "proposedwithdrawal",
    "withdrawal",
    "report",
    "reportfile",
    "reportrun",
    "plannedreport",
    "reportwithdrawal",
)
"""Made by actions and commands, never by a form: staff may read them."""


class Role(StrEnum):
    """The six roles; the value is the group's name."""

    REPORTER = "reporter"
    EDITOR = "editor"
    LEGAL_REVIEWER = "legal_reviewer"
    PUBLISHER = "publisher"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Change:
    """One permission given to or taken from a role."""

    role: str
    permission: str
    given: bool

    def __str__(self) -> str:
        return f"{self.role}: {'+' if self.given else '-'} {self.permission}"


def incidents(verbs: str, models: Iterable[str]) -> frozenset[str]:
    """`incidents.verb_model` for each of the space-separated verbs and each model."""
    return frozenset(f"incidents.{verb}_{model}" for verb in verbs.split() for model in models)


READ = incidents("view", (*REGISTERS, *DETAILS, *SOURCES, *CASES, *SENT, *WORK, *OUTPUTS))
WRITE = (
    READ
    | incidents("add change", (*REGISTERS, *DETAILS, *SOURCES, *CASES, *WORK))
    | incidents("delete", (*DETAILS, *CASES, *WORK))
)

PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.REPORTER: WRITE,
    Role.EDITOR: WRITE
    | {
        "incidents.approve_editorial",
        "incidents.add_redaction",
        "incidents.merge_actor",
        "incidents.merge_incident",
        "incidents.answer_submission",
        "incidents.change_submittedactor",
        "incidents.add_import",
        "incidents.delete_import",
        "incidents.change_proposedactor",
    }
    | incidents("view", IMPORTS)
    | incidents("add change delete", ["savedmapping"])
    | incidents("view add change", ["reply"]),
    Role.LEGAL_REVIEWER: READ
    | incidents("view", IMPORTS)
    | {"incidents.change_proposedactor"}
    | incidents("view add change", ["privateidentity"])
    | incidents("view add change decide", ["reply"])
    | incidents("view add change", ["erasurerequest"])
    | {
        "incidents.approve_legal",
        "incidents.add_redaction",
        "incidents.merge_actor",
        "incidents.view_erasure_person",
        "incidents.decide_erasure",
        "incidents.carry_out_erasure",
    },
    Role.PUBLISHER: READ
    | incidents("view add change decide", ["reply"])
    | incidents("view", ["erasurerequest"])
    | {
        "incidents.carry_out_erasure",
        "incidents.publish_incident",
        "incidents.withdraw_incident",
        "incidents.close_report",
        "incidents.withdraw_report",
        "incidents.add_redaction",
        "incidents.merge_actor",
        "incidents.merge_incident",
        "incidents.answer_submission",
    },
    Role.AUDITOR: READ
    | incidents("view", ["auditentry", "audithead", "erasurerequest"])
    | {"incidents.verify_audit"},
    Role.ADMINISTRATOR: frozenset(
        {
            "accounts.view_user",
            "accounts.add_user",
            "accounts.change_user",
            "auth.view_group",
            "incidents.revoke_apikey",
        }
    )
    | incidents("view add change", ["partner"])
    | incidents("view add", ["apikey"]),
}

SERVICES: dict[str, frozenset[str]] = {
    GROUP: incidents(
        "add",
        [
            *("actor", "sourcemedia", "transcript", "speaker"),
            *("incident", "involvement", "appearance", "appearanceevent", "observation"),
            *("citation", "claim"),
        ],
    )
    | {"incidents.change_incident", "incidents.change_speaker"}
}
"""Groups of accounts with which nobody signs in. Those of keys add what drafts consist of; their
right to change is to give a draft its parts, one after the other, as it is received: their programs
have no door that changes anything."""
