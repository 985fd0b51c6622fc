"""The forms that a visitor fills in; every text has a bound, and a trap that people never see."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incidents.codes import Frequency
from incidents.labels import choices
from incidents.models.incident import LANGUAGES

LONGEST_REPLY = 10_000


class Trapped(forms.Form):
    """A form with a field that only a machine fills in."""

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        """Nothing, or a refusal in words for a person whose browser filled it in."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field has to stay empty."))
        return ""

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields in their order, without the trap."""
        return [field for field in self if field.name != "website"]


class ReportsForm(Trapped):
    """An address alone: reports come seldom, and each is told of on its day."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SubscribeForm(ReportsForm):
    """An address, and how often."""

    frequency = forms.ChoiceField(
        label=_("How often"),
        choices=choices(Frequency),
        initial=Frequency.DAILY,
        widget=forms.RadioSelect,
        help_text=_("When there is nothing new, no mail is sent."),
    )


class ReplyForm(Trapped):
    """Who answers what, in which words; `about` has the choices of one incident."""

    about = forms.ChoiceField(label=_("What you answer"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    function = forms.CharField(label=_("Your function (optional)"), max_length=50, required=False)
    organisation = forms.CharField(
        label=_("Your organisation (optional)"), max_length=60, required=False
    )
    on_behalf_of = forms.CharField(
        label=_("On whose behalf you write (optional)"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty if you write for yourself."),
    )
    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("To answer you. It is never published."),
    )
    language = forms.ChoiceField(
        label=_("Language of your text"), choices=LANGUAGES, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Your reply"),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("If it is accepted it is printed word for word. At most 10,000 characters."),
    )
    consent = forms.BooleanField(
        label=_(
            "I agree that my name, function and organisation are printed with my reply if it is "
            "accepted, and that what I send is kept to handle it."
        )
    )

    def __init__(self, *args: Any, about: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = about
