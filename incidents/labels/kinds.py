"""What a table of labels is."""

from enum import StrEnum

from django.utils.functional import Promise

Labels = dict[StrEnum, "str | Promise"]
LabelsByEnum = dict[type[StrEnum], Labels]
