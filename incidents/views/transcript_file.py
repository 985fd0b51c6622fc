"""The transcript of a source as a file, where all of it is public."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from incidents.documents import is_all_public
from incidents.models import ListedSource
from incidents.transcripts.as_vtt import as_vtt
from incidents.transcripts.records import ParsedTranscript, Segment


@require_safe
def transcript_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The newest transcript as WebVTT, under the public names of its voices; 404 unless every word
    of it is public."""
    listed = get_object_or_404(ListedSource, public_id=public_id)
    if not is_all_public(listed.content):
        raise Http404
    described = listed.content["transcript"]
    rows = listed.segments.filter(digest=described["digest"], redacted=False).order_by("position")
    segments = tuple(
        Segment(start_ms, end_ms, speaker or None, text)
        for start_ms, end_ms, speaker, text in rows.values_list(
            "start_ms", "end_ms", "speaker", "text"
        ).iterator()
    )
    if len(segments) != described["segments"]:
        raise Http404
    parsed = ParsedTranscript(
        described["format"], described["language"], "utf-8", segments, cues=len(segments)
    )
    response = HttpResponse(as_vtt(parsed), content_type="text/vtt; charset=utf-8")
    name = f"vigie-{public_id}-v{described['version']}.vtt"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
