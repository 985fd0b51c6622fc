"""Dates as far as they are known: earliest, latest, precision; months of reports; pure."""

from incidents.codes import Precision as DatePrecision
from incidents.dates.fact import DateError, FactDate
from incidents.dates.iso import read_day, read_fact
from incidents.dates.month import Month, MonthError
from incidents.dates.reading import is_date_text, read_date
from incidents.dates.wording import day_wording, first_as_said, month_wording, wording

__all__ = [
    "DateError",
    "DatePrecision",
    "FactDate",
    "Month",
    "MonthError",
    "day_wording",
    "first_as_said",
    "is_date_text",
    "month_wording",
    "read_date",
    "read_day",
    "read_fact",
    "wording",
]
