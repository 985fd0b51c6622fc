"""Every sentence of the interface has its French."""

from __future__ import annotations

from babel.messages.catalog import Catalog

from tests.house.messages import (
    Message,
    catalogue,
    in_python,
    in_template,
    problem,
    problems,
    said,
)


def test_every_sentence_has_its_french() -> None:
    assert {message.singular: why for message, why in problems().items()} == {}


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    spoken = {(message.singular, message.context) for message in said()}
    kept = [
        entry.id[0] if isinstance(entry.id, list | tuple) else entry.id
        for entry in catalogue()
        if entry.id
        and (entry.id[0] if isinstance(entry.id, list | tuple) else entry.id, entry.context or "")
        not in spoken
    ]

    assert kept == []


def test_the_sentences_are_found() -> None:
    assert Message("Page not found") in said()
    assert len(said()) > 100


def test_sentences_of_python() -> None:
    source = (
        '_("one")\n'
        'gettext_lazy("two "\n    "halves")\n'
        'ngettext("%(n)d file", "%(n)d files", n)\n'
        'translation.pgettext("month", "May")\n'
        "_(variable)\n"
        'other("not this")\n'
    )

    assert list(in_python(source)) == [
        Message("one"),
        Message("two halves"),
        Message("%(n)d file", plural="%(n)d files"),
        Message("May", context="month"),
    ]


def test_sentences_of_templates() -> None:
    source = (
        "{% load i18n %}don't\n"
        '{% translate "It\'s here" %} {% translate "May" context "month" %}\n'
        "{% blocktranslate trimmed with name=x.y %}\n  Hello\n  {{ name }}\n{% endblocktranslate %}"
        "{% blocktranslate count n=items|length %}{{ n }} file{% plural %}{{ n }} files"
        '{% endblocktranslate %}{{ _("one") }}{{ value|default:_("none") }}'
        "{# not this #}{% comment %}nor this{% endcomment %}"
    )

    assert set(in_template(source)) == {
        Message("It's here"),
        Message("May", context="month"),
        Message("Hello %(name)s"),
        Message("%(n)s file", plural="%(n)s files"),
        Message("one"),
        Message("none"),
    }


def test_a_translation_is_missing_empty_or_loses_a_placeholder() -> None:
    french = Catalog(locale="fr")
    french.add("empty", "")
    french.add("%(n)s left", "reste")
    french.add("doubtful", "douteux", flags=["fuzzy"])
    french.add("good %(n)s", "bon %(n)s")

    assert problem(Message("absent"), french) == "missing"
    assert problem(Message("empty"), french) == "empty"
    assert problem(Message("doubtful"), french) == "fuzzy"
    assert problem(Message("%(n)s left"), french) == "placeholders ['%(n)s'] differ"
    assert problem(Message("good %(n)s"), french) == ""
