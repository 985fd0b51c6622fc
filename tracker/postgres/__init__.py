"""The parts of the embedded PostgreSQL: whom it runs as, where it may live, how it starts.

Used by `tracker.embedded_postgres` only. Nothing here imports Django.
"""
