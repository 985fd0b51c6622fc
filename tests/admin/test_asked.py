"""A number in an address is plain digits, few enough for a key; anything else is none, never a
traceback."""

import pytest
from django.test import Client

from incidents.admin.asked import whole_number
from tests.factories import ActorFactory, IncidentFactory, ProcedureFactory, TranscriptFactory

HOSTILE = ["9" * 5000, "٣", "x", "-1", "1.5"]


@pytest.mark.parametrize(
    ("given", "number"),
    [("0", 0), ("42", 42), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("", None), (None, None)]
    + [(text, None) for text in HOSTILE],
)
def test_only_plain_digits_are_a_number(given: str | None, number: int | None) -> None:
    assert whole_number(given) == number


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE)
def test_no_page_fails_at_a_number_of_its_address(editor: Client, text: str) -> None:
    incident, transcript = IncidentFactory(), TranscriptFactory(texts=["Un mot."])
    admin = "/admin/incidents"
    answers = [
        editor.get(address).status_code
        for address in (
            f"{admin}/procedure/{ProcedureFactory().pk}/event/?supersedes={text}",
            f"{admin}/procedure/{ProcedureFactory().pk}/event/?transcript={text}",
            f"{admin}/actor/{ActorFactory().pk}/merge/?into={text}",
            f"{admin}/incident/{text}/change/",
            f"{admin}/incident/{incident.pk}/quick/claim/?source={text}&actor={text}",
            f"{admin}/transcript/{transcript.pk}/claim/?first=0&last=0&incident={text}",
            f"{admin}/transcript/{transcript.pk}/change/?at={text}",
            f"{admin}/procedure/add/?incidents={text}",
            f"{admin}/claim/add/?incidents={text}&about={text}&speaker={text}",
            f"{admin}/incident/add/?election={text}&techniques={text}",
        )
    ]

    assert answers == [404, 200, 200, 302, 200, 200, 200, 200, 200, 200]
