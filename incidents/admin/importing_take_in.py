"""A new import: a file is chosen, its columns are mapped, and what would come of it is checked. No
record of the register changes; the file travels along, unsaved, until it is checked."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import importing
from incidents.admin.asked import whole_number
from incidents.admin.content_form import ContentForm
from incidents.admin.guarded_lists import check_no_nul
from incidents.admin.importing_columns import ColumnsForm, in_sentences
from incidents.admin.importing_known import Taken, UnreadableImport, bases, taken
from incidents.admin.importing_lines import Said, said_of
from incidents.admin.importing_whole import DocumentsForm
from incidents.admin.record_form import say
from incidents.codes import ImportFormat, ImportState
from incidents.imports.mapping_faults import MappingError
from incidents.input_error import InputError
from incidents.labels import choices
from incidents.models import Import

SHOWN_PROBLEMS = 20
WHOLE = ("dataset", "language", "dates", "jurisdiction", "make_registers", "address")


class UploadForm(ContentForm):
    """The file; its format where it is not recognised."""

    format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        help_text=_("Only if it is not recognised, or not as what it is."),
    )
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    use = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("file", "text", "format"))
        self.fields["file"].label = _("File")
        self.fields["file"].help_text = _(
            "A table (CSV, separated by commas, semicolons or tabs) or a document per line "
            "(NDJSON); up to 20 MB. A larger one is taken in by a command."
        )
        self.fields["text"].label = _("or pasted text")
        self.fields["text"].widget.attrs["rows"] = 6
        field: Any = self.fields["format"]
        field.choices = [("", _("recognised by its content")), *choices(ImportFormat)]

    @property
    def file_name(self) -> str:
        """As it was uploaded; it travels along with the bytes."""
        upload = self.cleaned_data.get("file")
        given: str = upload.name if upload else self.cleaned_data["name"]
        return given or gettext("pasted text")


def view(page: admin.ModelAdmin) -> Callable[[HttpRequest], HttpResponse]:
    """The view of one admin: file, then columns, then the check."""

    def take_in(request: HttpRequest) -> HttpResponse:
        if not page.has_add_permission(request):
            raise PermissionDenied
        check_no_nul(request)
        initial = {"use": request.GET.get("use", "")[:120]}
        form = UploadForm(request.POST or None, request.FILES or None, initial=initial)
        context = {
            **page.admin_site.each_context(request),
            "title": gettext("New import"),
            "opts": page.opts,
            "form": form,
            "media": page.media + form.media,
        }
        if request.method == "POST" and form.is_valid():
            try:
                found = taken(form.cleaned_data, form.file_name)
            except UnreadableImport as error:
                form.add_error(None, gettext("The file cannot be read. Nothing was saved."))
                context["refusals"] = error.said
            else:
                return _columns(request, form, found, context)
        return TemplateResponse(request, "admin/incidents/import/take_in.html", context)

    return take_in


def _columns(
    request: HttpRequest, upload: UploadForm, found: Taken, context: dict[str, Any]
) -> HttpResponse:
    """The page of the columns; once they are sent and in order, the page of the import."""
    sent = request.POST if "preview" in request.POST else None
    form: DocumentsForm | ColumnsForm
    if found.table is None:
        form = DocumentsForm(sent, base=found.base)
    else:
        form = ColumnsForm(sent, base=found.base, headers=found.table.headers, rows=found.rows)
    batch = _checked(request, form, found) if sent is not None and form.is_valid() else None
    if batch is not None:
        _replace(request, upload.cleaned_data["before"], batch)
        if not batch.counts.get("refused"):
            said = gettext("Checked. No record has changed yet: look at what would come of it.")
            messages.success(request, said)
            return HttpResponseRedirect(reverse("admin:incidents_import_change", args=[batch.pk]))
        context |= {"batch": batch, "problems": _first(batch)}
    carried = {
        "kept": upload.keep(),
        "name": found.name,
        "format": found.format.value,
        "use": found.use,
        "before": str(batch.pk) if batch else upload.cleaned_data["before"],
    }
    context |= {"form": form, "found": found, "carried": carried, "bases": bases()}
    context["whole"] = (*WHOLE, "keep_as")
    context["media"] = context["media"] + form.media
    return TemplateResponse(request, "admin/incidents/import/columns.html", context)


def _checked(
    request: HttpRequest, form: DocumentsForm | ColumnsForm, found: Taken
) -> Import | None:
    """The file, checked by the columns as they were chosen; what is wrong becomes an error of the
    form."""
    try:
        mapping = form.named()
        with transaction.atomic():
            if name := form.cleaned_data.get("keep_as"):
                importing.keep_mapping(name=name, mapping=mapping, by=request.user)
            return importing.stage(
                file=BytesIO(found.content),
                name=found.name,
                format=found.format,
                mapping=mapping,
                by=request.user,
            )
    except MappingError as error:
        for sentence in in_sentences(error):
            form.add_error(None, sentence)
    except InputError as error:
        form.add_error(None, say(error))
    return None


def _replace(request: HttpRequest, before: str, batch: Import) -> None:
    """What the same person checked a moment ago, by other columns, is looked at no more."""
    known = whole_number(before) or 0
    earlier = Import.objects.filter(
        pk=known, staged_by=request.user.pk, state=ImportState.STAGED
    ).exclude(pk=batch.pk)
    for each in earlier:
        importing.discard(batch=each, by=request.user)


def _first(batch: Import) -> list[Said]:
    """The first problems, for beside the columns."""
    found: list[Said] = []
    for line in batch.lines.refused()[:SHOWN_PROBLEMS]:
        found += said_of(line.line, line.problems)
    return found[:SHOWN_PROBLEMS]
