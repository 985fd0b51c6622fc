"""What a vocabulary file says, once read: one frozen record per row. Pure (no Django)."""

from dataclasses import dataclass, replace
from datetime import date

from incidents.codes import Scheme


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in the two languages of the product."""

    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Term:
    """A descriptive term of one scheme. ``valid_to`` is the last day on which it may be given."""

    scheme: Scheme
    code: str
    label: Bilingual
    definition: Bilingual
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Platform:
    """A place where content is seen. ``vlop_since``: day of its designation under the DSA."""

    code: str
    name: Bilingual
    kind: str
    source: str
    operator: str = ""
    vlop_since: date | None = None
    notice_url: str = ""


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A text that a procedure may rest on. ``in_force_to`` is the last day of this wording."""

    code: str
    short: str
    jurisdiction: str
    title: Bilingual
    tracks: tuple[str, ...]
    note: Bilingual
    source: str
    in_force_from: date | None = None
    in_force_to: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """A court, prosecutor or public body that procedures are brought before."""

    slug: str
    name: Bilingual
    jurisdiction: str
    note: Bilingual
    source: str
    short: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A country, the European Union, or the fictional country of the demonstration."""

    code: str
    name: Bilingual
    source: str
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """Everything that the data files hold, in file order."""

    terms: tuple[Term, ...]
    platforms: tuple[Platform, ...]
    legal_bases: tuple[LegalBasis, ...]
    authorities: tuple[Authority, ...]
    jurisdictions: tuple[Jurisdiction, ...]

    def without_fictional(self) -> "Vocabularies":
        """Without the demonstration's country and what belongs to it."""
        fictional = {row.code for row in self.jurisdictions if row.fictional}
        return replace(
            self,
            legal_bases=tuple(b for b in self.legal_bases if b.jurisdiction not in fictional),
            authorities=tuple(a for a in self.authorities if a.jurisdiction not in fictional),
            jurisdictions=tuple(row for row in self.jurisdictions if not row.fictional),
        )
