"""The heads of the audit, for auditors: how long the chain was, when, and who stamped it. Read
only; the worker and ``anchor_audit`` make them."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from incidents.admin.guarded import ReadOnlyAdmin
from incidents.jobs import VERIFY_AUDIT, ask_to_verify, is_asked, worker_is_silent
from incidents.models import AuditCheck, AuditHead
from incidents.stored_audit import tail, unstamped_since
from incidents.templatetags.wording import visible

WHOLE = ("whole_hash", "root", "own_digest", "before", "time_stamps", "file")
CHECKS = 5
"""Of the checks that somebody asked for, the last ones are shown."""
CODE = '<code class="hash">{}</code>'


class StampedFilter(admin.SimpleListFilter):
    """Signed by an authority, or by none."""

    title = _("time stamp")
    parameter_name = "stamped"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("stamped")), ("no", _("unstamped"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[AuditHead]:
        match self.value():
            case "yes" | "no" as asked:
                return queryset.filter(stamps__isnull=asked == "no").distinct()
        return queryset


@admin.register(AuditHead)
class AuditHeadAdmin(ReadOnlyAdmin):
    """Newest first; above them what no head covers yet, and since when none was stamped."""

    list_display = ("made_at", "count", "stamped_by", "last_hash")
    list_display_links = ("made_at",)
    list_per_page = 50
    list_filter = (StampedFilter,)
    search_fields = ("hash__exact", "digest__exact")
    search_help_text = _("A hash or digest, whole.")
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER
    fields = (
        "made_at",
        "count",
        "whole_hash",
        "root",
        "own_digest",
        "before",
        "time_stamps",
        "file",
    )
    readonly_fields = ("whole_hash", "root", "own_digest", "before", "time_stamps", "file")
    change_list_template = "admin/incidents/audithead/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.check_now))
        return [path("check/", view, name="incidents_audithead_check"), *super().get_urls()]

    def check_now(self, request: HttpRequest) -> HttpResponse:
        """The button: the worker is asked, and this page has what it found."""
        if not request.user.has_perm(f"incidents.{VERIFY_AUDIT}"):
            raise PermissionDenied
        if ask_to_verify(by=request.user):
            messages.success(request, gettext("Asked for: the worker checks the whole chain."))
        else:
            messages.info(request, gettext("A check was asked for already, and waits."))
        return HttpResponseRedirect(reverse("admin:incidents_audithead_changelist"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditHead]:
        return super().get_queryset(request).prefetch_related("stamps")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With what stands after the newest head, which an owner of the tables can still change."""
        newest = AuditHead.objects.order_by("-count").values_list("count", flat=True).first() or 0
        end = tail()
        told: dict[str, Any] = {
            "since": unstamped_since(),
            "after": (end.count if end else 0) - newest,
            "may_check": request.user.has_perm(f"incidents.{VERIFY_AUDIT}"),
            "checks": AuditCheck.objects.select_related("asked_by")[:CHECKS],
            "asked": is_asked(VERIFY_AUDIT),
            "silent": worker_is_silent(),
        }
        return super().changelist_view(request, {**told, **(extra_context or {})})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A head never changes: it is its own history."""
        return self.change_view(request, object_id)

    @admin.display(description=_("hash of the last entry"))
    def last_hash(self, head: AuditHead) -> SafeString:
        return format_html(CODE, f"{head.hash[:16]}…")

    @admin.display(description=_("Hash of the last entry"))
    def whole_hash(self, head: AuditHead) -> SafeString:
        return format_html(CODE, head.hash)

    @admin.display(description=_("Merkle root of all entries"))
    def root(self, head: AuditHead) -> SafeString:
        return format_html(CODE, head.merkle_root)

    @admin.display(description=_("Digest of the head"))
    def own_digest(self, head: AuditHead) -> SafeString:
        return format_html(CODE, head.digest)

    @admin.display(description=_("Digest of the head before"))
    def before(self, head: AuditHead) -> SafeString:
        return format_html(CODE, head.previous)

    @admin.display(description=_("stamped by"))
    def stamped_by(self, head: AuditHead) -> str:
        names = ", ".join(stamp.authority for stamp in head.stamps.all())
        return names or gettext("nobody")

    @admin.display(description=_("stamped by"))
    def time_stamps(self, head: AuditHead) -> SafeString | str:
        """Each stamp with its moment, as a file."""
        lines = [
            (
                reverse("public:audit_stamp", args=[head.count, stamp.authority]),
                visible(stamp.authority),
                stamp.stamped_at.isoformat(timespec="seconds"),
            )
            for stamp in head.stamps.all()
        ]
        return format_html_join("", '<p><a href="{}">{}</a>, {}</p>', lines) or gettext("nobody")

    @admin.display(description=_("file"))
    def file(self, head: AuditHead) -> SafeString:
        address = reverse("public:audit_head", args=[head.count])
        return format_html('<a href="{}">{}</a>', address, gettext("The head as a file (JSON)"))
