"""Passages taken out of the public: at once, for good, in every version."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from incidents import listing
from incidents.actions import redaction
from incidents.actions.correction import correct
from incidents.actions.permission import NotAllowed
from incidents.actions.redaction import RedactionRefused, consequences, redact
from incidents.actions.source import add_transcript
from incidents.actions.taking_out import NoSuchClass
from incidents.canonical import digest
from incidents.models import ListedSegment, ListedText, Publication, Redaction, Term, Transcript
from tests import scenes
from tests.factories import CitationFactory, ReportFactory, TermFactory, UserFactory
from tests.scenes import COUNTERED, PAGE, Scene, Team

pytestmark = pytest.mark.django_db
TAKEN = "L'autre camp, lui, en fabrique tous les jours."
PLACE = 3


@pytest.fixture(autouse=True)
def privacy() -> Term:
    made: Term = TermFactory(scheme="correction_class", code="privacy")
    return made


def take_out(scene: Scene, staff: Team, **given: Any) -> redaction.Redacted:
    transcript = given.pop("transcript", None) or scene.source.transcripts.get()
    values: dict[str, Any] = {
        "first": PLACE,
        "last": PLACE,
        "reason": "Un nom privé.",
        "by": staff.legal,
    } | given
    return redact(transcript=transcript, **values)


def public_words() -> str:
    """Every text that the derived tables and the current Publications hold, as they are shown."""
    shown = [listing.shown(each) for each in Publication.objects.current()]
    segments = list(ListedSegment.objects.values_list("text", flat=True))
    windows = list(ListedText.objects.filter(tier=4).values_list("words", flat=True))
    return f"{shown}{segments}{windows}"


def test_what_is_public_loses_it_at_once(public_scene: Scene, staff: Team, privacy: Term) -> None:
    assert COUNTERED in public_words()

    done = take_out(public_scene, staff)

    assert "fabrique" not in public_words().replace(f"Une voix dit : {COUNTERED}", "")
    (publication,) = done.publications
    current = public_scene.incident.publications.current().get()
    assert publication == current
    assert (current.number, current.kind, current.correction_class) == (2, "correction", privacy)
    assert current.notice_fr and current.notice_en
    assert TAKEN not in str([c["citations"] for c in current.content["claims"]])
    assert current.digest == digest(current.content)
    assert current.approvals.count() == 0


def test_what_shows_nothing_of_it_gets_no_notice(scene: Scene, staff: Team) -> None:
    later = PAGE + "00:40 Autre sujet.\n00:50 Un tout autre sujet.\n"
    far = scenes.exchange(staff, page=later)
    scenes.publish(far.incident, staff)

    done = take_out(far, staff, first=6, last=6)

    assert done.publications == ()
    assert far.incident.publications.count() == 1


def test_the_consequences_are_told_first(scene: Scene, staff: Team) -> None:
    publication = scenes.publish(scene.incident, staff)
    content = publication.content
    ReportFactory(snapshot={"incidents": [{"content": content}]}, period="2026-09")
    ReportFactory(snapshot={"incidents": []}, period="2026-08")
    transcript = scene.source.transcripts.get()

    told = consequences(transcript=transcript, first=PLACE, last=PLACE)

    assert (told.passages, told.versions, told.references) == (1, 1, (publication.reference,))
    assert [report.period for report in told.reports] == ["2026-09"]
    assert told.unplaced == 0
    assert not Redaction.objects.exists()
    assert [r.period for r in take_out(scene, staff).reports] == ["2026-09"]


def test_quotes_without_a_passage_are_counted(scene: Scene, staff: Team) -> None:
    CitationFactory(source=scene.source, quote="Des mots de la page.")
    transcript = scene.source.transcripts.get()
    assert consequences(transcript=transcript, first=PLACE, last=PLACE).unplaced == 1


def test_every_version_loses_the_same_words(scene: Scene, staff: Team) -> None:
    old = scene.source.transcripts.get()
    lines = PAGE.partition("Transcription\n")[2]
    shifted = "00:00 Générique.\n" + lines.replace("00:15", "00:16").replace(
        "00:00 Des", "00:02 Des"
    )
    other = add_transcript(
        source=scene.source, content=shifted.encode(), by=staff.editor, reason="Autre montage."
    ).transcript

    take_out(scene, staff, transcript=old)

    hidden = Redaction.objects.ranges([old, other])
    texts = list(other.segments.order_by("position").values_list("text", flat=True))
    assert hidden[old.pk] == [(PLACE, PLACE)]
    assert any(texts[n] == TAKEN for a, b in hidden[other.pk] for n in range(a, b + 1))


def test_so_does_every_version_to_come(scene: Scene, staff: Team) -> None:
    old = scene.source.transcripts.get()
    take_out(scene, staff)

    made = correct(transcript=old, changes={0: "Autre."}, reason="Relu.", by=staff.editor)
    given = add_transcript(
        source=scene.source,
        content=PAGE.replace("00:04 Qui", "00:05 Qui").encode(),
        by=staff.editor,
        reason="Encore.",
    ).transcript

    for version in (made, given):
        assert (PLACE, PLACE) in Redaction.objects.ranges([version])[version.pk]
    kept = Redaction.objects.get(transcript=made)
    assert (kept.reason, kept.redacted_by) == ("Un nom privé.", staff.legal)


def hidden_words(transcript: Transcript) -> list[str]:
    """The texts of the passages that are redacted in a version."""
    ranges = Redaction.objects.ranges([transcript]).get(transcript.pk, [])
    rows = transcript.segments.order_by("position").values_list("position", "text")
    return [text for position, text in rows if any(a <= position <= z for a, z in ranges)]


def test_a_version_without_the_words_does_not_let_them_back(scene: Scene, staff: Team) -> None:
    take_out(scene, staff)
    short = "1\n00:00:00,000 --> 00:00:03,000\nUn début seul.\n"
    between = add_transcript(
        source=scene.source, content=short.encode(), by=staff.editor, reason="Extrait."
    ).transcript

    whole = add_transcript(
        source=scene.source,
        content=f"{PAGE}00:59 Fin.\n".encode(),
        by=staff.editor,
        reason="Entier.",
    ).transcript

    assert hidden_words(between) == []
    assert TAKEN in hidden_words(whole)


@pytest.mark.parametrize("moved_first", [True, False])
def test_words_moved_to_another_passage_stay_hidden(
    scene: Scene, staff: Team, moved_first: bool
) -> None:
    old = scene.source.transcripts.get()
    if not moved_first:
        take_out(scene, staff)

    new = correct(
        transcript=old,
        changes={PLACE: "Bon.", PLACE + 1: TAKEN},
        reason="Relu.",
        by=staff.editor,
    )
    if moved_first:
        take_out(scene, staff, transcript=old)

    assert hidden_words(new) == ["Bon.", TAKEN]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"first": 9, "last": 9}, "segments 9 to 9 are not in this transcript of 5"),
        ({"first": -1}, "segments -1 to 3"),
        ({"first": 4, "last": 3}, "segments 4 to 3"),
        ({"reason": "  "}, "needs its reason"),
        ({"reason": "r" * 301}, "reason of 301 characters"),
    ],
)
def test_what_is_no_redaction_is_refused(
    scene: Scene, staff: Team, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(RedactionRefused, match=message):
        take_out(scene, staff, **given)

    assert not Redaction.objects.exists()


def test_twice_is_once(scene: Scene, staff: Team) -> None:
    take_out(scene, staff, first=2, last=4)

    with pytest.raises(RedactionRefused, match="redacted already"):
        take_out(scene, staff, first=3, last=4)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("reporter", False),
        ("editor", True),
        ("legal_reviewer", True),
        ("publisher", True),
        ("auditor", False),
        ("administrator", False),
    ],
)
def test_who_may(scene: Scene, staff: Team, role: str, may: bool) -> None:
    by = UserFactory(roles=[role])
    if may:
        take_out(scene, staff, by=by)
    else:
        with pytest.raises(NotAllowed):
            take_out(scene, staff, by=by)
    assert Redaction.objects.exists() is may


@pytest.mark.parametrize(
    "undo",
    [
        lambda: Redaction.objects.all().delete(),
        lambda: Redaction.objects.update(reason="Autre."),
        lambda: Redaction.objects.update(last_position=0, first_position=0),
    ],
)
def test_nothing_undoes_it(scene: Scene, staff: Team, undo: Any) -> None:
    take_out(scene, staff)

    with pytest.raises(DatabaseError), transaction.atomic():
        undo()


def test_staff_still_read_the_words(scene: Scene, staff: Team) -> None:
    take_out(scene, staff)

    assert scene.source.transcripts.get().segments.get(position=PLACE).text == TAKEN


def test_without_the_class_of_its_notice_nothing_is_done(
    public_scene: Scene, staff: Team, privacy: Term
) -> None:
    Term.objects.filter(pk=privacy.pk).delete()

    with pytest.raises(NoSuchClass, match="lacks the correction class “privacy”"):
        take_out(public_scene, staff)

    assert not Redaction.objects.exists()
    assert public_scene.incident.publications.current().get().number == 1


def test_the_tables_are_those_that_a_rebuild_makes(public_scene: Scene, staff: Team) -> None:
    take_out(public_scene, staff)
    before = listing.fingerprint()

    listing.rebuild()

    assert listing.fingerprint() == before


def test_a_transcript_with_nothing_hidden_is_not_in_the_ranges() -> None:
    assert Redaction.objects.ranges(Transcript.objects.all()) == {}
