"""The demo's partner, and what it sent: for staff to take up."""

import json
from pathlib import Path

from django.utils import timezone

from incidents.actions import api_key, submission
from incidents.actions.submission_check import check
from incidents.api.submission_shape import shape
from incidents.canonical import digest
from incidents.codes import KeyScope
from incidents.imports.faults import Faults
from incidents.input_error import InputError
from incidents.models import Partner, Submission
from tracker.accounts.models import User

NAME = "Observatoire du Littoral"
CONTACT = "veille@observatoire-littoral.example"


def send(path: Path, administrator: User) -> Submission:
    """Receive the submission of the file as the API does. Nobody has the secret of its key: who
    wants to send makes another. Raises InputError with the first thing that is wrong."""
    body = json.loads(path.read_text("utf-8"))
    sent = digest(body)
    faults = Faults()
    checked = check(shape().read(body, "", faults), faults)
    if faults:
        first = faults.found[0]
        raise InputError("%(place)s: %(reason)s", place=first.pointer, reason=first.error)
    partner = Partner.objects.create(name=NAME, contact=CONTACT)
    key, _secret = api_key.make(
        partner=partner, label="Veille", scopes=[KeyScope.WRITE], days=180, by=administrator
    )
    return submission.receive(
        key=key,
        idempotency_key=path.stem,
        digest=sent,
        checked=checked,
        by=key.account,
        at=timezone.now(),
    )
