"""Tables derived from current Publications, for lists, filters, search and source pages.

Written only by ``listing`` of the app, in the transaction that publishes or withdraws, and
rebuilt by ``manage.py rebuild_listing``.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.models.publication import Publication


class Names(models.Func):
    """``vigie_names``: the words of a name, its short form and its aliases (migration 0019)."""

    function = "vigie_names"
    arity = 1
    output_field = SearchVectorField()


def _codes(size: int = 120) -> ArrayField:
    return ArrayField(models.CharField(max_length=size), default=list)


class ListedIncident(models.Model):
    """One published incident as lists and filters need it.

    ``rules`` says by which rules it was derived (``listing.rows.RULES``): rows of earlier ones wait
    for ``rebuild_listing``.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, primary_key=True, related_name="listed"
    )
    reference = models.CharField(max_length=20, unique=True)
    published_at = models.DateTimeField()
    first_published_at = models.DateTimeField()
    title_fr = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    summary_fr = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    card = models.JSONField(default=dict)
    verdict = models.CharField(max_length=20)
    jurisdiction = models.CharField(max_length=2)
    election = models.CharField(max_length=80, blank=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    platforms = _codes()
    techniques = _codes()
    propositions = _codes()
    goals = _codes()
    legal_statuses = _codes()
    parties = _codes()
    party_roles = _codes()
    actors = _codes()
    sources = _codes()
    ties = _codes()
    review_due_on = models.DateField(null=True)
    claims = models.PositiveIntegerField(default=0)
    denials = models.PositiveIntegerField(default=0)
    rules = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("listed incident")
        verbose_name_plural = _("listed incidents")
        ordering = ("-first_published_at", "-reference")
        indexes = [
            models.Index(fields=("-first_published_at", "-reference"), name="listed_newest_first"),
            models.Index(fields=("-published_at", "-reference"), name="listed_updated_first"),
            models.Index(
                fields=("-claims", "-first_published_at", "-reference"),
                name="listed_most_claims_first",
            ),
            models.Index(fields=("review_due_on",), name="listed_review_due"),
            models.Index(fields=("rules",), name="listed_by_rules"),
            models.Index(fields=("earliest", "latest"), name="listed_facts"),
            GinIndex(
                fields=(
                    "platforms",
                    "techniques",
                    "propositions",
                    "goals",
                    "legal_statuses",
                    "parties",
                    "party_roles",
                    "actors",
                    "sources",
                ),
                name="listed_codes",
            ),
            GinIndex(fields=("ties",), name="listed_ties"),
            models.Index(
                fields=("election", "-first_published_at", "-reference"),
                condition=~Q(election=""),
                name="listed_of_election",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ListedActor(models.Model):
    """A named actor of at least one published incident.

    ``sort_fr`` and ``sort_en`` are its name in each language as words are compared
    (``transcripts.folding``): lists are in their order, and are searched by them.
    """

    slug = models.CharField(max_length=80, primary_key=True)
    kind = models.CharField(max_length=20)
    content = models.JSONField()
    sort_fr = models.CharField(max_length=400, default="")
    sort_en = models.CharField(max_length=400, default="")

    class Meta:
        verbose_name = _("listed actor")
        verbose_name_plural = _("listed actors")
        ordering = ("slug",)
        indexes = [
            models.Index(fields=("sort_fr", "slug"), name="listed_actors_in_french"),
            models.Index(fields=("sort_en", "slug"), name="listed_actors_in_english"),
            GinIndex(Names("content"), name="listed_actor_names"),
        ]

    def __str__(self) -> str:
        return self.slug


class ListedElection(models.Model):
    """An election that at least one published incident touches."""

    slug = models.CharField(max_length=80, primary_key=True)
    content = models.JSONField()

    class Meta:
        verbose_name = _("listed election")
        verbose_name_plural = _("listed elections")
        ordering = ("slug",)
        indexes = [GinIndex(Names("content"), name="listed_election_names")]

    def __str__(self) -> str:
        return self.slug


class ListedSource(models.Model):
    """A source that at least one published incident cites, as its newest Publication has it."""

    public_id = models.CharField(max_length=10, primary_key=True)
    content = models.JSONField()

    class Meta:
        verbose_name = _("listed source")
        verbose_name_plural = _("listed sources")
        ordering = ("public_id",)

    def __str__(self) -> str:
        return self.public_id


class ListedSegment(models.Model):
    """A public passage of a source's transcript, with what cites it.

    A redacted one keeps its place and its times, and has neither text nor speaker.
    """

    source = models.ForeignKey(ListedSource, on_delete=models.CASCADE, related_name="segments")
    digest = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    start_ms = models.PositiveIntegerField()
    end_ms = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    redacted = models.BooleanField(default=False)
    low_confidence = models.BooleanField(default=False)
    speaker = models.CharField(max_length=120, blank=True)
    cited_by = models.JSONField(default=list)

    class Meta:
        verbose_name = _("listed segment")
        verbose_name_plural = _("listed segments")
        ordering = ("source_id", "digest", "position")
        constraints = [
            models.UniqueConstraint(
                fields=("source", "digest", "position"), name="listed_segment_stands_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ListedProcedureQuerySet(models.QuerySet["ListedProcedure"]):
    """Chains of procedure filters."""

    def newest(self) -> "ListedProcedureQuerySet":
        """Each procedure of these rows once, as the document published last tells of it, be that
        document among these rows or not: it knows most. A report reads its documents alike
        (``reports/follow_up.py``)."""
        newest = (
            ListedProcedure.objects.filter(public_id__in=self.order_by().values("public_id"))
            .order_by("public_id", "-listed__published_at", "-listed_id")
            .distinct("public_id")
        )
        return ListedProcedure.objects.filter(pk__in=newest.values("pk")).order_by()


class ListedProcedure(models.Model):
    """One legal follow-up of a published incident; that of several incidents stands once for each,
    and the newest of these is counted (``newest``).

    The days of a platform notice are those known exactly (``procedures.notices``); that it was
    received or decided on is known without them.
    """

    listed = models.ForeignKey(ListedIncident, on_delete=models.CASCADE, related_name="procedures")
    public_id = models.CharField(max_length=10)
    track = models.CharField(max_length=20)
    status = models.CharField(max_length=24)
    platform = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=16, blank=True)
    sent = models.BooleanField(default=False)
    received = models.BooleanField(default=False)
    decided = models.BooleanField(default=False)
    sent_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    decisions = _codes()

    objects = ListedProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = _("listed procedure")
        verbose_name_plural = _("listed procedures")
        ordering = ("listed_id", "public_id")
        indexes = [
            models.Index(fields=("platform", "public_id"), name="listed_notices"),
            models.Index(fields=("public_id",), name="listed_procedure_alone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("listed", "public_id"), name="listed_procedure_stands_once_per_incident"
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class ListedFollowUp(models.Model):
    """One item of the follow-up list, and the days between which it is on it; whether it is today
    is asked when the list is read."""

    listed = models.ForeignKey(ListedIncident, on_delete=models.CASCADE, related_name="follow_ups")
    public_id = models.CharField(max_length=10)
    track = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    clock = models.CharField(max_length=24, blank=True)
    nature = models.CharField(max_length=12, blank=True)
    respondent = models.JSONField(null=True)
    since = models.DateField(null=True)
    due_on = models.DateField(null=True)
    listed_from = models.DateField(null=True)
    listed_until = models.DateField(null=True)

    class Meta:
        verbose_name = _("listed follow-up")
        verbose_name_plural = _("listed follow-ups")
        ordering = ("listed_id", "public_id", "kind", "pk")
        indexes = [models.Index(fields=("listed_from", "listed_until"), name="listed_due")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"


class ListedText(models.Model):
    """Words of published incidents, as the search looks through them (ADR 0018).

    Of an incident, by tier: 1 its titles, 2 its summaries and the basis of its verdict, 3 its
    claims, quotes and the names in it. Tier 4 are windows of consecutive public passages of one
    version of a source's transcript, each with every published incident that cites the source. What
    is too long for one vector comes in parts.
    """

    tier = models.PositiveSmallIntegerField()
    incidents = ArrayField(models.IntegerField())
    source = models.CharField(max_length=10, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    first_position = models.PositiveIntegerField(default=0)
    last_position = models.PositiveIntegerField(default=0)
    part = models.PositiveIntegerField(default=0)
    words = SearchVectorField()

    class Meta:
        verbose_name = _("listed text")
        verbose_name_plural = _("listed texts")
        ordering = (
            *("tier", "source", "digest", "first_position", "last_position", "part"),
            "incidents",
        )
        indexes = [
            # One index for both: the texts of a page's incidents that hold a word are few.
            GinIndex(fields=("incidents", "words"), name="listed_text_words"),
            models.Index(
                fields=("source",), condition=models.Q(tier=4), name="listed_text_of_source"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tier__in=(1, 2, 3), source="")
                | (models.Q(tier=4) & ~models.Q(source="")),
                name="listed_text_of_tier_four_and_no_other_has_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(last_position__gte=models.F("first_position")),
                name="listed_text_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.source} {self.incidents}"


class ListedWord(models.Model):
    """A word of at least one listed text, as written and without accents, and of how many: what a
    misspelt word may have meant, and what a beginning may become."""

    word = models.TextField(primary_key=True)
    folded = models.TextField()
    texts = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("listed word")
        verbose_name_plural = _("listed words")
        ordering = ("word",)
        indexes = [
            models.Index(
                fields=("folded",), opclasses=("text_pattern_ops",), name="listed_word_begins"
            ),
            # Only this kind gives the nearest without saying how near they must be.
            GistIndex(fields=("folded",), opclasses=("gist_trgm_ops",), name="listed_word_alike"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(texts__gt=0), name="listed_word_stands_in_a_text"
            )
        ]

    def __str__(self) -> str:
        return self.word


class ListedAppearance(models.Model):
    """One place where a published incident was seen, and whether it still is, as far as is
    known."""

    listed = models.ForeignKey(ListedIncident, on_delete=models.CASCADE, related_name="appearances")
    public_id = models.CharField(max_length=10)
    platform = models.CharField(max_length=40)
    now = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("listed appearance")
        verbose_name_plural = _("listed appearances")
        ordering = ("listed_id", "public_id")
        indexes = [models.Index(fields=("platform", "now"), name="listed_seen_on")]

    def __str__(self) -> str:
        return self.public_id


class ListedTally(models.Model):
    """How many published incidents a tie (a role, or ``codes.Tie``) ties to one name: kept, so that
    no page counts them; a name that none has is no row."""

    tie = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    incidents = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("listed tally")
        verbose_name_plural = _("listed tallies")
        ordering = ("name", "tie")
        constraints = [
            models.UniqueConstraint(fields=("name", "tie"), name="tally_counts_each_tie_once"),
            models.CheckConstraint(condition=Q(incidents__gt=0), name="tally_counts_something"),
        ]
        indexes = [models.Index(fields=("tie", "name"), name="tally_by_tie")]

    def __str__(self) -> str:
        return f"{self.tie} {self.name}"
