"""Persons, parties, institutions and the others who are involved; private identities apart."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from incidents.codes import ActorKind, AffiliationRole
from incidents.labels import choices
from incidents.models.base import Edited, code_constraint
from incidents.models.vocabulary import Jurisdiction, in_active_language


class ActorQuerySet(models.QuerySet["Actor"]):
    """Chains of actor filters."""

    def unmerged(self) -> "ActorQuerySet":
        """Without the losers of a merge."""
        return self.filter(merged_into__isnull=True)

    def parties(self) -> "ActorQuerySet":
        """Political parties only."""
        return self.filter(kind=ActorKind.PARTY)


class Actor(Edited):
    """Whoever takes part. A private actor has a public label here and its identity elsewhere."""

    kind = models.CharField(_("kind"), max_length=20, choices=choices(ActorKind))
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Part of the public address. Empty for private and unidentified actors."),
    )
    name_fr = models.CharField(_("name (French)"), max_length=200, blank=True)
    name_en = models.CharField(
        _("name (English)"), max_length=200, blank=True, help_text=_("Only if it differs.")
    )
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    country = models.ForeignKey(
        Jurisdiction, verbose_name=_("country"), on_delete=models.PROTECT, null=True, blank=True
    )
    wikidata_id = models.CharField(_("Wikidata id"), max_length=20, blank=True)
    party_facts_id = models.CharField(_("Party Facts id"), max_length=20, blank=True)
    is_private = models.BooleanField(
        _("private person"),
        default=False,
        help_text=_("Never named in public: only the public label is shown."),
    )
    public_label_fr = models.CharField(_("public label (French)"), max_length=120, blank=True)
    public_label_en = models.CharField(_("public label (English)"), max_length=120, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_actors",
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ("name_fr", "public_label_fr", "pk")
        permissions = [("merge_actor", _("Can merge an actor into another"))]
        constraints = [
            code_constraint("actor", "kind", ActorKind),
            models.CheckConstraint(
                condition=Q(is_private=False)
                | Q(
                    slug__isnull=True,
                    name_fr="",
                    name_en="",
                    short_name="",
                    wikidata_id="",
                    party_facts_id="",
                ),
                name="private_actor_has_no_name_no_page_and_no_external_id",
            ),
            models.CheckConstraint(
                condition=Q(is_private=False) | ~Q(public_label_fr=""),
                name="private_actor_has_a_public_label",
            ),
            models.CheckConstraint(
                condition=Q(is_private=True) | ~Q(name_fr=""), name="named_actor_has_a_name"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ActorKind.UNIDENTIFIED) | Q(slug__isnull=True),
                name="unidentified_actor_has_no_page",
            ),
            models.CheckConstraint(
                condition=Q(is_private=True)
                | Q(kind=ActorKind.UNIDENTIFIED)
                | Q(slug__isnull=False),
                name="named_actor_has_a_page",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="actor_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(wikidata_id="") | Q(wikidata_id__regex=r"^Q[1-9][0-9]*$"),
                name="wikidata_id_is_a_q_and_digits",
            ),
            models.CheckConstraint(
                condition=Q(party_facts_id="") | Q(party_facts_id__regex="^[1-9][0-9]*$"),
                name="party_facts_id_is_digits",
            ),
        ]

    @property
    def final(self) -> "Actor":
        """What it was merged into, or itself: a merge is never longer than one step."""
        return self.merged_into or self

    def clean(self) -> None:
        """A named actor without a slug gets one from its name; the other two have none."""
        super().clean()
        hidden = self.is_private or self.kind == ActorKind.UNIDENTIFIED
        if not hidden and not self.slug:
            self.slug = slugify(self.name_fr)[:80] or None

    def __str__(self) -> str:
        if self.is_private:
            return in_active_language(self.public_label_fr, self.public_label_en)
        return in_active_language(self.name_fr, self.name_en)


class ActorAlias(models.Model):
    """Another name under which a public actor is known."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=("actor", "name"), name="actor_has_each_alias_once")
        ]

    def __str__(self) -> str:
        return self.name


class PrivateIdentity(Edited):
    """Who a private actor is: its own table, its own permission, never in a public output."""

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, related_name="private_identity")
    name = models.CharField(_("name"), max_length=200, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=200), verbose_name=_("aliases"), default=list, blank=True
    )
    handles = ArrayField(
        models.CharField(max_length=200), verbose_name=_("handles"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("private identity")
        verbose_name_plural = _("private identities")

    def __str__(self) -> str:
        return f"#{self.pk}"

    def needles(self) -> list[str]:
        """Every string that must not occur in a public text."""
        return [text for text in (self.name, *self.aliases, *self.handles) if text.strip()]


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Chains of affiliation filters."""

    def overlapping(self, first: date | None, last: date | None) -> "AffiliationQuerySet":
        """Those that last on some day between the two; None is any time before, or after."""
        found = self
        if last is not None:
            found = found.filter(Q(from_on__isnull=True) | Q(from_on__lt=last))
        if first is not None:
            found = found.filter(Q(to_on__isnull=True) | Q(to_on__gt=first))
        return found


class Affiliation(Edited):
    """A person's or body's tie to a party or body. Proposes involvements; is never counted."""

    member = models.ForeignKey(
        Actor, verbose_name=_("member"), on_delete=models.PROTECT, related_name="affiliations"
    )
    body = models.ForeignKey(
        Actor, verbose_name=_("party or body"), on_delete=models.PROTECT, related_name="members"
    )
    role = models.CharField(_("role"), max_length=20, choices=choices(AffiliationRole))
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("to"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ("member_id", "from_on", "pk")
        constraints = [
            code_constraint("affiliation", "role", AffiliationRole),
            models.CheckConstraint(
                condition=~Q(member=F("body")), name="actor_is_not_affiliated_with_itself"
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(to_on__isnull=True)
                | Q(from_on__lte=F("to_on")),
                name="affiliation_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.body}"
