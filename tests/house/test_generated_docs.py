"""The generated pages of docs/ say what the code says now."""

from django.core.management import call_command


def test_generated_pages_are_current() -> None:
    call_command("write_docs", "--check")
