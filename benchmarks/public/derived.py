"""The one place where the tables derived from other derived tables are filled: facets and search.

They are made by the site's own code, from the rows that `fill` has written. Called once, after all
incidents are there, outside a transaction; the indexes are back by then.
"""


def fill() -> None:
    """Nothing yet: facets and search have no tables of their own."""
