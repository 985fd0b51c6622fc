"""The chapters of the report: what the template of each gets. A module per chapter.

Each takes the ``Material`` and gives a part of the templates' context, in the active language.
Nothing is counted here: numbers come from ``exhibits``, ``answered`` and ``late``.
"""
