"""The moments at which periods of Europe/Paris begin and end."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone


def bounds(period: str) -> tuple[datetime, datetime]:
    """The first moment of a year or month, and the first one after it."""
    year, month = int(period[:4]), int(period[5:] or 1)
    end = (year + 1, 1) if len(period) == 4 or month == 12 else (year, month + 1)
    return midnight(date(year, month, 1)), midnight(date(*end, 1))


def midnight(day: date) -> datetime:
    """The moment at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def ending_in(year: int) -> Q:
    """Reports whose last day is in a year: that under which the archive has them."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    end = last if last == date.max else last + timedelta(days=1)
    return Q(next_day__gt=first, next_day__lte=end)
