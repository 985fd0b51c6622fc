"""What is wrong with a form, place by place: the summary that leads to the fields."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import gettext

register = template.Library()


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place; ``target`` is the id of the field."""

    place: str
    target: str
    words: str


@register.simple_tag
def form_problems(form: Any, formsets: Any = ()) -> list[Problem]:
    """The errors of the fields of a form and of its rows, in the order of the page. What concerns
    the whole form stands beneath the summary already."""
    return [*_of_form(form), *_of_rows(formsets or ())]


def _of_form(form: Any, row: str = "") -> Iterator[Problem]:
    for name, errors in form.errors.items():
        if name == NON_FIELD_ERRORS or form[name].is_hidden:
            continue
        field = form[name]
        label = capfirst(str(field.label))
        place = f"{row}, {field.label}" if row else label
        target = field.id_for_label or field.auto_id
        yield Problem(place, target, " ".join(map(str, errors)))


def _of_rows(formsets: Iterable[Any]) -> Iterator[Problem]:
    for admin_formset in formsets:
        name = capfirst(str(admin_formset.opts.verbose_name_plural))
        for number, form in enumerate(admin_formset.formset.forms, start=1):
            row = gettext("%(rows)s, row %(number)d") % {"rows": name, "number": number}
            yield from _of_form(form, row)
