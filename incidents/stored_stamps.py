"""The stored time stamps of the audit's heads, against what their authorities sign with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings

from incidents.audit.stamps import Authority, CannotCheckError, StampError, check_stamp
from incidents.models import AuditStamp
from incidents.stored_audit import as_head


@dataclass(frozen=True)
class CheckedStamp:
    """One stamp; ``problem`` is empty where it holds. ``checked`` is False where it could be
    neither right nor wrong: its authority is not configured, or its certificates cannot be read."""

    count: int
    authority: str
    problem: str = ""
    checked: bool = True

    def __str__(self) -> str:
        return f"head of {self.count} entries: {self.problem}"


def configured() -> dict[str, Authority]:
    """The authorities of the settings, by name."""
    return {name: Authority(name, url, file) for name, url, file in settings.AUDIT_AUTHORITIES}


def check_stamps(authorities: Mapping[str, Authority]) -> Iterator[CheckedStamp]:
    """Every stored stamp, oldest head first."""
    for stamp in AuditStamp.objects.select_related("head").order_by("head_id", "authority"):
        yield _checked(stamp, authorities.get(stamp.authority))


def _checked(stamp: AuditStamp, authority: Authority | None) -> CheckedStamp:
    count, name = stamp.head.count, stamp.authority
    if authority is None:
        return CheckedStamp(count, name, f"{name} is no configured authority", checked=False)
    try:
        at = check_stamp(bytes(stamp.answer), as_head(stamp.head), authority)
    except CannotCheckError as error:
        return CheckedStamp(count, name, str(error), checked=False)
    except StampError as error:
        return CheckedStamp(count, name, str(error))
    if at != stamp.stamped_at:
        said = f"{name}: stamped at {at.isoformat()}, not at {stamp.stamped_at.isoformat()}"
        return CheckedStamp(count, name, said)
    return CheckedStamp(count, name)
