"""One table for each of the benchmark's files, with foreign keys between them."""

from django.db import models


class Platform(models.Model):
    """Where content was seen."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Technique(models.Model):
    """How content was made."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """A party that is involved."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Incident(models.Model):
    """One incident."""

    reference = models.SlugField(max_length=20, unique=True)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    summary = models.TextField()
    first_published_at = models.DateTimeField(db_index=True)
    happened_on = models.DateField()
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT)
    technique = models.ForeignKey(Technique, on_delete=models.PROTECT)
    party = models.ForeignKey(Party, on_delete=models.PROTECT)
    role = models.CharField(max_length=20)
    verdict = models.CharField(max_length=20)
    status = models.CharField(max_length=24)
    country = models.CharField(max_length=2)
    election = models.CharField(max_length=80)
    views = models.IntegerField()

    class Meta:
        ordering = ("-first_published_at", "-reference")

    def __str__(self) -> str:
        return self.title_fr


class Claim(models.Model):
    """What somebody said of an incident."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="claims")
    speaker = models.CharField(max_length=200)
    proposition = models.CharField(max_length=20)
    stance = models.CharField(max_length=20)
    said_on = models.DateField()
    summary = models.TextField()
    quote = models.TextField()

    def __str__(self) -> str:
        return self.summary


class LegalStep(models.Model):
    """What followed in law."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="legal_steps")
    track = models.CharField(max_length=20)
    authority = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    happened_on = models.DateField()
    note = models.TextField()

    class Meta:
        ordering = ("happened_on", "pk")

    def __str__(self) -> str:
        return self.kind


class Source(models.Model):
    """A recording that is cited."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=100)
    url = models.URLField()
    published_on = models.DateField()

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """A line of its transcript."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="passages")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField()
    start_ms = models.IntegerField()
    end_ms = models.IntegerField()
    speaker = models.CharField(max_length=200)
    cited = models.BooleanField()
    text = models.TextField()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.text
