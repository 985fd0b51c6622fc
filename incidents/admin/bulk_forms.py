"""What is asked before something is done to many incidents at once, and the doing of it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from incidents.actions import assignment
from incidents.admin import undo
from incidents.admin.election_change import ElectionChange
from incidents.input_error import InputError
from incidents.models import Election, Incident, Tag

BACKEND = "django.contrib.auth.backends.ModelBackend"


class PersonField(forms.ModelChoiceField):
    """Somebody who can open incidents, by name."""

    def label_from_instance(self, person: Any) -> str:
        full = person.get_full_name()
        return f"{full} ({person.get_username()})" if full else person.get_username()


class BulkForm(forms.Form):
    """What one action asks. ``run`` does it and says so; ``words`` name it."""

    title: ClassVar[str | Promise]
    button: ClassVar[str | Promise]

    def __init__(self, *args: Any, request: HttpRequest, incidents: list[Incident], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.request = request
        self.incidents = incidents
        self.chosen = [incident.pk for incident in incidents]
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on who asks, and about what."""

    def run(self) -> None:
        raise NotImplementedError


class AssignForm(BulkForm):
    """To one person, or to nobody."""

    title = _("Assign incidents")
    button = _("Assign")
    person = PersonField(
        get_user_model()._default_manager.none(),
        label=_("to"),
        required=False,
        empty_label=_("nobody"),
    )

    def prepare(self) -> None:
        staff: Any = get_user_model()._default_manager
        able = staff.with_perm("incidents.view_incident", backend=BACKEND)
        field: Any = self.fields["person"]
        field.queryset = able.filter(is_active=True, is_staff=True).order_by("username")
        self.initial["person"] = self.request.user.pk

    def run(self) -> None:
        person = self.cleaned_data["person"]
        by: Any = self.request.user
        done = assignment.assign(incidents=self.chosen, to=person, by=by)
        if person is None:
            said = ngettext(
                "%(number)d incident is no longer assigned.",
                "%(number)d incidents are no longer assigned.",
                len(done.before),
            )
        else:
            said = ngettext(
                "%(number)d incident assigned to %(person)s.",
                "%(number)d incidents assigned to %(person)s.",
                len(done.before),
            )
        values = {"number": len(done.before), "person": person}
        _offer(self.request, said % values, done, len(done.before))


class TagForm(BulkForm):
    """One tag, existing or new."""

    title = _("Add a tag to incidents")
    button = _("Add the tag")
    name = forms.CharField(
        label=_("tag"),
        max_length=assignment.LONGEST_TAG,
        help_text=_("One that exists, or a new word. Tags are for staff; they are never public."),
        widget=forms.TextInput(attrs={"list": "known-tags", "autocomplete": "off"}),
    )

    def known(self) -> list[str]:
        """Offered while typing."""
        return list(Tag.objects.values_list("name", flat=True)[:1000])

    def run(self) -> None:
        by: Any = self.request.user
        done = assignment.tag(incidents=self.chosen, name=self.cleaned_data["name"], by=by)
        said = ngettext(
            "Tag added to %(number)d incident.",
            "Tag added to %(number)d incidents.",
            len(done.incidents),
        )
        _offer(self.request, said % {"number": len(done.incidents)}, done, len(done.incidents))


class UntagForm(BulkForm):
    """One of the tags that the chosen incidents have."""

    title = _("Take a tag off incidents")
    button = _("Take the tag off")
    tag = forms.ModelChoiceField(Tag.objects.none(), label=_("tag"))

    def prepare(self) -> None:
        field: Any = self.fields["tag"]
        field.queryset = Tag.objects.filter(incidents__in=self.chosen).distinct()

    def run(self) -> None:
        by: Any = self.request.user
        done = assignment.untag(incidents=self.chosen, tag=self.cleaned_data["tag"], by=by)
        said = ngettext(
            "Tag taken off %(number)d incident.",
            "Tag taken off %(number)d incidents.",
            len(done.incidents),
        )
        _offer(self.request, said % {"number": len(done.incidents)}, done, len(done.incidents))


class ElectionForm(BulkForm):
    """An election; then, on the next page, a yes to what changes."""

    title = _("Add incidents to an election")
    button = _("Show what changes")
    election = forms.ModelChoiceField(
        Election.objects.all(), label=_("election"), empty_label="---------"
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    change: ElectionChange | None = None

    def run(self) -> None:
        """Only what was looked at is changed: first the page that shows it."""
        election = self.cleaned_data["election"]
        looked_at = ElectionChange.seen(self.cleaned_data["seen"], election, self.chosen)
        if looked_at is None:
            self._show(election)
            return
        by: Any = self.request.user
        try:
            number = assignment.add_to_election(versions=looked_at, election=election, by=by)
        except InputError:
            self._show(election)
            raise
        said = ngettext(
            "%(number)d incident now belongs to “%(election)s”.",
            "%(number)d incidents now belong to “%(election)s”.",
            number,
        )
        messages.success(self.request, said % {"number": number, "election": election})

    def _show(self, election: Election) -> None:
        self.change = ElectionChange.of(self.incidents, election, self.request.user)
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = self.change.token
        self.data = data
        self.button = _("Add to this election")  # type: ignore[misc]


def _offer(request: HttpRequest, said: str, done: Any, number: int) -> None:
    """Where nothing changed there is nothing to take back."""
    if number:
        undo.offer(request, said, done)
    else:
        messages.info(request, gettext("Nothing had to be changed."))
