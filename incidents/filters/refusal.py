"""What is answered to a filter that cannot be read, where the answer is no page."""

from collections.abc import Iterable, Mapping

from django.http import HttpResponse, HttpResponseBadRequest


def lines(problems: Mapping[str, str]) -> list[str]:
    """A line for each filter that cannot be read."""
    return [f"{name}: {said}" for name, said in problems.items()]


def refused(said: Iterable[str]) -> HttpResponse:
    """400 with its reasons, as plain text: an answer that ignored what it cannot read would be one
    to another question."""
    return HttpResponseBadRequest("\n".join(said), content_type="text/plain; charset=utf-8")
