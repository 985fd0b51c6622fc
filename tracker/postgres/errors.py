"""The one error of the embedded PostgreSQL."""


class EmbeddedPostgresError(Exception):
    """No server can be had; the message says why and what to do, for a person to read."""
