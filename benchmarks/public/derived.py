"""The one place where the tables derived from other derived tables are filled: facets and search.

They are made by the site's own code, from the rows that `fill` has written. Called once, after all
incidents are there and their indexes are back.
"""


def fill(processes: int) -> None:
    """Nothing yet: facets and search have no tables of their own. ``processes`` 0: in this one,
    inside its transaction."""
