"""The one error of the launcher."""


class LaunchError(Exception):
    """The site cannot start; the message says why and what to do, for a person to read."""
