"""What is compared is of one moment, whatever others write meanwhile."""

from datetime import UTC, datetime
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from incidents.actions.report import build
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import ListedIncident
from incidents.reconciled import Unreconciled, reconcile
from incidents.reconciled.facts import Facts
from tests.reconciled.register import published
from tests.reports.snapshots import document

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 10, 14, 10, tzinfo=UTC)
AFTER = datetime(2026, 11, 2, 12, tzinfo=UTC)


def falsify() -> None:
    """By another connection, and there to stay."""
    ListedIncident.objects.update(verdict="unverifiable", platforms=["telephone"])
    connection.close()


def test_what_changes_meanwhile_is_not_seen_half(monkeypatch: pytest.MonkeyPatch) -> None:
    published([document(0), document(1)], at=AT)
    frozen = build(of_month(Month(2026, 10)), at=AFTER)
    read = Facts.of

    def and_meanwhile(self: Facts, table: str) -> Any:
        found = read(self, table)
        if ListedIncident.objects.filter(verdict="verified_fake").exists():
            other = Thread(target=falsify)
            other.start()
            other.join()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Facts, "of", and_meanwhile)
        assert reconcile(frozen).incidents == 2
    with pytest.raises(Unreconciled, match="Verdicts on the content"):
        reconcile(frozen)
