"""What changes when incidents are added to an election: shown before it is done."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from incidents.actions.permission import may_edit
from incidents.codes import ApprovalKind, State
from incidents.labels import label
from incidents.models import Approval, Election, Incident


@dataclass(frozen=True)
class ChangeRow:
    """One incident: the election it leaves, the approvals that are voided, what else follows."""

    incident: Incident
    approvals: list[str]
    same: bool
    public: bool
    refused: bool


@dataclass(frozen=True)
class ElectionChange:
    """Every chosen incident, and the versions that were looked at."""

    election: Election
    rows: list[ChangeRow]

    @classmethod
    def of(cls, incidents: Sequence[Incident], election: Election, by: Any) -> "ElectionChange":
        """In three queries, however many incidents."""
        given = defaultdict(list)
        standing = Approval.objects.filter(incident__in=incidents, version=F("incident__version"))
        for pk, kind in standing.values_list("incident", "kind"):
            given[pk].append(label(ApprovalKind(kind)))
        return cls(
            election,
            [
                ChangeRow(
                    incident=row,
                    approvals=given[row.pk],
                    same=row.election_id == election.pk,
                    public=row.state == State.PUBLISHED,
                    refused=not may_edit(by, row),
                )
                for row in incidents
            ],
        )

    @property
    def changing(self) -> list[ChangeRow]:
        return [row for row in self.rows if not row.same]

    @property
    def refused(self) -> list[ChangeRow]:
        """Somebody else's to edit: one of them stops the whole."""
        return [row for row in self.rows if row.refused]

    @property
    def token(self) -> str:
        """Which versions of which incidents were looked at, for which election."""
        versions = ",".join(f"{row.incident.pk}:{row.incident.version}" for row in self.rows)
        return f"{self.election.pk};{versions}"

    @staticmethod
    def seen(token: str, election: Election, chosen: Sequence[int]) -> dict[int, int] | None:
        """The versions of a token; None where it is not about this election and these incidents."""
        head, _semicolon, tail = token.partition(";")
        if head != str(election.pk):
            return None
        try:
            pairs = [part.split(":") for part in tail.split(",")]
            versions = {int(pk): int(version) for pk, version in pairs}
        except ValueError:
            return None
        return versions if set(versions) == set(chosen) else None
