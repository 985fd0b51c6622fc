"""A right of reply that comes in by the form of the site: recorded, undecided, told to nobody but
staff. Its receipt is its clock's beginning (``replies``)."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from incidents import mailing
from incidents.actions import reply as replies
from incidents.codes import ReplyChannel
from incidents.models import Incident, Reply
from incidents.recorded import recorded


@dataclass(frozen=True)
class Letter:
    """What somebody wrote into the form. ``about`` is the public id of what it answers, or ""."""

    name: str
    function: str
    organisation: str
    on_behalf_of: str
    address: str
    text: str
    language: str
    about: str = ""

    @property
    def asked_by(self) -> str:
        """Who asks, as it would stand in public beside the reply."""
        return ", ".join(filter(None, (self.name, self.function, self.organisation)))


@recorded
def receive(*, letter: Letter, incident: Incident, at: datetime) -> Reply:
    """Record it as a request that waits for its decision. Nobody's act: no account wrote it.

    What it answers is looked for in the incident as it is recorded now; where that is gone since it
    was published, the whole incident is answered, and staff are told. Raises ReplyRefused.
    """
    claim = incident.claims.filter(public_id=letter.about).first() if letter.about else None
    found = incident.involvements.filter(public_id=letter.about) if letter.about else None
    involvement = found.first() if found is not None else None
    made = Reply(
        incident=incident,
        claim=claim,
        involvement=involvement,
        asked_by=letter.asked_by,
        contact=_contact(letter, is_gone=bool(letter.about) and not (claim or involvement)),
        received_how=ReplyChannel.FORM,
        requested_at=at,
        text=letter.text,
        language=letter.language,
    )
    return replies.save(reply=made, by=None)


def _contact(letter: Letter, *, is_gone: bool) -> str:
    """For staff, the address in the first line (``mail_receipt`` reads it there)."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [letter.address]
        if letter.on_behalf_of:
            lines.append(_("On behalf of: %(whom)s") % {"whom": letter.on_behalf_of})
        if is_gone:
            lines.append(
                _("It answers %(id)s, which is not recorded any more.") % {"id": letter.about}
            )
    return "\n".join(lines)


def mail_receipt(*, reply: int) -> bool:
    """Tell the writer the number and the term, in the language of the letter; nothing of its text.
    False where there is no address, no mail is set up, or the server does not take it."""
    row = Reply.objects.select_related("incident").get(pk=reply)
    address = row.contact.partition("\n")[0].strip()
    try:
        validate_email(address)
    except ValidationError:
        return False
    if row.received_how != ReplyChannel.FORM or not settings.MAILS:
        return False
    with translation.override(row.language):
        page = settings.SITE_URL + reverse("public:incident", args=[row.incident.reference])
        context = {"number": row.public_id, "due": timezone.localtime(row.due_at), "page": page}
        mail = mailing.message("receipt", to=address, language=row.language, context=context)
    with mailing.server() as connection:
        return mailing.sent(mail, connection)
