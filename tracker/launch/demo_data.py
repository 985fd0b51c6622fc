"""What the first run must know of the data. Imported once Django is set up."""

from django.utils import timezone

from incidents.models import Incident, Publication, Report


def is_empty() -> bool:
    """Say whether nothing was recorded yet: the demo is never mixed into anyone's records."""
    return not Incident.objects.exists()


def month_to_close() -> str | None:
    """Return the last finished month (`YYYY-MM`) that has a first publication and no report yet."""
    this_month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    finished = Publication.objects.filter(first_published_at__lt=this_month)
    last = finished.order_by("-first_published_at").first()
    if last is None:
        return None
    month = f"{timezone.localtime(last.first_published_at):%Y-%m}"
    return None if Report.objects.filter(period=month).exists() else month
