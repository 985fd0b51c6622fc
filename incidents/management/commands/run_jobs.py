"""``manage.py run_jobs``: the worker, which takes up jobs until it is told to stop."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app


class Command(BaseCommand):
    """Ends in an orderly way on SIGTERM or Ctrl-C: a job that runs has ten seconds to finish."""

    help = "Run the worker: take up jobs until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="take up what waits, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()) as worker:
            worker.run_worker(wait=not options["once"])
