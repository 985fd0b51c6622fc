"""Read-only mode below all doors: the database refuses; readings, and the way back, go on."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django import app

from incidents import jobs, listing
from incidents.actions import digest, mode, reading, subscription
from incidents.models import AuditEntry, Incident, Mode, Tag
from incidents.read_only import is_read_only
from incidents.recorded import recorded
from incidents.stored_guards import expected
from tests.factories import (
    AT,
    AuditHeadFactory,
    ModeFactory,
    PrivateIdentityFactory,
    SpeakerFactory,
    SubscriptionFactory,
    TagFactory,
    TranscriptFactory,
    UserFactory,
    ended,
)
from tests.house.test_audited import NOT_AUDITED
from tests.views.published import publish
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db

REASON = "Reprise d’une sauvegarde."
MORNING = datetime(2026, 9, 16, 5, 30, tzinfo=UTC)
"""After the first hour of digests, in Paris."""


def set_read_only() -> None:
    mode.set_read_only(reason_fr=REASON, reason_en="", at=AT)


def refused(act: object) -> bool:
    """Whether the database refuses it for the mode, and takes back what it did."""
    try:
        with transaction.atomic():
            act()  # type: ignore[operator]
    except DatabaseError as error:
        return is_read_only(error)
    return False


def test_sql_of_whatever_door_is_refused_on_every_table_of_records() -> None:
    """Every table that is audited asks by its entries: each has the trigger that writes them."""
    tag, transcript = TagFactory(), TranscriptFactory(texts=["Un mot."])
    voice = SpeakerFactory(transcript=transcript)
    set_read_only()

    assert refused(lambda: Tag.objects.create(name="neuf"))
    assert refused(lambda: Tag.objects.filter(pk=tag.pk).update(name="autre"))
    assert refused(lambda: tag.delete())
    assert refused(lambda: transcript.segments.update(speaker=voice))
    assert refused(lambda: User.objects.create(username="neuve"))
    assert Tag.objects.get() == tag
    assert {"incidents_tag", "incidents_segment", "accounts_user"} <= expected().tables()


def test_a_write_says_the_reason() -> None:
    set_read_only()

    with pytest.raises(DatabaseError, match=REASON), transaction.atomic():
        TagFactory()


def test_an_action_is_refused_on_a_table_that_is_not_audited() -> None:
    @recorded
    def act() -> None:
        AuditHeadFactory()

    assert "incidents_audithead" in NOT_AUDITED
    set_read_only()

    assert refused(act)


def test_all_of_an_action_or_nothing() -> None:
    @recorded
    def act() -> None:
        Tag.objects.create(name="avant")
        set_read_only()
        Tag.objects.create(name="après")

    assert refused(act)
    assert not Tag.objects.exists()


def test_reading_goes_on_and_readings_are_still_recorded() -> None:
    identity = PrivateIdentityFactory()
    set_read_only()

    reading.note(identities=[identity.pk], by=UserFactory.build(pk=1))

    ended()
    assert AuditEntry.objects.filter(operation="read").count() == 1
    assert Incident.objects.count() >= 0


def test_the_way_back_is_open_and_both_are_recorded() -> None:
    ada = UserFactory()
    mode.set_read_only(reason_fr=REASON, reason_en="A restore.", at=AT, by=ada)
    mode.set_read_only(reason_fr="Encore.", reason_en="", at=AT, by=ada)
    mode.set_normal(at=AT, by=ada)
    TagFactory()

    ended()
    ways = AuditEntry.objects.filter(table_name="incidents_mode").order_by("sequence")
    assert [(each.person, each.way) for each in ways] == [
        (ada.pk, "mode.set_read_only"),
        (ada.pk, "mode.set_read_only"),
        (ada.pk, "mode.set_normal"),
    ]


def test_it_needs_a_reason() -> None:
    with pytest.raises(mode.NoReasonError):
        mode.set_read_only(reason_fr="  ", reason_en="", at=AT)
    assert Mode.objects.read_only() is None


def test_without_a_row_the_mode_is_normal() -> None:
    assert Mode.objects.read_only() is None
    ModeFactory()
    assert Mode.objects.read_only() is None


class Other(threading.Thread):
    """Another process, as far as the database can tell."""

    def __init__(self, act: object) -> None:
        super().__init__(daemon=True)
        self.act = act
        self.error: DatabaseError | None = None

    def run(self) -> None:
        try:
            self.act()  # type: ignore[operator]
        except DatabaseError as error:
            self.error = error
        finally:
            connection.close()


@pytest.fixture
def back() -> Iterator[None]:
    yield
    mode.set_normal(at=AT)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("back")
def test_it_waits_for_what_is_being_written_and_nothing_is_written_after_it() -> None:
    def write_late() -> None:
        with transaction.atomic():
            TagFactory(name="en cours")
            writing.set()
            assert go_on.wait(10)
            TagFactory(name="en cours aussi")

    writing, go_on = threading.Event(), threading.Event()
    writer, switch = Other(write_late), Other(set_read_only)
    writer.start()
    assert writing.wait(10)
    switch.start()
    switch.join(0.3)
    waited = switch.is_alive()
    go_on.set()
    writer.join(10)
    switch.join(10)
    late = Other(TagFactory)
    late.start()
    late.join(10)

    assert waited
    assert writer.error is None
    assert is_read_only(late.error)
    assert set(Tag.objects.values_list("name", flat=True)) == {"en cours", "en cours aussi"}


def test_jobs_rest_and_say_so(caplog: pytest.LogCaptureFixture) -> None:
    set_read_only()
    listed = listing.fingerprint()

    for job in (jobs.publish_due, jobs.anchor_audit, jobs.clear_sessions):
        job(timestamp=0)
    jobs.verify_audit(asked_by=7)
    jobs.mail_receipt(reply=8)

    said = [record.message for record in caplog.records if record.message.startswith("read only")]
    assert len(said) == 5
    assert listing.fingerprint() == listed
    assert jobs.is_asked(jobs.VERIFY_AUDIT) and jobs.is_asked(jobs.MAIL_RECEIPT)


@pytest.mark.parametrize("send", ["send_due", "mail_asked"])
def test_no_mail_goes_out_that_could_not_be_marked_as_sent(send: str) -> None:
    publish()
    SubscriptionFactory(confirmed=True)
    SubscriptionFactory()
    set_read_only()
    sending = {
        "send_due": lambda: list(digest.send_due(at=MORNING)),
        "mail_asked": lambda: subscription.mail_asked(at=MORNING),
    }

    assert refused(sending[send])
    assert mail.outbox == []


def test_every_job_rests() -> None:
    ours = [task for task in app.tasks.values() if task.func.__module__ == jobs.__name__]

    assert len(ours) >= 4
    assert [t.name for t in ours if not hasattr(t.func, "__wrapped__")] == []
