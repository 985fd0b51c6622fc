"""Likely duplicates beside a form: shown while somebody types, and once more before it is saved.

The script beside the form asks ``view``; what it has shown, it notes in the hidden field. Whatever
was not shown yet is shown when the form is sent, which is then refused once: sending it again saves
it all the same. So it works without the script too.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse, reverse_lazy
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import likely
from incidents.actions.likely import Likely
from incidents.models import Incident

SEEN = "likely_seen"
WHY = {
    "title": _("similar title"),
    "account": _("same account on the same platform"),
    "address": _("same address"),
    "name": _("similar name"),
    "id": _("same id in another register"),
}
NEEDS = {"incident": "view_incident", "appearance": "view_incident", "actor": "view_actor"}


class Asked(forms.Form):
    """What was typed so far; a value that cannot be read is not asked about."""

    title_fr = title_en = name_fr = name_en = short_name = forms.CharField(required=False)
    account = url = wikidata_id = party_facts_id = forms.CharField(required=False)
    earliest = latest = forms.DateField(required=False)
    platform = excluding = forms.IntegerField(required=False, min_value=1, max_value=2**62)


def find(kind: str, values: dict[str, Any]) -> list[Likely]:
    """What may be the same as a record of this kind with these values."""
    match kind:
        case "incident":
            return likely.incidents(
                titles=_texts(values, "title_fr", "title_en"),
                earliest=values.get("earliest"),
                latest=values.get("latest"),
            )
        case "appearance":
            return likely.appearances(
                platform=values.get("platform"),
                account=values.get("account") or "",
                url=values.get("url") or "",
                excluding=values.get("excluding"),
            )
        case _:
            return likely.actors(
                names=_texts(values, "name_fr", "name_en", "short_name"),
                ids={n: values.get(n) or "" for n in ("wikidata_id", "party_facts_id")},
            )


def view(_page: admin.ModelAdmin) -> Callable[..., JsonResponse]:
    """`likely/<kind>/`: the names, reasons and addresses of what may be the same, as JSON."""

    def answer(request: HttpRequest, kind: str) -> JsonResponse:
        if kind not in NEEDS:
            raise Http404
        if not request.user.has_perm(f"incidents.{NEEDS[kind]}"):
            raise PermissionDenied
        asked = Asked(request.GET)
        asked.is_valid()
        found = find(kind, asked.cleaned_data)
        return JsonResponse({"likely": [shown(one) for one in found], "seen": keys(found)})

    return answer


def shown(one: Likely) -> dict[str, str]:
    """One of them for the page: an actor that is private by its public label."""
    name = "incident" if isinstance(one.record, Incident) else "actor"
    return {
        "name": Truncator(str(one.record)).chars(120),
        "why": str(WHY[one.why]),
        "url": reverse(f"admin:incidents_{name}_change", args=[one.record.pk]),
    }


def keys(found: Iterable[Likely]) -> str:
    """They as the hidden field notes them."""
    return ",".join(f"{type(one.record).__name__.lower()}-{one.record.pk}" for one in found)


def seen_field(kind: str, watch: dict[str, str]) -> forms.CharField:
    """The hidden field, with what the script needs. ``watch``: names of fields of the form, by the
    names under which they are asked about."""
    attrs = {
        "data-likely": reverse_lazy("admin:incidents_incident_likely", args=[kind]),
        "data-watch": " ".join(f"{asked}:{name}" for asked, name in watch.items()),
        "data-heading": _("Perhaps the same as:"),
    }
    return forms.CharField(required=False, widget=forms.HiddenInput(attrs=attrs))


class LikelyForm(forms.Form):
    """Refuses once to save what may be here already, and says what."""

    likely_kind = ""
    likely_watch: dict[str, str] = {}
    likely_found: tuple[dict[str, str], ...] = ()

    class Media:
        js = (Script("vigie/likely.js", defer=True),)

    def check_likely(self, **more: Any) -> None:
        """Called by the form's ``clean`` for what is new, once the rest is in order."""
        if self.errors:
            return
        data = self.cleaned_data
        values = {asked: data.get(name) for asked, name in self.likely_watch.items()} | more
        found = find(self.likely_kind, values)
        known = set((data.get(SEEN) or "").split(","))
        if {keys([one]) for one in found} <= known:
            return
        self.likely_found = tuple(shown(one) for one in found)
        names = "; ".join(f"{one['name']} ({one['why']})" for one in self.likely_found)
        said = gettext("Perhaps this is here already: %(names)s. If it is not, save all the same.")
        self.add_error(None, said % {"names": names})
        copied: Any = self.data.copy()  # type: ignore[attr-defined]
        copied[self.add_prefix(SEEN)] = keys(found)
        self.data = copied


def _texts(values: dict[str, Any], *names: str) -> list[str]:
    return [values[name] for name in names if values.get(name)]
