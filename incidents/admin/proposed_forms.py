"""A new actor from a name that an import used: with a page, or a private person without one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin import quick_actor
from incidents.codes import ActorKind
from incidents.models import Actor


class NewActorForm(quick_actor.NewActorForm):
    """``made`` is the actor, checked and not yet saved."""

    private = forms.BooleanField(
        label=_("A private person"),
        required=False,
        help_text=_(
            "Never named in public: the name is kept apart, where only those with the permission "
            "read it, and publishing is refused where it occurs."
        ),
    )
    label_fr = forms.CharField(
        label=_("Public label (French)"),
        required=False,
        max_length=120,
        help_text=_("For a private person: how the public may read of them."),
    )
    label_en = forms.CharField(label=_("Public label (English)"), required=False, max_length=120)

    def clean(self) -> dict[str, Any] | None:
        """A private person has a label; anybody else is checked as the register checks them."""
        if not self.cleaned_data.get("private"):
            cleaned = super().clean()
            if self.new_actor is None and not self.errors:
                self.add_error("new_name_fr", gettext("Write the name."))
            return cleaned
        made = Actor(
            kind=ActorKind.PERSON,
            is_private=True,
            public_label_fr=self.cleaned_data.get("label_fr", ""),
            public_label_en=self.cleaned_data.get("label_en", ""),
        )
        if not made.public_label_fr:
            self.add_error("label_fr", gettext("Say how the public may read of this person."))
        else:
            self._check(made)
        self.new_actor = made
        return self.cleaned_data

    def _check(self, made: Actor) -> None:
        try:
            made.full_clean()
        except ValidationError as error:
            self.add_error(None, error.messages)

    @property
    def made(self) -> Actor:
        """After a successful check."""
        assert self.new_actor is not None
        return self.new_actor
