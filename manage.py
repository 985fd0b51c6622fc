#!/usr/bin/env python
"""Runs a management command; without VIGIE_ENV=production on the demo of this folder."""

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        from django.core.management import execute_from_command_line

        from tracker.launch import commands
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed here: run `make setup`, then .venv/bin/python.")
    with commands.environment(sys.argv[1:]):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
