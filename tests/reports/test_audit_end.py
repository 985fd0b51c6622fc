"""Where the audit ended as the report was issued, printed for whoever holds a copy."""

import re

from incidents.reports.frozen import digest
from incidents.reports.render import report_html
from tests.reports.snapshots import snapshot

END = {"count": 1234, "hash": "0123456789abcdef" * 4}


def test_the_report_prints_count_and_hash_as_verify_audit_reads_them() -> None:
    html = report_html(snapshot(incidents=1, audit=END), "en")

    printed = re.sub(r"<[^>]+>|\s", "", html)
    assert f"1234:{END['hash']}" in printed
    assert "there were 1234 entries" in html


def test_a_report_that_is_older_than_the_audit_reads_as_before() -> None:
    old = snapshot(incidents=1)

    assert "audit" not in report_html(old, "en")
    assert digest(old) != digest(old | {"audit": END})
