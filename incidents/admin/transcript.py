"""A transcript in the admin: the workbench, and a plain page that needs no script."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import transcript as transcripts
from incidents.actions.voices import seen_now
from incidents.admin import claim_draft, quick_page, workbench, workbench_page, workbench_target
from incidents.admin.asked import whole_number
from incidents.admin.guarded import ReadOnlyAdmin, UnlistedMixin
from incidents.admin.passages import PassageForm
from incidents.admin.record_form import say
from incidents.codes import SpeakerRole
from incidents.input_error import InputError
from incidents.labels import choices
from incidents.models import Actor, Segment, Speaker, Transcript

PAGE = 200
"""Passages on one plain page: what is shown is all that is loaded."""

PLAIN = "plain"
"""In the address: the page that works without a script."""


class SpeakerForm(PassageForm):
    """A voice for the passages from one to another, both included."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    label = forms.CharField(
        label=_("Who speaks"),
        max_length=120,
        help_text=_(
            "As the source has it: a name, or “interviewer”. The same label, the same voice."
        ),
    )
    role = forms.ChoiceField(label=_("Role"), choices=choices(SpeakerRole))
    actor = forms.ModelChoiceField(
        Actor.objects.unmerged(),
        label=_("Actor"),
        required=False,
        widget=AutocompleteSelect(Speaker._meta.get_field("actor"), admin.site),
        help_text=_("Only if the source says who it is: an unnamed voice is a legitimate speaker."),
    )


class ChosenForm(SpeakerForm):
    """The passages alone, on their way to a claim: who speaks is not asked here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("label", "role", "actor"):
            self.fields[name].required = False


@admin.register(Transcript)
class TranscriptAdmin(ReadOnlyAdmin):
    """Immutable words; only who speaks them is said afterwards."""

    list_display = ("source", "number", "language", "format", "size", "created_at")
    list_select_related = ("source",)
    list_filter = ("format", "language")
    search_fields = ("source__title", "source__description")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Transcript]:
        return super().get_queryset(request).select_related("source")

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "claim": claim_draft.view(self),
            "event": workbench_target.event_view(self),
            "cite": workbench_target.cite_view(self),
        }
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(page),
                name=f"incidents_transcript_{name}",
            )
            for name, page in pages.items()
        ]
        quick = self.admin_site.admin_view(quick_page.bench_view(self))
        own += [
            path(
                f"<int:pk>/{name}/",
                quick,
                {"kind": kind},
                name=f"incidents_transcript_{name}",
            )
            for name, kind in (("log", "claim"), ("incident", "incident"))
        ]
        return own + workbench.urls(self) + super().get_urls()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        transcript = self.get_object(request, object_id)
        if transcript is None:
            messages.error(request, gettext("There is no such transcript."))
            return HttpResponseRedirect(reverse("admin:incidents_transcript_changelist"))
        if not self.has_view_permission(request, transcript):
            raise PermissionDenied
        if request.method == "POST" or PLAIN in request.GET:
            return self._plain(request, transcript)
        return self._workbench(request, transcript)

    def _workbench(self, request: HttpRequest, transcript: Transcript) -> HttpResponse:
        form = SpeakerForm(transcript=transcript, auto_id="bench_%s")
        context = {
            **self.admin_site.each_context(request),
            "title": str(transcript.source),
            "opts": self.opts,
            "original": transcript,
            "form": form,
            "plain": _plain_page(request, transcript),
            "media": self.media + form.media,
            **workbench_page.context(request, transcript),
        }
        return TemplateResponse(request, "admin/incidents/transcript/workbench.html", context)

    def _plain(self, request: HttpRequest, transcript: Transcript) -> HttpResponse:
        """All of it without a script: 200 passages to a page, the first and the last chosen."""
        may_assign = request.user.has_perm("incidents.change_segment")
        to_claim = "make" in request.POST
        form_class = ChosenForm if to_claim else SpeakerForm
        form = form_class(request.POST or None, transcript=transcript, initial={"seen": seen_now()})
        if request.method == "POST":
            if not (request.user.has_perm("incidents.add_claim") if to_claim else may_assign):
                raise PermissionDenied
            if form.is_valid() and to_claim:
                return HttpResponseRedirect(_claim_page(transcript, form))
            if form.is_valid() and self._assign(request, transcript, form):
                return HttpResponseRedirect(request.get_full_path())
        return TemplateResponse(
            request,
            "admin/incidents/transcript/plain.html",
            self._context(request, transcript, form, may_assign),
        )

    def _context(
        self, request: HttpRequest, transcript: Transcript, form: SpeakerForm, may_assign: bool
    ) -> dict[str, Any]:
        segments = Segment.objects.filter(transcript=transcript).order_by("position")
        paginator = Paginator(segments.select_related("speaker"), PAGE)
        paginator.count = transcript.size
        return {
            **self.admin_site.each_context(request),
            "title": str(transcript.source),
            "opts": self.opts,
            "original": transcript,
            "page": paginator.get_page(request.GET.get("page")),
            "speakers": transcript.speakers.select_related("actor"),
            "form": form,
            "chosen": (request.POST.get("first", ""), request.POST.get("last", "")),
            "may_assign": may_assign,
            "may_claim": request.user.has_perm("incidents.add_claim"),
            "media": self.media + form.media,
        }

    def _assign(self, request: HttpRequest, transcript: Transcript, form: SpeakerForm) -> bool:
        data = form.cleaned_data
        first, last = form.passages
        try:
            transcripts.assign_speaker(
                transcript=transcript,
                label=data["label"],
                by=request.user,
                positions=[(first.position, last.position)],
                role=SpeakerRole(data["role"]),
                actor=data["actor"],
                seen=data["seen"] or 0,
            )
        except InputError as error:
            form.add_error(None, say(error))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["seen"] = seen_now()  # type: ignore[index]
            return False
        count = last.position - first.position + 1
        said = ngettext(
            "%(count)d passage now spoken by “%(label)s”.",
            "%(count)d passages now spoken by “%(label)s”.",
            count,
        )
        messages.success(request, said % {"count": count, "label": data["label"]})
        return True


@admin.register(Speaker)
class SpeakerAdmin(UnlistedMixin, ReadOnlyAdmin):
    """A voice; it is assigned on the page of its transcript."""

    list_display = ("label", "role", "actor", "transcript")
    list_filter = ("role",)
    list_select_related = ("actor", "transcript__source")
    search_fields = ("label",)


def _claim_page(transcript: Transcript, form: SpeakerForm) -> str:
    """The address of a new claim from the passages chosen: nothing but them stands in it."""
    first, last = form.passages
    address = reverse("admin:incidents_transcript_claim", args=[transcript.pk])
    return f"{address}?{urlencode({'first': first.position, 'last': last.position})}"


def _plain_page(request: HttpRequest, transcript: Transcript) -> str:
    """The address of the plain page on which the passage asked for is shown."""
    position = whole_number(request.GET.get("at")) or 0
    address = reverse("admin:incidents_transcript_change", args=[transcript.pk])
    return f"{address}?{urlencode({PLAIN: 1, 'page': position // PAGE + 1})}#p{position}"
