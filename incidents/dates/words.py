"""The words in which pages write dates, folded: no accents, lower case, plain apostrophes."""

import re
import unicodedata

_MONTH_NAMES = (
    ("janvier", "janv", "january", "jan"),
    ("fevrier", "fevr", "fev", "february", "feb"),
    ("mars", "march", "mar"),
    ("avril", "avr", "april", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "juil", "july", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "sept", "september", "sep"),
    ("octobre", "oct", "october"),
    ("novembre", "nov", "november"),
    ("decembre", "dec", "december"),
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}

_UNIT_NAMES = {
    "year": ("an", "ans", "annee", "annees", "year", "years", "yr", "yrs", "y"),
    "month": ("mois", "month", "months", "mo", "mos"),
    "week": ("semaine", "semaines", "sem", "week", "weeks", "wk", "wks", "w"),
    "day": ("jour", "jours", "j", "day", "days", "d"),
    "hour": ("heure", "heures", "h", "hour", "hours", "hr", "hrs"),
    "minute": ("minute", "minutes", "min", "mins"),
}
UNITS = {name: unit for unit, names in _UNIT_NAMES.items() for name in names}

# Whole phrases: amount, unit, and whether the calendar's own week is meant.
PHRASES = {
    "aujourd'hui": (0, "day", True),
    "today": (0, "day", True),
    "a l'instant": (0, "day", True),
    "just now": (0, "day", True),
    "hier": (1, "day", True),
    "yesterday": (1, "day", True),
    "avant-hier": (2, "day", True),
    "cette semaine": (0, "week", True),
    "this week": (0, "week", True),
    "la semaine derniere": (1, "week", True),
    "semaine derniere": (1, "week", True),
    "last week": (1, "week", True),
    "ce mois-ci": (0, "month", True),
    "this month": (0, "month", True),
    "le mois dernier": (1, "month", True),
    "mois dernier": (1, "month", True),
    "last month": (1, "month", True),
    "cette annee": (0, "year", True),
    "this year": (0, "year", True),
    "l'annee derniere": (1, "year", True),
    "l'an dernier": (1, "year", True),
    "l'an passe": (1, "year", True),
    "l'annee passee": (1, "year", True),
    "annee derniere": (1, "year", True),
    "last year": (1, "year", True),
}


def fold_date(text: str) -> str:
    """Fold a text for comparison: compatibility forms, accents, case, apostrophes, spaces."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ʼ", "'"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"\s+", " ", plain.casefold()).strip().rstrip(".")
